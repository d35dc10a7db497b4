"""The sentence that a person reads aloud before saving, and that stands on the receipt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wizard.domain.mandate import SystemChoice
from wizard.domain.school import School
from wizard.domain.words import count, day_in_words


@dataclass(frozen=True)
class Words:
    """A piece of a sentence; facts are what the person has to check."""

    text: str
    is_fact: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence whose facts a page can make bold."""

    words: tuple[Words, ...]

    def __add__(self, other: "Sentence") -> "Sentence":
        return Sentence(self.words + other.words)

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.words)


def statement(
    system: SystemChoice, services: Sequence[str], school: School, *, starts_on: date | None = None
) -> Sentence:
    """Say what is about to be permitted; `services` as they sound in a sentence.

    `starts_on`: the first day, when that is not today.
    """
    start = [Words(", vanaf "), Words(day_in_words(starts_on), is_fact=True)] if starts_on else []
    pieces = [
        Words("U geeft "),
        Words(system.name, is_fact=True),
        Words(" toestemming voor "),
        *_listed(services),
        Words(" bij "),
        Words(school.name, is_fact=True),
        Words(", BRIN "),
        Words(school.brin, is_fact=True),
        Words(", in "),
        Words(school.place, is_fact=True),
        *start,
        Words("."),
    ]
    return Sentence(tuple(pieces))


def ending(system: SystemChoice, services: Sequence[str], ends_on: date) -> Sentence:
    """Say that the mandates of another LAS end by the same act."""
    mandates, end = ("De mandaten", "eindigen") if len(services) > 1 else ("Het mandaat", "eindigt")
    pieces = [
        Words(f" {mandates} van "),
        Words(system.name, is_fact=True),
        Words(" voor "),
        *_listed(services),
        Words(f" {end} op "),
        Words(day_in_words(ends_on), is_fact=True),
        Words("."),
    ]
    return Sentence(tuple(pieces))


def ended_alone(system: SystemChoice, service: str, school: School, ends_on: date) -> Sentence:
    """Say which mandate a person ends, and its last day, without another one in its place."""
    pieces = [
        Words("U beëindigt het mandaat van "),
        Words(system.name, is_fact=True),
        Words(" voor "),
        Words(service, is_fact=True),
        Words(" bij "),
        Words(school.name, is_fact=True),
        Words(", BRIN "),
        Words(school.brin, is_fact=True),
        Words(", in "),
        Words(school.place, is_fact=True),
        Words(". De laatste dag is "),
        Words(day_in_words(ends_on), is_fact=True),
        Words("."),
    ]
    return Sentence(tuple(pieces))


def permitting(
    system: SystemChoice, services: Sequence[str], *, schools: int, mandates: int
) -> Sentence:
    """Say what is permitted for all schools with this LAS; they stand in a list beside it."""
    pieces = [
        Words("U geeft "),
        Words(system.name, is_fact=True),
        Words(" toestemming voor "),
        *_listed(services),
        Words(" bij "),
        *_counted(schools, mandates),
    ]
    return Sentence(tuple(pieces))


def copying(
    system: SystemChoice, services: Sequence[str], *, schools: int, mandates: int
) -> Sentence:
    """Say what a copy permits; its schools stand in a list beside it."""
    pieces = [
        Words("U kopieert "),
        *_listed(services),
        Words(" met "),
        Words(system.name, is_fact=True),
        Words(" naar "),
        *_counted(schools, mandates),
    ]
    return Sentence(tuple(pieces))


def _counted(schools: int, mandates: int) -> list[Words]:
    those = "Dat is" if mandates == 1 else "Dat zijn"
    return [
        Words(count(schools, "school", "scholen"), is_fact=True),
        Words(f". {those} "),
        Words(count(mandates, "mandaat", "mandaten"), is_fact=True),
        Words("."),
    ]


def undoing(mandates: int, where: str, receipt: str, *, is_end: bool = False) -> Sentence:
    """Say what an undo takes back; what becomes of each mandate stands in a list beside it.

    `is_end`: it is the end of these mandates that is taken back.
    """
    pieces = [
        Words("U maakt het einde van " if is_end else "U maakt "),
        Words(count(mandates, "mandaat", "mandaten"), is_fact=True),
        Words(" ongedaan bij "),
        Words(where, is_fact=True),
        Words(", van bewijs "),
        Words(receipt, is_fact=True),
        Words("."),
    ]
    return Sentence(tuple(pieces))


def changing(
    old: SystemChoice,
    new: SystemChoice,
    services: Sequence[str],
    *,
    schools: Sequence[School],
    last_old_day: date,
    first_new_day: date,
    mandates: int,
) -> Sentence:
    """Say from which LAS to which schools change; more than one stand in a list beside it."""
    pieces = [
        Words("U stapt bij "),
        *_school_or_count(schools),
        Words(" over van "),
        Words(old.name, is_fact=True),
        Words(" naar "),
        Words(new.name, is_fact=True),
        Words(", voor "),
        *_listed(services),
        Words(". "),
        Words(old.name, is_fact=True),
        Words(" eindigt op "),
        Words(day_in_words(last_old_day), is_fact=True),
        Words(", "),
        Words(new.name, is_fact=True),
        Words(" begint op "),
        Words(day_in_words(first_new_day), is_fact=True),
        Words(". U geeft "),
        Words(count(mandates, "nieuw mandaat", "nieuwe mandaten"), is_fact=True),
        Words("."),
    ]
    return Sentence(tuple(pieces))


def _school_or_count(schools: Sequence[School]) -> list[Words]:
    if len(schools) != 1:
        return [Words(count(len(schools), "school", "scholen"), is_fact=True)]
    [school] = schools
    return [
        Words(school.name, is_fact=True),
        Words(", BRIN "),
        Words(school.brin, is_fact=True),
        Words(", in "),
        Words(school.place, is_fact=True),
        Words(","),
    ]


def _listed(services: Sequence[str]) -> list[Words]:
    pieces: list[Words] = []
    for index, service in enumerate(services):
        if index:
            pieces.append(Words(" en " if index == len(services) - 1 else ", "))
        pieces.append(Words(service, is_fact=True))
    return pieces


#: How an operation is said while it is asked, and after it was done.
_PAST = (
    ("U geeft ", "{} gaf "),
    ("U kopieert ", "{} kopieerde "),
    ("U stapt ", "{} stapte "),
    ("U beëindigt ", "{} beëindigde "),
    ("Dat is ", "Dat was "),
    ("Dat zijn ", "Dat waren "),
)


#: Days that may be still to come, or long gone by, when somebody reads them.
_DAYS = (
    (
        re.compile(
            r"over van (?P<old>.+?) naar (?P<new>.+?), voor (.+)\. "
            r"(?P=old) eindigt op ([^,]+), (?P=new) begint op ([^.]+)\."
        ),
        r"over van \1 naar \2, voor \3. Laatste dag van \1: \4. Eerste dag van \2: \5.",
    ),
    (
        re.compile(r"(?:Het mandaat|De mandaten) van (.+?) (?:eindigt|eindigen) op ([^.]+)\."),
        r"Laatste dag van \1: \2.",
    ),
    (re.compile(r"De laatste dag is "), "Laatste dag: "),
)


def in_past(sentence: str, who: str) -> str:
    """Say what was read before saving as what was done: "Stichting De Brug gaf ParnasSys …"."""
    for asked, done in _PAST:
        begins = re.compile(rf"(^|\. ){re.escape(asked)}")
        sentence = begins.sub(lambda found, done=done: found[1] + done.format(who), sentence)  # type: ignore[misc]
    for pattern, timeless in _DAYS:
        sentence = pattern.sub(timeless, sentence)
    return sentence
