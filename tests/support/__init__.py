"""What tests share: data they make, pages they open, files they compare."""
