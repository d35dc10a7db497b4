"""The XML parts of a workbook, unpacked and counted: what a stranger sends may cost only so much.

A part is read piece by piece, and nothing is kept of it but its bytes. Whatever grows faster than
the file is counted here, before anything is made of it: bytes, elements, attributes, names, and
how long one token, text, namespace or number format is.
"""

import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

#: All limits are of a whole file. A thousand schools with forty columns, each cell another text,
#: unpack to 4 MB, with 160,000 elements and 120,000 attributes.
LARGEST_UNPACKED, MOST_ELEMENTS, MOST_ATTRIBUTES = 8 * 1024 * 1024, 200_000, 400_000
#: Elements that are no rows, cells or texts: most become an object of their own.
MOST_OTHERS = 40_000
#: Names become long where they have a namespace: each is kept with that in front.
MOST_NAMES, LONGEST_NAMESPACE = 5_000, 200
#: What is read of a tag or comment before its end, in bytes; a reader looks at that many times.
LONGEST_TOKEN = 128 * 1024
#: Excel's own limits, in characters: of a cell, and of a number format.
LONGEST_TEXT, LONGEST_FORMAT = 32_767, 255

_PIECE = 64 * 1024
_CELLS = frozenset({"row", "c", "v", "f", "is", "si", "t"})


class CostsTooMuchError(Exception):
    """More than may be. `what`: of what; `found`: how much there was, before reading stopped."""

    def __init__(self, what: str, found: int, limit: int) -> None:
        super().__init__(f"{found} {what}, {limit} at most")
        self.what, self.found, self.limit = what, found, limit


@dataclass
class Counter:
    """How much was read so far, of all parts together."""

    size: int = 0
    elements: int = 0
    others: int = 0
    attributes: int = 0
    names: set[str] = field(default_factory=set)
    _text: int = 0

    def unpacked(self, archive: zipfile.ZipFile, name: str) -> bytes:
        """Return a part that is XML without a document type.

        Raises CostsTooMuchError, and whatever zipfile and expat raise at what is broken.
        """
        parser = self._parser()
        pieces, begun, done = [], 0, 0
        with archive.open(name) as part:
            while piece := part.read(_PIECE):
                pieces.append(piece)
                at_most(LARGEST_UNPACKED, "bytes", self.size + len(piece))
                self.size += len(piece)
                begun += len(piece)
                parser.Parse(piece)
                self._refuse_much()
                done = max(done, parser.CurrentByteIndex)  # -1 while expat waits for more
                at_most(LONGEST_TOKEN, "bytes in one token", begun - done)
        parser.Parse(b"", True)
        return b"".join(pieces)

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._count_element
        parser.CharacterDataHandler = self._count_text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser

    def _count_element(self, name: str, attributes: list[str]) -> None:
        """Count one element, of which there may be very many. `attributes`: name, value, name, …"""
        self._text = 0
        self.elements += 1
        self.attributes += len(attributes) // 2
        self.names.add(name)
        self.names.update(attributes[::2])
        self.others += name.rpartition(":")[2] not in _CELLS
        if max(map(len, attributes), default=0) > LONGEST_NAMESPACE:
            _refuse_long(attributes)

    def _count_text(self, text: str) -> None:
        self._text += len(text)
        at_most(LONGEST_TEXT, "characters in one text", self._text)

    def _refuse_much(self) -> None:
        """Raises CostsTooMuchError. Once for a piece: that is 16,000 elements at most."""
        at_most(MOST_ELEMENTS, "elements", self.elements)
        at_most(MOST_OTHERS, "elements that are no cells", self.others)
        at_most(MOST_ATTRIBUTES, "attributes", self.attributes)
        at_most(MOST_NAMES, "names", len(self.names))


def _refuse_long(attributes: list[str]) -> None:
    for key, value in zip(attributes[::2], attributes[1::2], strict=True):
        if key.startswith("xmlns"):
            at_most(LONGEST_NAMESPACE, "characters in a namespace", len(value))
        elif key == "formatCode":
            at_most(LONGEST_FORMAT, "characters in a number format", len(value))


def at_most(limit: int, what: str, found: int) -> None:
    """Raises CostsTooMuchError."""
    if found > limit:
        raise CostsTooMuchError(what, found, limit)


def _refuse_doctype(*_declared: object) -> None:
    raise ValueError("a document type: Excel writes none, and its entities can grow")
