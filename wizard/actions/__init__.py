"""Verbs: each action is one thing that a person wants, within the request's one transaction."""
