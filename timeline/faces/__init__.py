"""Font files: opened, measured, cut to what is used, and shaped to outlines."""
