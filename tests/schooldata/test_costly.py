"""Lists that cost: what is read before they are refused, in bytes, tokens and attributes."""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.schooldata import costly
from tests.schooldata.refusing import refusal
from tests.ways import usually
from wizard.domain.errors import DomainError
from wizard.schooldata import bounded_reads, counted_part, sheet_file, text_file
from wizard.schooldata.bounds import FURTHEST_LINE, LONGEST_CELL
from wizard.schooldata.counted_part import CostsTooMuchError, Counter

_KILOBYTE = 1024
_TOO_LARGE = "Uitgepakt is dit bestand te groot"
#: What a part is read by, and what stands before the sheet in a workbook of one school.
_PIECE, _OTHER_PARTS = 64 * _KILOBYTE, 16 * _KILOBYTE

#: What is wrong with each of the six that were reported.
_REPORTED = {
    costly.one_attribute: "bytes in one token",
    costly.one_comment: "bytes in one token",
    costly.one_name: "bytes in one token",
    costly.attributes: "bytes in one token",
    costly.namespaces: "bytes in one token",
    costly.one_long_string: "characters in one text",
}
#: Of each of the siblings too; those that are not here are read, and cost little.
_SIBLINGS = {
    costly.one_instruction: "bytes in one token",
    costly.one_text: "characters in one text",
    costly.one_section: "characters in one text",
    costly.spread_attributes: "attributes",
    costly.deep: "elements that are no cells",
    costly.empty_strings: "elements",
    costly.runs: "elements that are no cells",
    costly.empty_rows: "elements",
    costly.merges: "elements that are no cells",
    costly.links: "elements that are no cells",
    costly.styles: "elements that are no cells",
    costly.names: "elements that are no cells",
    costly.types: "elements that are no cells",
    costly.many_parts: "bytes",
}
#: Of what the zip says before a part of it is read.
_BY_DIRECTORY = (costly.directory, costly.extra_fields)
_PACKED_OTHERWISE = (costly.packed_with_bzip2, costly.packed_with_lzma, costly.packed_twice)
_READ = (
    *(costly.many_strings, costly.wide_row, costly.inline_strings, costly.formulas),
    costly.one_sheet_many_times,
)


def count(content: bytes) -> tuple[Counter, str]:
    """Count all parts of a workbook until it is too much; return what was, if anything."""
    counter = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            for name in archive.namelist():
                counter.unpacked(archive, name)
        except CostsTooMuchError as error:
            return counter, error.what
    return counter, ""


@pytest.mark.parametrize("make", _REPORTED)
def test_of_one_large_thing_three_pieces_are_read(make: Callable[[], bytes]) -> None:
    counter, what = count(make())
    assert what == _REPORTED[make]
    assert counter.size <= counted_part.LONGEST_TOKEN + _PIECE + _OTHER_PARTS, "of 4 to 8 MB"
    assert counter.attributes < 3_000, "none of the 500,000"
    assert counter.elements < 6_000, "none of the sheet behind it"


@pytest.mark.parametrize("make", _REPORTED)
def test_of_one_large_thing_nothing_is_made(make: Callable[[], bytes]) -> None:
    content = make()
    assert _TOO_LARGE in refusal("las.xlsx", content, 3 * len(content) + 2_048 * _KILOBYTE)


@pytest.mark.parametrize("make", _SIBLINGS)
def test_of_many_things_no_more_is_read_than_may_be(make: Callable[[], bytes]) -> None:
    with pytest.raises(DomainError, match=_TOO_LARGE) as error:
        sheet_file.read("las.xlsx", make())
    cause = error.value.__cause__
    assert isinstance(cause, CostsTooMuchError)
    assert cause.what == _SIBLINGS[make]
    assert cause.limit < cause.found <= cause.limit + _PIECE, "one piece more at most"


@pytest.mark.parametrize("make", _BY_DIRECTORY)
def test_a_directory_is_measured_before_it_is_read(make: Callable[[], bytes]) -> None:
    content = make()
    assert len(content) < sheet_file.LARGEST_FILE
    most = 8 * bounded_reads.MOST_AT_ONCE
    assert _TOO_LARGE in refusal("las.xlsx", content, len(content) + most)


@pytest.mark.parametrize("make", _PACKED_OTHERWISE)
def test_what_excel_does_not_pack_is_not_unpacked(make: Callable[[], bytes]) -> None:
    content = make()
    message = refusal("las.xlsx", content, 3 * len(content) + 512 * _KILOBYTE)
    assert "beschadigd" in message or _TOO_LARGE in message


@pytest.mark.parametrize("make", usually(*_READ))
def test_what_stays_within_all_bounds_is_read(make: Callable[[], bytes]) -> None:
    assert max(len(row.brin) for row in sheet_file.read("las.xlsx", make())) <= LONGEST_CELL


def test_days_that_are_none_are_told_to_nobody() -> None:
    """Python keeps what openpyxl warns of for as long as the process lives; here it would fail."""
    with pytest.raises(DomainError, match=r"meer dan 2\.000 scholen"):
        sheet_file.read("las.xlsx", costly.dates())


def test_a_date_that_is_none_is_a_broken_file() -> None:
    with pytest.raises(DomainError, match="beschadigd"):
        sheet_file.read("las.xlsx", costly.written_dates())


def test_every_shape_is_looked_at() -> None:
    assert tuple(_REPORTED) == costly.REPORTED
    looked_at = {
        *_SIBLINGS,
        *_BY_DIRECTORY,
        *_PACKED_OTHERWISE,
        *_READ,
        costly.dates,
        costly.written_dates,
    }
    assert looked_at == set(costly.SIBLINGS)


@pytest.mark.parametrize(
    "line",
    [b"x" * 8, b"ab;" * 3, b";" * 8, b'"' * 8, b'"";' * 3, b'"\n";' * 2],
    ids=["characters", "cells", "empty cells", "quotes", "quoted cells", "lines in one cell"],
)
def test_one_record_of_a_text_is_bounded(line: bytes) -> None:
    """Whether it is the header or a row."""
    long = line * (1_900_000 // len(line))
    for content in (b"BRIN;LAS\n" + long, b"BRIN;LAS;" + long):
        most = 10 * len(content) + 4 * text_file.LONGEST_RECORD * len("abcd")
        assert "van dit bestand kunnen wij niet lezen" in refusal("las.csv", content, most)
    assert "Dit bestand is te groot" in refusal("las.csv", line * 1_000_000, _KILOBYTE**2 // 64)


@pytest.mark.parametrize("line", ["\n", ";\n", "\r", '"";\r\n'])
def test_a_text_of_nothing_is_read_as_far_as_a_sheet(line: str) -> None:
    nothing = line * FURTHEST_LINE
    with pytest.raises(DomainError, match=r"meer dan 20\.000 regels"):
        sheet_file.read("las.csv", f"BRIN;LAS\n{nothing}99AA;ESIS".encode())


def test_many_lines_in_cells_are_looked_through_once() -> None:
    """For schools that a quote swallowed."""
    long = "\n" * 15_000 + ";" * 100_000
    assert sheet_file.read("las.csv", f'BRIN;LAS;X\n99AA;ESIS;"{long}"'.encode())


def test_a_long_remark_in_each_of_fifty_cells_is_read() -> None:
    remarks = ";".join("x" * 3_500 for _ in range(50))
    [row] = sheet_file.read("las.csv", f"BRIN;LAS;{remarks}\n99AA;ESIS;{remarks}".encode())
    assert row.brin == "99AA"
