"""Mails: who gets them, when, and what they say."""
