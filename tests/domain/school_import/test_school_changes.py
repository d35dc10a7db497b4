"""What a snapshot of the schools changes in what is known."""

from wizard.domain.school_import.school_changes import Stored, with_known_names
from wizard.domain.school_import.snapshot import BoardRow

_KNOWN = BoardRow("10001", "Stichting Een", "Gouda")
_NAMELESS = BoardRow("10001", "", "Woerden")
_RENAMED = BoardRow("10001", "Stichting Een en Al", "Gouda")


def test_a_board_follows_the_snapshot_unless_only_we_know_its_name() -> None:
    for known, read, becomes in (
        (_KNOWN, _NAMELESS, _KNOWN),
        (_KNOWN, _RENAMED, _RENAMED),
        (_NAMELESS, _RENAMED, _RENAMED),
        (None, _NAMELESS, _NAMELESS),
    ):
        stored = {"10001": Stored(known, "duo")} if known else {}
        assert with_known_names({"10001": read}, stored) == {"10001": becomes}, (known, read)
