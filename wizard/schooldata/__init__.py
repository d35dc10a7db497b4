"""Where boards, schools and sites come from. `duo` reads the open data of DUO.

A source gives one complete snapshot (`wizard/domain/snapshot.py`); it knows no database.
"""
