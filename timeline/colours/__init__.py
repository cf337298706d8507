"""Colours: how far they stand out from each other, and which an author may have."""
