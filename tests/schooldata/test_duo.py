"""DUO's files in every shape that we met, and in shapes that only Excel can make."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ways import rounds
from wizard.domain.school_import.snapshot import (
    BoardRow,
    Rejection,
    SchoolRow,
    SiteRow,
    Snapshot,
    SourceError,
)
from wizard.schooldata.duo import DuoFiles

NEW = "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM"
OLD = "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;PLAATSNAAM"
HEADERS = {
    "new": NEW,
    "old, trailing blank": OLD,
    "underscores": NEW.replace(" ", "_"),
    "no blanks": NEW.replace(" ", ""),
    "lower case": OLD.lower(),
}
ROWS = (
    "Fryslân;10799;04LY;04LY00;De Weide;'S-GRAVENHAGE",
    "Fryslân;10799;04LY;04LY01;Het Café;CAPELLE AAN DEN IJSSEL",
)


def in_peace(lines: Iterator[str], _total: int) -> Iterator[str]:
    return lines


def written(
    path: Path, lines: Sequence[str], *, encoding: str = "cp1252", end: str = "\r\n"
) -> Path:
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def read(*files: Path, boards: Path | None = None) -> Snapshot:
    return DuoFiles(files, boards).read(in_peace)


def read_rows(tmp_path: Path, *rows: str, header: str = NEW) -> Snapshot:
    return read(written(tmp_path / "schools.csv", [header, *rows]))


#: What each shape of these rows says.
SAME = Snapshot(
    boards=(BoardRow("10799", "", "'s-Gravenhage"),),
    schools=(SchoolRow("04LY", "10799", "De Weide", "'s-Gravenhage"),),
    sites=(
        SiteRow("04LY00", "04LY", "De Weide", "'s-Gravenhage"),
        SiteRow("04LY01", "04LY", "Het Café", "Capelle aan den IJssel"),
    ),
)
TITLES: list[list[str]] = [[], ["Vestigingen basisonderwijs;;;;;"], ["Bron: DUO", "", ""]]
_ENCODINGS = ("cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-be")
SHAPES = list(product((";", ",", '","', "\t"), _ENCODINGS, ("\r\n", "\n")))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_every_release_gives_the_same_schools(
    tmp_path: Path, header: str, title: list[str]
) -> None:
    for separator, encoding, end in SHAPES:
        lines = [line.replace(";", separator) for line in (header, *ROWS)]
        if separator == '","':
            lines = [f'"{line}"' for line in lines]
        path = written(tmp_path / "schools.csv", [*title, *lines], encoding=encoding, end=end)
        assert read(path) == SAME, (separator, encoding, end)


@pytest.mark.parametrize(
    ("board", "brin", "site"),
    [
        ("00249", "04LY", "04LY01"),
        ("249", "4LY", "4LY01"),
        (" 249 ", "04ly ", "01"),
        ("00249", "4LY", "1"),
        ("249", "O4LY", "04LY01"),
    ],
)
def test_lost_zeros_come_back(tmp_path: Path, board: str, brin: str, site: str) -> None:
    snapshot = read_rows(tmp_path, f"Drenthe;{board};{brin};{site};De Borgh;BORGER")

    assert snapshot.schools == (SchoolRow("04LY", "00249", "De Borgh", "Borger"),)
    assert [row.code for row in snapshot.sites] == ["04LY01"]
    assert not snapshot.rejections


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("D;10249;12E05;12E05;X;Y", "INSTELLINGSCODE", "a number that a spreadsheet made"),
        ("D;10249;1.2E+06;00;X;Y", "INSTELLINGSCODE", "a number that a spreadsheet made"),
        ("D;10249;12E0;00;X;Y", "INSTELLINGSCODE", "a number that a spreadsheet made"),
        ("D;10249;é4LY;00;X;Y", "INSTELLINGSCODE", "is not a BRIN"),
        ("D;10249; ;00;X;Y", "INSTELLINGSCODE", "blank is not a BRIN"),
        ("D;123456;04TG;04TG00;X;Y", "BEVOEGD GEZAG NUMMER", "'123456' is not a board number"),
        ("D;0;04TG;04TG00;X;Y", "BEVOEGD GEZAG NUMMER", "'0' is not a board number"),
        ("D; ;04TG;04TG00;X;Y", "BEVOEGD GEZAG NUMMER", "blank is not a board number"),
        ("D;10249;04TG;04TH00;X;Y", "VESTIGINGSCODE", "'04TH00' is not a site of school 04TG"),
        ("D;10249;04TG;12E05;X;Y", "VESTIGINGSCODE", "'12E05' is not a site"),
        ("D;10249;04TG;;X;Y", "VESTIGINGSCODE", "blank is not a site"),
        ("D;10249;04TG;04TG00; ;Y", "VESTIGINGSNAAM", "the name is blank"),
        ("D;10249;04TG;04TG00;X", "(whole row)", "the row has 5 fields, the header has 6"),
        ("D;10249;04TG;04TG00;X;Y;Z", "(whole row)", "the row has 7 fields, the header has 6"),
        ('D;10249;04TG;04TG00;"X" y;Y', "(whole row)", "the quotes are wrong"),
        ("D;10800;04LY;04LY01;X;Y", "BEVOEGD GEZAG NUMMER", "school 04LY stands otherwise in"),
        ("D;10799;04LY;04LY00;X;Y", "VESTIGINGSNAAM", "schools.csv line 2"),
    ],
)
def test_a_broken_row_is_left_out_with_line_column_and_reason(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    snapshot = read_rows(tmp_path, ROWS[0], row, "D;10249;05AA;05AA00;De Laatste;EMMEN")

    (rejection,) = snapshot.rejections
    assert (rejection.file, rejection.line, rejection.column) == ("schools.csv", 3, column)
    assert reason in rejection.reason
    assert [school.brin for school in snapshot.schools] == ["04LY", "05AA"]


def test_a_rejection_names_the_column_as_the_file_does_and_the_school(tmp_path: Path) -> None:
    snapshot = read_rows(tmp_path, ROWS[0], "D;x;04TG;00;X;Y", header=OLD.replace(" ", "_"))

    assert snapshot.rejections == (
        Rejection(
            "schools.csv",
            3,
            "BEVOEGD_GEZAG_NUMMER",
            "'x' is not a board number (five digits)",
            "04TG",
        ),
    )


def test_a_separator_too_many_still_tells_which_school_it_was(tmp_path: Path) -> None:
    snapshot = read_rows(tmp_path, ROWS[0], "D;10249;4TG;04TG00;De Brug; vestiging Zuid;Y")

    assert [rejection.brin for rejection in snapshot.rejections] == ["04TG"]


def test_doubled_quotes_and_a_line_end_within_quotes(tmp_path: Path) -> None:
    rows = ('D;10249;04TG;00;"BS ""De\r\nMaasparel""";Y', "D;10249;x;00;X;Y")
    snapshot = read_rows(tmp_path, *rows)

    assert snapshot.schools[0].name == 'BS "De Maasparel"'
    assert snapshot.rejections[0].line == 4


def test_a_quote_that_is_never_closed_does_not_swallow_schools(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="line 3: a quoted field is not closed properly"):
        read_rows(tmp_path, ROWS[0], 'D;10249;04TG;00;"X;Y', "D;10249;05AA;00;De Laatste;EMMEN")


def test_blank_rows_and_blank_cells_at_the_end_are_nothing(tmp_path: Path) -> None:
    snapshot = read_rows(tmp_path, ROWS[0] + "; ;", "", ";;;;;")

    assert len(snapshot.schools) == 1
    assert not snapshot.rejections


def test_without_a_main_site_the_lowest_gives_the_name(tmp_path: Path) -> None:
    snapshot = read_rows(tmp_path, "D;10249;04TG;03;Drie;DRIE", "D;10249;04TG;02;Twee;TWEE")

    assert snapshot.schools == (SchoolRow("04TG", "10249", "Twee", "Twee"),)


def test_main_sites_and_all_sites_are_one_snapshot(tmp_path: Path) -> None:
    header = "BEVOEGD GEZAG NUMMER;BRIN NUMMER;INSTELLINGSNAAM;PLAATSNAAM"
    main = written(tmp_path / "main.csv", [header, "10799;04LY;Scholengroep De Weide;SNEEK"])
    sites = written(tmp_path / "sites.csv", [NEW, *ROWS])

    for snapshot in (read(main, sites), read(sites, main)):
        assert [school.name for school in snapshot.schools] == ["Scholengroep De Weide"]
        assert [site.name for site in snapshot.sites] == ["De Weide", "Het Café"]
        assert not snapshot.rejections


def test_the_file_of_boards_names_boards_and_wins_from_the_schools_places(tmp_path: Path) -> None:
    header = "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;PLAATSNAAM;ADMINISTRATIEKANTOORNUMMER"
    rows = ["10799; ;;", "249;Stg De Brug;EMMEN;", "99999;Andere;X;", "x;Y;Z;"]
    boards = written(tmp_path / "boards.csv", [header, *rows])
    schools = written(tmp_path / "schools.csv", [NEW, *ROWS, "D;00249;04TG;00;X;DRIJBER"])

    snapshot = read(schools, boards=boards)

    assert snapshot.boards == (
        BoardRow("00249", "Stg De Brug", "Emmen"),
        BoardRow("10799", "", "'s-Gravenhage"),
    )
    assert [(row.file, row.line) for row in snapshot.rejections] == [("boards.csv", 5)]


def test_a_board_stands_where_most_of_its_schools_are(tmp_path: Path) -> None:
    rows = [
        f"D;10249;{brin};00;X;{place}"
        for brin, place in zip(
            ("01AA", "01AB", "01AC", "01AD"), ("EMMEN", "SNEEK", "SNEEK", " "), strict=True
        )
    ]

    assert read_rows(tmp_path, *rows).boards == (BoardRow("10249", "", "Sneek"),)


def test_the_progress_bar_sees_every_line_of_all_files_once(tmp_path: Path) -> None:
    seen: list[str] = []
    totals: list[int] = []

    def watched(lines: Iterator[str], total: int) -> Iterator[str]:
        totals.append(total)
        for line in lines:
            seen.append(line)
            yield line
        seen.append("end")

    one = written(tmp_path / "one.csv", ["Titel", NEW, ROWS[0]])
    two = written(tmp_path / "two.csv", [NEW, ROWS[1]])
    DuoFiles([one, two]).read(watched)

    assert totals == [5]
    assert len(seen) == 6
    assert seen[-1] == "end"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "the file is empty"),
        (NEW.encode(), "there is a header, but no row under it"),
        (f"{NEW}\nD;x;04LY;00;A;B\nD;x;04LY;00;A;B\n".encode(), "not one of 2 rows can be read"),
        (NEW.encode("utf-16"), "there is a header, but no row under it"),
        (NEW.encode("utf-32"), "neither UTF-8, UTF-16 nor Windows-1252"),
        (NEW.encode("utf-32-le"), "this is not a text file"),
        (NEW.encode() + b"\0", "this is not a text file"),
        (b"PK\x03\x04rest", "a spreadsheet, a zip file or a PDF"),
        (b"\xd0\xcf\x11\xe0rest", "a spreadsheet, a zip file or a PDF"),
        (b"\x81\x8d" + NEW.encode(), "neither UTF-8, UTF-16 nor Windows-1252"),
        (b"\xef\xbb\xbf\xe9" + NEW.encode(), "neither UTF-8, UTF-16 nor Windows-1252"),
        (NEW.replace("INSTELLINGSCODE", "X").encode(), "no column for INSTELLINGSCODE or BRIN NUM"),
        (NEW.replace("GEZAG", "X").encode(), "no column for BEVOEGD GEZAG NUMMER"),
        (NEW.replace("NAAM", "X").encode(), "no column for VESTIGINGSNAAM or INSTELLINGSNAAM"),
        (b"<html>\n<p>Not found</p>", "no column for INSTELLINGSCODE or BRIN NUMMER or BRIN and"),
        (b"x" * 200_000, "line 1 is longer than 100,000 characters"),
        (f"{NEW}\n".encode() + b";" * 1_000_000, "line 2 is longer than 100,000 characters"),
        (NEW.encode() + b"\n" * 1_000_001, "the file has more than 1,000,000 lines"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "schools.csv"
    path.write_bytes(content)

    with pytest.raises(SourceError) as raised:
        read(path)

    assert str(raised.value).startswith(f"{path}: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_or_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this is a folder"):
        read(tmp_path)
    with pytest.raises(SourceError, match="there is no such file"):
        read(tmp_path / "nowhere.csv")


def test_one_bad_file_spoils_the_snapshot(tmp_path: Path) -> None:
    good = written(tmp_path / "good.csv", [NEW, *ROWS])
    bad = written(tmp_path / "bad.csv", [NEW])

    with pytest.raises(SourceError, match=r"bad\.csv"):
        read(good, bad)
    with pytest.raises(SourceError, match="no column for BEVOEGD GEZAG NAAM"):
        read(good, boards=good)


HOSTILE = st.one_of(
    st.binary(),
    st.lists(
        st.sampled_from(
            [b'"', b";", b",", b"\n", b"\r", b"04LY", b"10799", b"00", b"\xe9", b"12E5"]
        )
    ).map(lambda parts: NEW.encode() + b"\n" + b"".join(parts)),
    st.text(alphabet='a0";\n\r\t\x1c\x85\u2028É,').map(
        lambda text: f"{NEW}\n{ROWS[0]}\n{text}".encode()
    ),
)


@settings(max_examples=rounds(50, 100))
@given(HOSTILE)
def test_any_bytes_give_a_snapshot_or_one_clear_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile.csv"
    path.write_bytes(content)
    outcome = _outcome(path)
    if isinstance(outcome, Snapshot):
        assert outcome.schools
        assert all(len(row.reason.splitlines()) == 1 for row in outcome.rejections)
    else:
        assert len(outcome.splitlines()) == 1


def _outcome(path: Path) -> Snapshot | str:
    try:
        return read(path)
    except SourceError as error:
        return str(error)
