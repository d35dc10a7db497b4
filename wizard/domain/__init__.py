"""Boards, schools, services, mandates and deadlines as plain values: no database, no web."""
