"""A timeline to the places of all that is drawn, for one width. No drawing, no files."""
