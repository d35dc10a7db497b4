"""Which LAS each school uses: table, and list from Excel."""
