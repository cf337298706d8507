"""Rows to events as a person would have written them, and to a file."""
