"""Text to a timeline and back: read, formatted, edited, begun, described to editors."""
