"""Many rows, one picture: which school has which board, name, place and sites."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wizard.domain.school_import.snapshot import BoardRow, Rejection, SchoolRow, SiteRow
from wizard.schooldata.duo_codes import BadCode, board_code, brin_code, site_code
from wizard.schooldata.duo_table import Column, Record
from wizard.schooldata.places import place_name

_MAIN_SITE = "00"


@dataclass(frozen=True)
class Row:
    """One readable row: a site, with what it tells of its school and board."""

    record: Record
    brin: str
    board: str
    board_name: str
    site: str
    school_name: str
    site_name: str
    place: str

    @property
    def name(self) -> str:
        """The school's own name where given, else the name of this site."""
        return self.school_name or self.site_name


def read_row(record: Record) -> Row | Rejection:
    """Read a row, or say what is wrong with it."""
    brin, column = "", Column.BRIN
    try:
        brin = brin_code(record.text(column))
        column = Column.BOARD
        board = board_code(record.text(column))
        column = Column.SITE
        site = _site(record, brin)
    except BadCode as error:
        return record.rejection(column, str(error), brin=brin)
    row = _row(record, brin, board, site)
    return row if row.name else _nameless(row)


def _site(record: Record, brin: str) -> str:
    """Return the site; DUO's file of main sites has no column for it."""
    if Column.SITE not in record.titles:
        return brin + _MAIN_SITE
    return site_code(record.text(Column.SITE), brin)


def _row(record: Record, brin: str, board: str, site: str) -> Row:
    return Row(
        record=record,
        brin=brin,
        board=board,
        board_name=record.text(Column.BOARD_NAME),
        site=site,
        school_name=record.text(Column.SCHOOL_NAME),
        site_name=record.text(Column.SITE_NAME),
        place=place_name(record.text(Column.PLACE)),
    )


def _nameless(row: Row) -> Rejection:
    titles = row.record.titles
    column = Column.SITE_NAME if Column.SITE_NAME in titles else Column.SCHOOL_NAME
    return row.record.rejection(column, "the name is blank", brin=row.brin)


class Gathering:
    """Rows of all files together. The first row of a school says which board it has."""

    def __init__(self) -> None:
        self._sites: dict[str, Row] = {}
        self._schools: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, row: Row) -> Rejection | None:
        """Take the row in, or say with which earlier row it disagrees.

        The file of main sites and the file of all sites both hold the main site: that is one.
        """
        for code in self._schools[row.brin][:1]:
            if self._sites[code].board != row.board:
                return _disagrees(row, Column.BOARD, f"school {row.brin}", self._sites[code])
        twin = self._sites.get(row.site)
        if twin and twin.site_name and row.site_name and twin.site_name != row.site_name:
            return _disagrees(row, Column.SITE_NAME, f"site {row.site}", twin)
        if not twin:
            self._schools[row.brin].append(row.site)
        self._sites[row.site] = _merged(twin, row) if twin else row
        return None

    def sites(self) -> tuple[SiteRow, ...]:
        """Return all sites, by code."""
        return tuple(
            SiteRow(code, row.brin, row.site_name or row.name, row.place)
            for code, row in sorted(self._sites.items())
        )

    def schools(self) -> tuple[SchoolRow, ...]:
        """Return all schools, by BRIN; name and place are those of the main (lowest) site."""
        return tuple(self._school(brin) for brin in sorted(self._schools))

    def _school(self, brin: str) -> SchoolRow:
        rows = [self._sites[code] for code in sorted(self._schools[brin])]
        name = next((row.school_name for row in rows if row.school_name), rows[0].name)
        return SchoolRow(brin, rows[0].board, name, rows[0].place)

    def boards(self, named: Mapping[str, BoardRow]) -> tuple[BoardRow, ...]:
        """Return the boards of these schools, by number, as `named` and the rows name them."""
        names = {row.board: row.board_name for row in self._sites.values() if row.board_name}
        unnamed = BoardRow("", "", "")
        return tuple(
            BoardRow(
                number,
                named.get(number, unnamed).name or names.get(number, ""),
                named.get(number, unnamed).place or place,
            )
            for number, place in sorted(_main_places(self.schools()).items())
        )


def _merged(first: Row, second: Row) -> Row:
    return replace(
        first,
        board_name=first.board_name or second.board_name,
        school_name=first.school_name or second.school_name,
        site_name=first.site_name or second.site_name,
        place=first.place or second.place,
    )


def _disagrees(row: Row, column: Column, what: str, earlier: Row) -> Rejection:
    where = f"{earlier.record.file} line {earlier.record.line}"
    return row.record.rejection(column, f"{what} stands otherwise in {where}", brin=row.brin)


def _main_places(schools: Iterable[SchoolRow]) -> dict[str, str]:
    """Return for each board the place where most of its schools are; the first by name if equal."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for school in schools:
        counts[school.board_number][school.place] += 1
    return {
        number: min(places, key=lambda place: (not place, -places[place], place))
        for number, places in counts.items()
    }
