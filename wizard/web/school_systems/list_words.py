"""What is wrong with a row of a list, and what would be right: in words."""

from wizard.domain.school_systems.system_list import Fault, WrongRow
from wizard.domain.words import and_list

_WRONG = {
    Fault.FORMULA: "Dit is een formule.",
    Fault.NO_BRIN: "Hier ontbreekt het BRIN.",
    Fault.NO_SUCH_BRIN: "Dit is geen BRIN.",
    Fault.NOT_YOURS: "Deze school hoort niet bij uw bestuur.",
    Fault.TWICE: "Deze school staat ook op regel {lines}.",
    Fault.HIDDEN: "Deze rij is verborgen in uw bestand.",
    Fault.SPREADSHEET: "Dit BRIN werd in uw bestand een getal of een tijd.",
    Fault.SYSTEM: "Dit LAS kennen wij niet.",
    Fault.SEVERAL: "Deze leverancier heeft meer dan één LAS.",
    Fault.ENDED: "Dit LAS bestaat niet meer.",
    Fault.FOR_TESTS: "{either} is een toets of toetsleverancier, geen LAS.",
}
_RIGHT = {
    Fault.FORMULA: "Typ de waarde zelf. In Excel kan dat met ‘Plakken als waarden’.",
    Fault.NO_BRIN: "Vul het BRIN in: twee cijfers en twee letters.",
    Fault.NO_SUCH_BRIN: "Een BRIN heeft twee cijfers en twee letters, zoals 04LY.",
    Fault.NOT_YOURS: "Controleer het BRIN, of haal de rij weg.",
    Fault.TWICE: "Laat één rij staan.",
    Fault.HIDDEN: "Maak de rij zichtbaar, of haal die weg. Ook een filter verbergt rijen.",
    Fault.SEVERAL: "Kies {either}.",
    Fault.ENDED: "Vul het LAS van nu in: {either}.",
    Fault.FOR_TESTS: "Vul in welk administratiesysteem (LAS) de school gebruikt.",
}


def wrong(row: WrongRow) -> str:
    """Say what is wrong."""
    return _WRONG[row.fault].format(lines=and_list(row.right), either=_either(row))


def right(row: WrongRow) -> str:
    """Say what to do."""
    if row.fault is Fault.SYSTEM and len(row.right) == 1:
        return f"Bedoelt u {row.right[0]}? Vul dat dan in."
    if row.fault is Fault.SYSTEM:
        return f"Vul in: {_either(row)}. Is het een ander LAS? Regel de school dan apart."
    if row.fault is Fault.SPREADSHEET:
        return _before(row) + "Maak de cel eerst op als ‘Tekst’ en typ het BRIN dan opnieuw."
    return _RIGHT[row.fault].format(either=_either(row))


def right_in_file(row: WrongRow) -> str:
    """Say what to do in the list that is handed out, in which nothing is hidden any more."""
    if row.fault is Fault.HIDDEN:
        return "Hoort deze rij niet in de lijst? Haal die dan weg."
    return right(row)


def _before(row: WrongRow) -> str:
    """Say which schools of this board it can be."""
    if not row.right:
        return ""
    only = "alleen " if len(row.right) == 1 else ""
    return f"Van uw scholen kan het {only}{_either(row)} zijn. "


def _either(row: WrongRow) -> str:
    """Return "A", "A of B", "A, B of C"."""
    *first, last = row.right or ("",)
    return f"{', '.join(first)} of {last}" if first else last
