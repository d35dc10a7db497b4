"""Recording by hand, and checking in the register."""
