"""Out-building: how people are reached outside the pages."""
