"""`make bench`: what the product costs in time and in SQL statements, on both databases.

A step, the overview, a copy, and finding a caller one by one; then a hundred calls at once.

A program, no test: times differ by machine and by the hour, so a test must not judge them. What it
does judge is a ratio of two things that were measured in turns (`ratios`), and an answer that was
no answer.

    boards          the boards that it measures on, in one database
    country         the schools of a country in boards of the usual size, and ten times as many
    databases       a database of each kind that can be put back as it was
    product         the product on a database
    scenes          what is measured, as a function without arguments
    baseline        what a copy is held against: its rows, written by SQLAlchemy Core alone
    measuring       repetitions in turns, with their statements counted
    lookups         finding a caller by a number: the same cost for ten times as many schools
    pairs           a hundred callers and agents, logged in and in a call
    server_process  two server processes, as in production
    load            browsers that poll, and what they saw
    people          what a caller, an agent and an operator do over and over
    polling         all of them at once, held against /gezond
    costly_lists    lists made to cost much: reading them, and visiting while six are sent
    others          what other visitors notice of somebody who is slow
    ratios          the rule, and what breaks it
    report          the tables on the screen and var/bench.json
"""
