"""How much is read of a file that a stranger sends."""

#: The largest board has 55 schools; an office may send one list for all of its boards.
MOST_ROWS = 2_000
MOST_COLUMNS = 50
LONGEST_CELL = 100
#: So far a sheet or a text is read: rows without a school count too.
FURTHEST_LINE = 20_000
