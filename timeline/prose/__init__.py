"""Markdown texts: what of them is read, as HTML of our own making, and what is not."""
