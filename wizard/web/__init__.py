"""HTTP: one blueprint per area. Views guard, call one action, and answer with a page or a 303."""
