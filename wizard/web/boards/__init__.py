"""Several boards of one person."""
