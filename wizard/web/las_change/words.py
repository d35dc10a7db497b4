"""What a change of LAS is warned about, and why a school stays behind: in words."""

from wizard.domain.las_change.change import Act, Change, Kept, Stays
from wizard.domain.mandate import SystemChoice
from wizard.domain.words import count, date_short, day_in_words
from wizard.web.context import catalogue, clock
from wizard.web.words import in_sentence, register_name, short_name

#: A title, and what it means.
_Notice = tuple[str, str]


def warnings(act: Act) -> list[_Notice]:
    """Say what a person should know before this change; nothing of it is forbidden."""
    if not act.included:
        return []
    found = (_gap(act.change), _overlap(act.change), _too_late(act), _old_is_gone(act.change))
    return [each for each in (*found, _new_stops(act.change)) if each]


def old_stops(old: SystemChoice) -> str:
    """Say when a LAS stops or stopped working; nothing where that is not known."""
    known = catalogue().systems.get(old.key)
    if known is None or known.ended_on is None:
        return ""
    day = day_in_words(known.ended_on)
    if known.ended_on < clock().today():
        return f"{old.name} werkt niet meer. De laatste dag was {day}."
    return f"{old.name} stopt. De laatste dag is {day}."


def reason(kept: Kept, change: Change) -> str:
    """Say why a school, or one of its services, stays behind."""
    said = _reason(kept, change)
    if not kept.service:
        return said
    return f"{short_name(kept.service)}: {said[:1].lower()}{said[1:]}"


def _reason(kept: Kept, change: Change) -> str:
    system = kept.system.name if kept.system else ""
    day = date_short(kept.day) if kept.day else ""
    return {
        Stays.NO_MANDATE: f"Heeft geen mandaat van {system}.",
        Stays.NOT_RECORDED: f"Het mandaat van {system} staat nog niet in {register_name()}. "
        "Leg dat eerst vast.",
        Stays.BEGINS_LATER: f"Het mandaat van {system} begint pas op {day}.",
        Stays.ENDS_SOONER: f"Het mandaat van {system} eindigt al op {day}. "
        f"{_left_open(kept, change)}",
        Stays.HAS_NEW: f"Er is al een mandaat van {system}, vanaf {day}.",
        Stays.OWN_ANSWERS: f"Iemand is bezig met deze school, met {system}"
        f"{f' vanaf {day}' if day else ''}. Rond dat eerst af.",
        Stays.NOT_CHOSEN: "Niet gekozen.",
        Stays.GONE: "Hoort niet meer bij uw bestuur.",
    }[kept.reason]


def _left_open(kept: Kept, change: Change) -> str:
    """Say how long such a school would be without."""
    open_days = (change.first_new_day - kept.day).days - 1 if kept.day else 0
    return f"Daarna is er {count(open_days, 'dag', 'dagen')} geen toestemming."


def _gap(change: Change) -> _Notice | None:
    if not change.gap:
        return None
    last, first = date_short(change.last_old_day), date_short(change.first_new_day)
    days = count(change.gap, "dag", "dagen")
    return (
        "Er zit een gat tussen de oude en de nieuwe mandaten",
        f"Tussen {last} en {first} is er {days} geen toestemming. "
        "De scholen wisselen dan geen gegevens uit.",
    )


def _overlap(change: Change) -> _Notice | None:
    if not change.overlap:
        return None
    first, last = date_short(change.first_new_day), date_short(change.last_old_day)
    when = f"Op {first}" if first == last else f"Van {first} tot en met {last}"
    return (
        "De oude en de nieuwe mandaten overlappen",
        f"{when} mogen beide systemen gegevens uitwisselen. Dat mag. Is dit de bedoeling?",
    )


def _too_late(act: Act) -> _Notice | None:
    if not act.too_late:
        return None
    needed_on = act.included[0].facts.season.needed_on[act.too_late[0]]
    return (
        "Het nieuwe mandaat begint te laat",
        f"Het mandaat voor {in_sentence(act.too_late)} is op {day_in_words(needed_on)} nodig. "
        "Op die dag heeft geen van beide systemen een mandaat.",
    )


def _old_is_gone(change: Change) -> _Notice | None:
    known = catalogue().systems.get(change.old.key)
    if known is None or known.ended_on is None or known.ended_on >= change.last_old_day:
        return None
    last, first = known.ended_on, change.first_new_day
    if (first - last).days < 2:
        return old_stops(change.old), "De oude mandaten hoeven niet langer te lopen dan die dag."
    said = f"Tussen {date_short(last)} en {date_short(first)} wisselt geen systeem gegevens uit."
    return old_stops(change.old), said


def _new_stops(change: Change) -> _Notice | None:
    """A LAS is offered for a year after it ended: mandates may still have to be entered."""
    said = old_stops(change.new)
    return (said, f"Kies {change.new.name} alleen als u dit zeker weet.") if said else None
