"""`make bench`: what a step, the overview and a copy cost, in time and in SQL statements.

A program, no test: times differ by machine and by the hour, so a test must not judge them. What it
does judge is a ratio of two things that were measured in turns (`ratios`).

    boards        the boards that it measures on, in one database
    databases     a database of each kind that can be put back as it was
    scenes        what is measured, as a function without arguments
    baseline      what a copy is held against: its rows, written by SQLAlchemy Core alone
    measuring     repetitions in turns, with their statements counted
    ratios        the rule, and what breaks it
    report        the table on the screen and var/bench.json
"""
