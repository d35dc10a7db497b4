"""The stappenplan is pinned: the documented way, page by page, in the words on the screen.

The client's document says: log in to the OSR through Mijn DUO; go to the school; add a mandate for
RIO; choose the LAS; save; repeat this for the Eindtoets; copy the mandates to the other schools.
The tables below say what Mandaatwijzer shows on that way. They can be read beside the document
without reading the code under them.

**Later work may add lines to this file. It changes none and removes none**: who must change a line
here changes what the client was promised, and asks the client first.

Bart Jansen walks it, of Stichting De Waterlanden (99006). It has six schools, all with ParnasSys:
he begins with De Zonnewijzer (99AB) and copies to the other five. He walks it in both registers,
our own (`own`) and the real OSR (`osr`), where he records each mandate himself, click by click; and
on two days: Monday 23 November in 2020, the year of the document, and in 2026.

In the tables {eindtoets} is the official name of the dienst, {toets} and {Toets} what we call it in
a sentence and in a column, and {vandaag} the day; see DAYS.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest

from tests.builders import SteppingClock
from tests.steps.walking import (
    OVERVIEW,
    REMINDERS,
    body_of,
    calendar_entry,
    clicks_of,
    glance,
    in_order,
    log_in_at_mijn_duo,
    press,
    progress,
    sent_now,
    steps_named,
)
from tests.visitor import Visitor, words
from tests.ways import in_both_registers
from wizard.ports import Wiring


class Page(NamedTuple):
    """A page of the stappenplan, and how to get there from the page before it."""

    #: What is chosen on the page before, by its label; the last is the button or the link.
    press: list[str]
    #: "Stap n van 7"; empty where the page is no step.
    step: str
    heading: str
    #: What the overview says now: counts, De Zonnewijzer, the other schools. Empty where this page
    #: only asks something, and so is still as after the page before.
    progress: list[str] = []
    #: Where the overview leads to now; empty where this is not promised.
    goes_on: str = ""
    #: What else the page says.
    says: list[str] = []
    #: What to do in the OSR, one click after another.
    clicks: list[str] = []


# ------------------------------------------------------------------------------------------------
# Before logging in, in both registers: start page, page of step 1, and the page of Mijn DUO.
# ------------------------------------------------------------------------------------------------

START = "Regel de mandaten voor uw scholen"
SEVEN_STEPS = [
    "Log in",
    "Kies de school",
    "Kies de dienst",
    "Kies het administratiesysteem (LAS)",
    "Controleer en sla op",
    "Herhaal dit voor {toets}",
    "Kopieer naar uw andere scholen",
]
BEGIN = "Begin met de mandaten"
LOGIN = ("Stap 1 van 7", "Inloggen")
LOGIN_LINK = "Inloggen met Mijn DUO"
LOGIN_SAYS = [
    "Inloggen kan alleen met de rol ‘OSR-toegang’.",
    "U logt in met Mijn DUO. Daarna komt u hier terug.",
]
MIJN_DUO = ("Inloggen", ["Token", "Gebruikersnaam", "Wachtwoord", "Inloggen", "Annuleren"])

# ------------------------------------------------------------------------------------------------
# In our own register: what is saved is recorded.
# ------------------------------------------------------------------------------------------------

OWN = [
    # The document, step 1: back from Mijn DUO, logged in.
    Page(
        press=[],
        step="Stap 2 van 7",
        heading="Kies de school",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in Mandaatwijzer. Nog 6 scholen te gaan.",
            "12 mandaten nog te doen",
            "De Zonnewijzer: RIO – Nog te doen, {Toets} – Nog te doen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
    ),
    # Step 2: click on the school.
    Page(
        press=["De Zonnewijzer", "Ga verder met deze school"],
        step="Stap 3 van 7",
        heading="Kies de dienst",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in Mandaatwijzer. Nog 6 scholen te gaan.",
            "10 mandaten nog te doen, 2 mandaten bezig",
            "De Zonnewijzer: RIO – Bezig, {Toets} – Bezig",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 3: kies de dienst.",
        says=[
            "Welke dienst regelt u nu voor De Zonnewijzer?",
            "RIO en {toets} samen Tip: dit is het handigst. U regelt beide mandaten in 1 keer.",
        ],
    ),
    # Step 3: add a mandate, choose RIO.
    Page(
        press=["Alleen RIO", "Bewaar en ga verder"],
        step="Stap 4 van 7",
        heading="Kies het administratiesysteem (LAS)",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in Mandaatwijzer. Nog 6 scholen te gaan.",
            "11 mandaten nog te doen, 1 mandaat bezig",
            "De Zonnewijzer: RIO – Bezig, {Toets} – Nog te doen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 4: kies het administratiesysteem (LAS).",
        says=["Welk LAS gebruikt De Zonnewijzer?"],
    ),
    # Step 4: choose the LAS.
    Page(
        press=["ParnasSys van Topicus", "Bewaar en ga verder"],
        step="Stap 5 van 7",
        heading="Controleer het mandaat",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in Mandaatwijzer. Nog 6 scholen te gaan.",
            "11 mandaten nog te doen, 1 mandaat bezig",
            "De Zonnewijzer: RIO – Bezig, {Toets} – Nog te doen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 5: controleer en sla op.",
        says=[
            "U geeft ParnasSys toestemming voor RIO bij De Zonnewijzer, BRIN 99AB, in Woerden. "
            "Klopt dat?",
        ],
    ),
    # Step 5: save.
    Page(
        press=["Ik mag dit namens het bestuur doen", "Mandaat opslaan"],
        step="",
        heading="Vastgelegd in Mandaatwijzer",
        progress=[
            "Van de 12 mandaten is er 1 vastgelegd in Mandaatwijzer. Nog 6 scholen te gaan.",
            "10 mandaten nog te doen, 1 mandaat bezig, 1 mandaat vastgelegd in Mandaatwijzer",
            "De Zonnewijzer: RIO – Vastgelegd in Mandaatwijzer, {Toets} – Bezig",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 6: herhaal dit voor {toets}.",
        says=["Dat is een ander register dan het OSR."],
    ),
    # Step 6: repeat this for the Eindtoets; the LAS is known.
    Page(
        press=["Nu {toets} voor De Zonnewijzer"],
        step="Stap 6 van 7",
        heading="Nu {toets} voor De Zonnewijzer",
        says=[
            "U geeft ParnasSys toestemming voor {toets} bij De Zonnewijzer, BRIN 99AB, "
            "in Woerden. Klopt dat?",
        ],
    ),
    Page(
        press=["Ik mag dit namens het bestuur doen", "Mandaat opslaan"],
        step="",
        heading="Vastgelegd in Mandaatwijzer",
        progress=[
            "Van de 12 mandaten zijn er 2 vastgelegd in Mandaatwijzer. Nog 5 scholen te gaan.",
            "10 mandaten nog te doen, 2 mandaten vastgelegd in Mandaatwijzer",
            "De Zonnewijzer: RIO – Vastgelegd in Mandaatwijzer, "
            "{Toets} – Vastgelegd in Mandaatwijzer",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
    ),
    # More schools: copy the mandates.
    Page(
        press=["Ga verder met de andere scholen"],
        step="Stap 7 van 7",
        heading="Kopieer naar uw andere scholen",
        says=[
            "De Zonnewijzer heeft nu mandaten voor RIO en {toets} met ParnasSys. "
            "Kies de scholen die dezelfde mandaten krijgen.",
            "5 van 5 gekozen",
            "Niet kopiëren",
        ],
    ),
    Page(
        press=["Controleer de kopie"],
        step="Stap 7 van 7",
        heading="Controleer de kopie",
        says=[
            "U kopieert RIO en {toets} met ParnasSys naar 5 scholen. "
            "Dat zijn 10 mandaten. Klopt dat?",
            "Gaat mee: 5 scholen",
        ],
    ),
    Page(
        press=["Ik mag dit namens het bestuur doen", "Kopieer naar 5 scholen"],
        step="",
        heading="Vastgelegd in Mandaatwijzer",
        progress=[
            "Van de 12 mandaten zijn er 12 vastgelegd in Mandaatwijzer.",
            "12 mandaten vastgelegd in Mandaatwijzer",
            "De Zonnewijzer: RIO – Vastgelegd in Mandaatwijzer, "
            "{Toets} – Vastgelegd in Mandaatwijzer",
            "5 andere scholen: RIO – Vastgelegd in Mandaatwijzer, "
            "{Toets} – Vastgelegd in Mandaatwijzer",
        ],
        goes_on="Alles is geregeld Alle mandaten van uw bestuur staan in Mandaatwijzer.",
    ),
    # Done: what happens next.
    Page(
        press=["Klaar: bekijk wat er nu gebeurt"],
        step="",
        heading="Alle mandaten voor het LAS zijn geregeld",
        says=["In Mandaatwijzer staan nu 12 mandaten van uw bestuur."],
    ),
]

# ------------------------------------------------------------------------------------------------
# In the OSR: saved is not yet recorded. He records it there, and says that he saw it.
# ------------------------------------------------------------------------------------------------

OSR = [
    # The document, step 1: back from Mijn DUO, logged in.
    Page(
        press=[],
        step="Stap 2 van 7",
        heading="Kies de school",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "12 mandaten nog te doen",
            "De Zonnewijzer: RIO – Nog te doen, {Toets} – Nog te doen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
    ),
    # Step 2: click on the school.
    Page(
        press=["De Zonnewijzer", "Ga verder met deze school"],
        step="Stap 3 van 7",
        heading="Kies de dienst",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "10 mandaten nog te doen, 2 mandaten bezig",
            "De Zonnewijzer: RIO – Bezig, {Toets} – Bezig",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 3: kies de dienst.",
        says=[
            "Welke dienst regelt u nu voor De Zonnewijzer?",
            "RIO en {toets} samen Tip: dit is het handigst. U regelt beide mandaten in 1 keer.",
            "In het OSR: ‘RIO’.",
            "In het OSR: ‘{eindtoets}’.",
        ],
    ),
    # Step 3: add a mandate, choose RIO.
    Page(
        press=["Alleen RIO", "Bewaar en ga verder"],
        step="Stap 4 van 7",
        heading="Kies het administratiesysteem (LAS)",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "11 mandaten nog te doen, 1 mandaat bezig",
            "De Zonnewijzer: RIO – Bezig, {Toets} – Nog te doen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 4: kies het administratiesysteem (LAS).",
        says=["Welk LAS gebruikt De Zonnewijzer?"],
    ),
    # Step 4: choose the LAS.
    Page(
        press=["ParnasSys van Topicus", "Bewaar en ga verder"],
        step="Stap 5 van 7",
        heading="Controleer het mandaat",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "11 mandaten nog te doen, 1 mandaat bezig",
            "De Zonnewijzer: RIO – Bezig, {Toets} – Nog te doen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 5: controleer en sla op.",
        says=[
            "U geeft ParnasSys toestemming voor RIO bij De Zonnewijzer, BRIN 99AB, in Woerden. "
            "Klopt dat?",
        ],
    ),
    # Step 5: save. Saved here is not yet recorded in the OSR: the same steps once more, there.
    Page(
        press=["Ik mag dit namens het bestuur doen", "Mandaat opslaan"],
        step="Stap 5 van 7",
        heading="Leg RIO nu vast in het OSR",
        progress=[
            "Van de 12 mandaten is er nog geen vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "10 mandaten nog te doen, 1 mandaat bezig, 1 mandaat opgeslagen",
            "De Zonnewijzer: RIO – Opgeslagen, {Toets} – Bezig",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 5: leg dit nu vast in het OSR.",
        says=[
            "Mandaatwijzer bewaarde het mandaat. Het staat nog niet in het OSR.",
            "Ziet u het mandaat in het OSR? Kijk in de lijst bij De Zonnewijzer. "
            "Staan dienst, LAS en begindatum er goed? Kies dan de knop.",
        ],
        clicks=[
            "Log in op het OSR: Ga naar het OSR en klik op ‘Inloggen’. U gaat naar Mijn DUO. "
            "Log in met {inloggen}.",
            "Kies de school: Kies ‘Mandaten beheren’. "
            "Klik op De Zonnewijzer, BRIN 99AB, in Woerden.",
            "Voeg een mandaat toe: Klik op ‘+ mandaat toevoegen’.",
            "Kies de dienst: Kies bij ‘Selecteer een dienst’ voor ‘RIO’.",
            "Kies het LAS: Kies bij ‘Selecteer een systeem’ voor ParnasSys (Topicus).",
            "Controleer de startdatum: Kijk bij de startdatum (de begindatum). "
            "Zorg dat er {vandaag} staat. Laat de einddatum leeg.",
            "Sla het mandaat op: Klik op ‘Opslaan’.",
        ],
    ),
    Page(
        press=["Ik heb dit in het OSR gezien"],
        step="",
        heading="Vastgelegd in het OSR",
        progress=[
            "Van de 12 mandaten is er 1 vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "10 mandaten nog te doen, 1 mandaat bezig, 1 mandaat vastgelegd in het OSR",
            "De Zonnewijzer: RIO – Vastgelegd in het OSR, {Toets} – Bezig",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 6: herhaal dit voor {toets}.",
        says=["RIO gezien in het OSR Bart Jansen"],
    ),
    # Step 6: repeat this for the Eindtoets; the LAS is known.
    Page(
        press=["Nu {toets} voor De Zonnewijzer"],
        step="Stap 6 van 7",
        heading="Nu {toets} voor De Zonnewijzer",
        says=[
            "U geeft ParnasSys toestemming voor {toets} bij De Zonnewijzer, BRIN 99AB, "
            "in Woerden. Klopt dat?",
            "In het OSR: ‘{eindtoets}’.",
        ],
    ),
    Page(
        press=["Ik mag dit namens het bestuur doen", "Mandaat opslaan"],
        step="Stap 6 van 7",
        heading="Leg {toets} nu vast in het OSR",
        progress=[
            "Van de 12 mandaten is er 1 vastgelegd in het OSR. Nog 6 scholen te gaan.",
            "10 mandaten nog te doen, 1 mandaat opgeslagen, 1 mandaat vastgelegd in het OSR",
            "De Zonnewijzer: RIO – Vastgelegd in het OSR, {Toets} – Opgeslagen",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        goes_on="U bent bij stap 6: leg ook dit vast in het OSR.",
        says=[
            "Mandaatwijzer bewaarde het mandaat. Het staat nog niet in het OSR.",
            "Ziet u het mandaat in het OSR? Kijk in de lijst bij De Zonnewijzer. "
            "Staan dienst, LAS en begindatum er goed? Kies dan de knop.",
        ],
        clicks=[
            "Log in op het OSR: Ga naar het OSR en klik op ‘Inloggen’. U gaat naar Mijn DUO. "
            "Log in met {inloggen}.",
            "Kies de school: Kies ‘Mandaten beheren’. "
            "Klik op De Zonnewijzer, BRIN 99AB, in Woerden.",
            "Voeg een mandaat toe: Klik op ‘+ mandaat toevoegen’.",
            "Kies de dienst: Kies bij ‘Selecteer een dienst’ voor ‘{eindtoets}’.",
            "Kies het LAS: Kies bij ‘Selecteer een systeem’ voor ParnasSys (Topicus).",
            "Controleer de startdatum: Kijk bij de startdatum (de begindatum). "
            "Zorg dat er {vandaag} staat. Laat de einddatum leeg.",
            "Sla het mandaat op: Klik op ‘Opslaan’.",
        ],
    ),
    Page(
        press=["Ik heb dit in het OSR gezien"],
        step="",
        heading="Vastgelegd in het OSR",
        progress=[
            "Van de 12 mandaten zijn er 2 vastgelegd in het OSR. Nog 5 scholen te gaan.",
            "10 mandaten nog te doen, 2 mandaten vastgelegd in het OSR",
            "De Zonnewijzer: RIO – Vastgelegd in het OSR, {Toets} – Vastgelegd in het OSR",
            "5 andere scholen: RIO – Nog te doen, {Toets} – Nog te doen",
        ],
        says=["{Toets} gezien in het OSR Bart Jansen"],
    ),
    # More schools: copy the mandates.
    Page(
        press=["Ga verder met de andere scholen"],
        step="Stap 7 van 7",
        heading="Kopieer naar uw andere scholen",
        says=[
            "De Zonnewijzer heeft nu mandaten voor RIO en {toets} met ParnasSys. "
            "Kies de scholen die dezelfde mandaten krijgen.",
            "5 van 5 gekozen",
            "Niet kopiëren",
            "Na deze keuze wijzen wij u het kopiëren in het OSR, klik voor klik.",
        ],
    ),
    Page(
        press=["Controleer de kopie"],
        step="Stap 7 van 7",
        heading="Controleer de kopie",
        says=[
            "U kopieert RIO en {toets} met ParnasSys naar 5 scholen. "
            "Dat zijn 10 mandaten. Klopt dat?",
            "Gaat mee: 5 scholen",
        ],
    ),
    Page(
        press=["Ik mag dit namens het bestuur doen", "Kopieer naar 5 scholen"],
        step="Stap 7 van 7",
        heading="Kopieer RIO en {toets} nu in het OSR",
        progress=[
            "Van de 12 mandaten zijn er 2 vastgelegd in het OSR. Nog 5 scholen te gaan.",
            "10 mandaten opgeslagen, 2 mandaten vastgelegd in het OSR",
            "De Zonnewijzer: RIO – Vastgelegd in het OSR, {Toets} – Vastgelegd in het OSR",
            "5 andere scholen: RIO – Opgeslagen, {Toets} – Opgeslagen",
        ],
        goes_on="Nu: kopieer naar 5 scholen in het OSR",
        says=[
            "RIO en {toets} met ParnasSys, voor 5 scholen. Dat zijn 10 mandaten.",
            "De mandaten staan nog niet in het OSR.",
            "0 van 5 gezien",
        ],
        clicks=[
            "Log in op het OSR: Ga naar het OSR en klik op ‘Inloggen’. U gaat naar Mijn DUO. "
            "Log in met {inloggen}.",
            "Kies de school met het mandaat: Kies ‘Mandaten beheren’. "
            "Klik op De Zonnewijzer, BRIN 99AB, in Woerden.",
            "RIO: open het kopiëren: Klik op het kopieericoon bij het mandaat voor ‘RIO’ "
            "met ParnasSys.",
            "RIO: vink de scholen aan: Vink de 5 scholen aan die hieronder in de lijst staan. "
            "Vink geen andere scholen aan.",
            "RIO: ga naar de volgende pagina: Klik op ‘Volgende’.",
            "RIO: bevestig de kopie: Controleer de scholen, de dienst ‘RIO’ en ParnasSys. "
            "Klik op ‘Bevestigen’.",
            "{Toets}: open het kopiëren: Klik op het kopieericoon bij het mandaat "
            "voor ‘{eindtoets}’ met ParnasSys.",
            "{Toets}: vink de scholen aan: Vink de 5 scholen aan die hieronder in de lijst "
            "staan. Vink geen andere scholen aan.",
            "{Toets}: ga naar de volgende pagina: Klik op ‘Volgende’.",
            "{Toets}: bevestig de kopie: Controleer de scholen, de dienst ‘{eindtoets}’ "
            "en ParnasSys. Klik op ‘Bevestigen’.",
        ],
    ),
    Page(
        press=["Ik zie ze allemaal: vink alle scholen aan"],
        step="Stap 7 van 7",
        heading="Kopieer RIO en {toets} nu in het OSR",
        says=["5 van 5 gezien"],
    ),
    Page(
        press=["Ik mag dit namens het bestuur doen", "Ik heb deze mandaten in het OSR gezien"],
        step="",
        heading="Vastgelegd in het OSR",
        progress=[
            "Van de 12 mandaten zijn er 12 vastgelegd in het OSR.",
            "12 mandaten vastgelegd in het OSR",
            "De Zonnewijzer: RIO – Vastgelegd in het OSR, {Toets} – Vastgelegd in het OSR",
            "5 andere scholen: RIO – Vastgelegd in het OSR, {Toets} – Vastgelegd in het OSR",
        ],
        goes_on="Alles is geregeld Alle mandaten van uw bestuur staan in het OSR.",
    ),
    # Done: what happens next.
    Page(
        press=["Klaar: bekijk wat er nu gebeurt"],
        step="",
        heading="Alle mandaten voor het LAS zijn geregeld",
        says=["In het OSR staan nu 12 mandaten van uw bestuur."],
    ),
]

#: What the overview may say behind "Opgeslagen", and need not.
NOT_YET_THERE = ", nog niet in het OSR"
NEXT_CLICK = "Gedaan, volgende klik"
LAST_CLICK = "Dit is de laatste klik."

# ------------------------------------------------------------------------------------------------
# What differs by the day: the names, the notice of 1 December, the mail, the calendar.
# ------------------------------------------------------------------------------------------------


class Day(NamedTuple):
    """What the pages say on a day."""

    #: Words that the tables above leave open.
    names: dict[str, str]
    start_says: list[str]
    #: The notice of 1 December: on the start page, and on the overview while something is open.
    notice: str
    #: Below the names of the diensten, above the columns of the overview.
    due: list[str]
    #: The choices in step 3.
    services: list[str]
    klaar_says: list[str]
    mail_subject: str
    mail_text: str
    #: The entry for a calendar: first day, day after the last, number of the entry, what it says.
    calendar_days: tuple[date, date]
    calendar_uid: str
    calendar_says: str


CALENDAR_LINK = "De datum voor uw agenda"
CALENDAR_OPEN = "Mandaat voor {toets}: laatste dag"
CALENDAR_DONE = "Geregeld: mandaat voor {toets}"
ASK_FOR_MAILS = "Ja, herinner mij"
#: With an address of its own for each reader behind it.
LAST_LINE_OF_MAIL = "Minder of geen herinneringen: "

DAYS = {
    2020: Day(
        names={
            "eindtoets": "Logistiek Proces Eindtoets PO",
            "toets": "de Eindtoets",
            "Toets": "Eindtoets",
            "vandaag": "maandag 23 november 2020",
            "inloggen": "uw token, gebruikersnaam en wachtwoord van Mijn DUO",
        },
        start_says=[
            "Vanaf januari 2022 zijn er gegevens uit RIO nodig voor de uitwisseling met BRON. "
            "Daarom geeft uw bestuur nu ook voor RIO een mandaat.",
            "Uw bestuur geeft het LAS vóór 1 december 2020 een mandaat "
            "voor de dienst ‘Logistiek Proces Eindtoets PO’.",
            "Tip: regel de mandaten voor RIO en de Eindtoets in 1 keer.",
            "In schooljaar 2019-2020 regelde uw bestuur al mandaten "
            "voor BRON po en het verzuimregister.",
        ],
        notice="Mandaat voor de Eindtoets: nog 7 dagen "
        "Regel dit uiterlijk maandag 30 november (vóór 1 december 2020).",
        due=["RIO: Regel dit nu mee", "Eindtoets: Uiterlijk 30 november"],
        services=["RIO en de Eindtoets samen", "Alleen RIO", "Alleen Eindtoets"],
        klaar_says=[
            "Vanaf dinsdag 1 december 2020 Meld de scholen aan voor de toets "
            "Scholen melden zich aan bij een toetsleverancier. Dat kan vanaf 1 december 2020.",
            "Daarna Wissel de leerlingen uit De school kiest in het LAS de leerlingen "
            "die de toets maken. Het LAS stuurt hun gegevens naar het toetssysteem.",
        ],
        mail_subject="Mandaat voor de Eindtoets: nog 7 dagen",
        mail_text="""\
Regel dit uiterlijk maandag 30 november (vóór 1 december 2020).

Stichting De Waterlanden: nog 12 mandaten te doen.
Begin hiermee: RIO voor Cbs De Hoeksteen, 99AG.

Ga naar Mandaatwijzer zoals u dat altijd doet, en log in met Mijn DUO. \
In deze mail staat met opzet geen inloglink.

Dit staat open bij Stichting De Waterlanden:
* Cbs De Hoeksteen, 99AG: RIO en Eindtoets
* De Fontein, 99AE: RIO en Eindtoets
* De Wilgenroos, 99AC: RIO en Eindtoets
* De Zonnewijzer, 99AB: RIO en Eindtoets
* Obs De Zevensprong, 99AF: RIO en Eindtoets
* Prins Mauritsschool, 99AD: RIO en Eindtoets

Komt u er niet uit? Bel Kennisnet: 0800 321 22 33. Of mail naar support@kennisnet.nl.

U krijgt deze mail omdat u daarom vroeg. Is alles geregeld? Dan stopt hij vanzelf.
""",
        calendar_days=(date(2020, 11, 30), date(2020, 12, 1)),
        calendar_uid="eindtoets-2020-99006@127.0.0.1",
        calendar_says="Stichting De Waterlanden: nog 6 scholen te gaan. "
        "Regel dit uiterlijk maandag 30 november (vóór 1 december 2020).",
    ),
    2026: Day(
        names={
            "eindtoets": "DOORSTROOM – Logistiek proces doorstroomtoets po",
            "toets": "de doorstroomtoets",
            "Toets": "Doorstroomtoets (vroeger: Eindtoets)",
            "vandaag": "maandag 23 november 2026",
            "inloggen": "uw token, gebruikersnaam en wachtwoord van Mijn DUO, of eHerkenning",
        },
        start_says=[
            "Sinds januari 2022 zijn er gegevens uit RIO nodig voor die uitwisseling. "
            "Daarom geeft uw bestuur ook voor RIO een mandaat.",
            "De Eindtoets heet nu doorstroomtoets. "
            "Uw bestuur geeft het LAS vóór 1 december 2026 een mandaat. "
            "De dienst heet ‘DOORSTROOM – Logistiek proces doorstroomtoets po’.",
            "Tip: regel de mandaten voor RIO en de doorstroomtoets in 1 keer.",
            "In schooljaar 2019-2020 regelde uw bestuur al mandaten "
            "voor BRON po en het verzuimregister.",
        ],
        notice="Mandaat voor de doorstroomtoets: nog 7 dagen "
        "Regel dit uiterlijk maandag 30 november (vóór 1 december).",
        due=["RIO: Regel dit nu", "Doorstroomtoets (vroeger: Eindtoets): Uiterlijk 30 november"],
        services=[
            "RIO en de doorstroomtoets samen",
            "Alleen RIO",
            "Alleen Doorstroomtoets (vroeger: Eindtoets)",
        ],
        # When schools sign up is not what it was in 2020, and not pinned.
        klaar_says=[
            "Daarna Wissel de leerlingen uit De school kiest in het LAS de leerlingen "
            "die de toets maken. Het LAS stuurt hun gegevens naar het toetssysteem.",
        ],
        mail_subject="Mandaat voor de doorstroomtoets: nog 7 dagen",
        mail_text="""\
Regel dit uiterlijk maandag 30 november (vóór 1 december).

Stichting De Waterlanden: nog 12 mandaten te doen.
Begin hiermee: RIO voor Cbs De Hoeksteen, 99AG.

Ga naar Mandaatwijzer zoals u dat altijd doet, en log in met Mijn DUO. \
In deze mail staat met opzet geen inloglink.

Dit staat open bij Stichting De Waterlanden:
* Cbs De Hoeksteen, 99AG: RIO en Doorstroomtoets (vroeger: Eindtoets)
* De Fontein, 99AE: RIO en Doorstroomtoets (vroeger: Eindtoets)
* De Wilgenroos, 99AC: RIO en Doorstroomtoets (vroeger: Eindtoets)
* De Zonnewijzer, 99AB: RIO en Doorstroomtoets (vroeger: Eindtoets)
* Obs De Zevensprong, 99AF: RIO en Doorstroomtoets (vroeger: Eindtoets)
* Prins Mauritsschool, 99AD: RIO en Doorstroomtoets (vroeger: Eindtoets)

Komt u er niet uit? Bel Kennisnet: 0800 321 22 33. Of mail naar support@kennisnet.nl.

U krijgt deze mail omdat u daarom vroeg. Is alles geregeld? Dan stopt hij vanzelf.
""",
        calendar_days=(date(2026, 11, 30), date(2026, 12, 1)),
        calendar_uid="eindtoets-2026-99006@127.0.0.1",
        calendar_says="Stichting De Waterlanden: nog 6 scholen te gaan. "
        "Regel dit uiterlijk maandag 30 november (vóór 1 december).",
    ),
}

# ------------------------------------------------------------------------------------------------
# The walk itself.
# ------------------------------------------------------------------------------------------------

_WAYS = {"own": OWN, "osr": OSR}
_on_both_days = pytest.mark.parametrize("year", sorted(DAYS))


@in_both_registers
@_on_both_days
def test_the_documented_way(
    visitor: Visitor, clock: SteppingClock, register_key: str, year: int
) -> None:
    clock.jump(_morning(year))
    day = DAYS[year]
    _expect_start_and_login(visitor, day)
    first, *pages = (_on(day, page) for page in _WAYS[register_key])
    _expect(visitor, first, day)
    calendar = _expect_the_date(visitor, day)
    _expect_calendar(visitor, calendar, day, CALENDAR_OPEN)
    for page in pages:
        if page.press[0] == "Alleen RIO":
            assert list(visitor.page.choices("services").values()) == day.services
        press(visitor, *page.press)
        _expect(visitor, page, day)
        if page.heading == "Leg RIO nu vast in het OSR":
            _expect_one_click_at_a_time(visitor)
    _expect_words(visitor.page.says, day.klaar_says, day)
    _expect_calendar(visitor, calendar, day, CALENDAR_DONE)


@_on_both_days
def test_the_reminder_a_week_before(
    visitor: Visitor, wiring: Wiring, clock: SteppingClock, year: int
) -> None:
    clock.jump(_morning(year))
    visitor.log_in("zes-scholen", REMINDERS)
    press(visitor, ASK_FOR_MAILS)
    mail = sent_now(wiring)
    text, separator, address = body_of(mail, "plain").partition(LAST_LINE_OF_MAIL)
    assert mail["Subject"] == DAYS[year].mail_subject
    assert in_order(DAYS[year].mail_text.splitlines(), within=text.splitlines()), text
    assert separator, "the mail does not say how to get fewer"
    assert str(mail["List-Unsubscribe"]) == f"<{address.strip()}>"
    assert DAYS[year].mail_text.splitlines()[0] in body_of(mail, "html")


def _morning(year: int) -> datetime:
    return datetime(year, 11, 23, 9, tzinfo=UTC)


def _expect_start_and_login(visitor: Visitor, day: Day) -> None:
    start = visitor.get("/")
    assert start.h1 == START
    _expect_words(start.says, [*SEVEN_STEPS, day.notice, *day.start_says], day)
    press(visitor, BEGIN)
    step, heading = LOGIN
    assert (visitor.page.h1, steps_named(visitor.page)) == (heading, [step, step])
    _expect_words(visitor.page.says, LOGIN_SAYS, day)
    assert log_in_at_mijn_duo(visitor, LOGIN_LINK, "zes-scholen") == MIJN_DUO


def _on(day: Day, page: Page) -> Page:
    """Fill in what the table leaves open."""
    return Page._make(
        each.format(**day.names)
        if isinstance(each, str)
        else [words.format(**day.names) for words in each]
        for each in page
    )


def _expect(visitor: Visitor, page: Page, day: Day) -> None:
    """Hold a page and the overview to the table; the step also stands in the title."""
    assert visitor.page.h1 == page.heading
    assert steps_named(visitor.page) == [page.step] * (2 if page.step else 0), page.heading
    _expect_words(visitor.page.says, page.says, day)
    if page.clicks:
        assert clicks_of(visitor.page) == [each.format(**day.names) for each in page.clicks]
    if page.progress:
        overview = glance(visitor, OVERVIEW)
        said = [each.replace(NOT_YET_THERE, "") for each in progress(overview)]
        assert said == page.progress, page.heading
        assert page.goes_on in overview.part("mw-next"), page.heading


def _expect_words(says: str, expected: list[str], day: Day) -> None:
    missing = [each for each in expected if each.format(**day.names) not in says]
    assert not missing, f"the page does not say {missing}, but: {says}"


def _expect_one_click_at_a_time(visitor: Visitor) -> None:
    """Go through the clicks in the OSR; the last says so, and leads nowhere."""
    titles = [each.partition(": ")[0] for each in clicks_of(visitor.page)]
    for title in titles:
        assert visitor.page.part("mw-clicks__item--now").startswith(title)
        if title != titles[-1]:
            visitor.click(NEXT_CLICK)
    assert LAST_CLICK in visitor.page.part("mw-clicks__item--now")
    assert NEXT_CLICK not in visitor.page.links


def _expect_the_date(visitor: Visitor, day: Day) -> str:
    """Hold the overview to the table; return where it has the date for a calendar."""
    overview = glance(visitor, OVERVIEW)
    assert overview.h1 == "Overzicht van uw scholen"
    _expect_words(overview.says, [day.notice], day)
    columns = [words(node) for node in overview.all("th") if node.get("scope") == "col"]
    assert columns == ["School", *("".join(each.rsplit(": ", 1)) for each in day.due)]
    return overview.links[CALENDAR_LINK]


def _expect_calendar(visitor: Visitor, url: str, day: Day, summary: str) -> None:
    entry = calendar_entry(visitor, url)
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == day.calendar_days
    said = summary.format(**day.names)
    assert (str(entry["uid"]), str(entry["summary"])) == (day.calendar_uid, said)
    if summary == CALENDAR_OPEN:
        assert str(entry["description"]) == day.calendar_says
