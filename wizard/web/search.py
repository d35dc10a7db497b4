"""What somebody searches for: it stands in the URL as `zoek`, the same on all pages."""

from collections.abc import Mapping

from wizard.domain.typed_text import normalised

#: More than this is no name of a school, a board or a problem.
_LONGEST = 100


def query_of(asked: Mapping[str, str]) -> str:
    """Return what was typed; nothing where all is to be shown."""
    return normalised(asked.get("zoek", "")[:_LONGEST])
