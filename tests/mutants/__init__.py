"""Mutants: small faults in the product, to see whether the tests notice them (`make mutants`).

`drawn.tsv` holds faults drawn by chance from the Python code, `faults.toml` faults made by hand in
templates, style sheets and scripts. Neither changes with the tests: they are the measure.
"""
