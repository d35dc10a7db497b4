"""The tests. Where a new one goes: docs/testing.md."""

import os

# The stories read pages with lxml, which the product does not have: openpyxl would use it too.
os.environ["OPENPYXL_LXML"] = "False"
