"""What was typed, and the Dutch words for what is wrong with it. No database, no request."""
