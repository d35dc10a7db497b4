"""Schools that were asked."""
