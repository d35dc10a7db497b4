"""The plan of a board; one LAS for all its schools."""
