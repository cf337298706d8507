"""Pictures fetched from the web: once, when that is asked for, and from nowhere inside."""
