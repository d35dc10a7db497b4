"""A board, a school, exports and the calendar."""
