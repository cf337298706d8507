"""Changes to a file of ours; all else stays as it was, byte for byte."""
