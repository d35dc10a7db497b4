"""Logging in and out, sessions, and who may enter."""
