"""Mandate registers: our own, and the OSR that people fill by hand."""
