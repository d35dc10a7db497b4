"""Receipts, and undo."""
