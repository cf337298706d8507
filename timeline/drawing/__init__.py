"""A layout to a chart, and a chart to SVG, PNG and PDF."""
