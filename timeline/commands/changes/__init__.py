"""What changed between two timelines, told: as text, as Markdown, as JSON."""
