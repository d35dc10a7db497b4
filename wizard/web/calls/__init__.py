"""A call: code, consent, looking along, notes and the access log."""
