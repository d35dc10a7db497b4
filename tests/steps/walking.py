"""Walking the stappenplan: pressing what the page shows by its words, and reading what it says."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import requests
from icalendar import Calendar, Event
from lxml import etree

from tests.contracts.mail_server import Mailbox, running_mail_server
from tests.contracts.test_channel import channel
from tests.login import fill_in, local
from tests.visitor import Page, Visitor, parsed, words
from wizard.cli.send_reminders import send_due
from wizard.ports import Wiring

OVERVIEW = "/bestuur/99006"
REMINDERS = "/bestuur/99006/herinneringen"


def press(visitor: Visitor, *choices_and_button: str) -> None:
    """Tick what has these labels, then press the last: a link, or the button of a form."""
    *choices, button = choices_and_button
    if button in visitor.page.links:
        assert not choices, f"{button} is a link: it takes no answers along"
        visitor.click(button)
        return
    buttons = [words(node) for node in visitor.page.all("button")]
    assert button in buttons, f"{visitor.page.h1}: no {button}, but {buttons}"
    form = visitor.page.post(button)
    answers = dict([*(_choice(visitor.page, each) for each in choices), *_of(visitor.page, button)])
    visitor.send(form, **answers)
    assert visitor.page.status == 200, visitor.page.errors


def _choice(page: Page, label: str) -> tuple[str, str]:
    """Return the name and the value of the radio or the box with this label."""
    ids = [node.get("for") for node in page.all("label") if words(node) == label]
    found = [node for node in page.all("input") if node.get("id") in ids]
    assert len(found) == 1, f"{page.url}: {len(found)} choices are called {label}"
    return found[0].get("name"), found[0].get("value")


def _of(page: Page, button: str) -> Iterator[tuple[str, str]]:
    """Yield what a button itself sends."""
    for node in page.all("button"):
        if words(node) == button and node.get("name"):
            yield node.get("name"), node.get("value")


def log_in_at_mijn_duo(visitor: Visitor, link: str, username: str) -> tuple[str, list[str]]:
    """Log in through the provider's own page; return its heading, and its fields and button."""
    question = visitor.client.get(local(visitor.page.links[link])).location
    assert question is not None, f"{link} does not lead to the provider"
    browser = requests.Session()
    tree = parsed(browser.get(question, timeout=20).text)
    asks = next(form for form in tree.iter("form") if form.get("method") == "post")
    shown = [words(node) for node in asks.iter("label", "button")]
    visitor.get(local(fill_in(browser, question, username)))
    return words(next(tree.iter("h1"))), shown


def steps_named(page: Page) -> list[str]:
    """Return each "Stap n van 7" that a page says: in the title of the window, and above the h1."""
    return re.findall(r"Stap \d+ van \d+", page.says)


def progress(page: Page) -> list[str]:
    """Return what the overview says: counts, De Zonnewijzer, the other schools.

    Schools of which it says the same stand on one line.
    """
    by_school: dict[str, list[str]] = {}
    for cell in (link.split(" – ") for link in page.links if link.count(" – ") == 2):
        by_school.setdefault(cell[1], []).append(f"{cell[0]} – {cell[2]}")
    said = {school: ", ".join(cells) for school, cells in by_school.items()}
    here = said.pop("De Zonnewijzer", "staat er niet")
    others = [f"{count} andere scholen: {cells}" for cells, count in Counter(said.values()).items()]
    counts = next(node for node in page.all("ul") if node.get("class") == "mw-counts")
    return [
        page.part("mw-lead"),
        ", ".join(words(item) for item in counts.iter("li")),
        f"De Zonnewijzer: {here}",
        *others,
    ]


def glance(visitor: Visitor, url: str) -> Page:
    """Look at another page, and stay on this one."""
    here = visitor.page
    found = visitor.get(url)
    visitor.page = here
    return found


def clicks_of(page: Page) -> list[str]:
    """Return what to do in the OSR, one click after another, as a page lists it: none or all."""
    items = [node for node in page.all("li") if "mw-clicks__item" in node.get("class", "").split()]
    return [_click(item) for item in items]


def _click(item: etree._Element) -> str:
    title, do, *_rest = (words(node) for node in item.iter("p"))
    return f"{title.removeprefix('Terug naar: ')}: {do}"


def calendar_entry(visitor: Visitor, url: str) -> Event:
    """Return the one entry in a file for a calendar."""
    answer = visitor.client.get(url)
    [entry] = Calendar.from_ical(answer.data).walk("VEVENT")
    return entry


def sent_now(wiring: Wiring) -> EmailMessage:
    """Let the sender run, as a timer has it, and return the one mail that arrives over SMTP."""
    mailbox = Mailbox()
    with running_mail_server(mailbox) as port:
        ports = replace(wiring.ports, reminders=channel(port))
        lines = list(send_due(replace(wiring, ports=ports)))
    assert len(mailbox.mails) == 1, lines
    return mailbox.mails[0]


def body_of(mail: EmailMessage, kind: str) -> str:
    """Return the "plain" or the "html" text of a mail."""
    part = mail.get_body((kind,))
    assert part is not None, f"no {kind} text"
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def in_order(lines: list[str], *, within: list[str]) -> bool:
    """Tell whether these lines stand within others in this order; others may stand between."""
    rest = iter(within)
    return all(line in rest for line in lines)
