"""The product in a real browser, the system's Chromium, as people use it."""
