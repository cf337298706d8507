"""HTML and plain text to the Markdown that a timeline has."""
