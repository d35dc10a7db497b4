"""Start, help, needs and privacy."""
