"""Where boards, schools and sites come from. `duo` reads the open data of DUO.

A source gives a complete `wizard.domain.school_import.snapshot`; it knows no database.
"""
