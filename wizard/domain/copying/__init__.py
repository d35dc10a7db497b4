"""One school to the others."""
