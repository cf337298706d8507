"""Tables of any names and shapes: cells, what each column is, and the rows they make."""
