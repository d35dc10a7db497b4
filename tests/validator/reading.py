"""What can be read in the HTML alone: links within the page, buttons, dates, and its codes."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from tests.visitor import parsed, words
from wizard.domain.words import MONTHS

PRIMARY = "utrecht-button--primary-action"
_BAR = "mw-messages"
_NEEDS_SCRIPTS = "mw-needs-js"
#: Without it a phone makes a code, or the number of a board, a number to call.
_NO_PHONE_NUMBERS = ".//meta[@name='format-detection'][@content='telephone=no']"
#: A day and its month that a line may end between.
_LOOSE = re.compile(rf"\b\d{{1,2}}[ \n]+(?:{'|'.join(MONTHS)})\b")
#: An agent sits at a wide screen.
_WIDE = "/helpdesk"


def wrong_with(html: str, path: str) -> list[str]:
    """Name the links that lead nowhere, buttons too many, those that do nothing, loose dates."""
    tree = parsed(html)
    ids = {node.get("id") for node in tree.iter()}
    links = [node.get("href") for node in tree.iter("a") if node.get("href")]
    main = tree.find(".//main")
    standing_out = [words(node) for node in tree.iter() if _stands_out(node)]
    loose = [] if path.startswith(_WIDE) else _LOOSE.findall(_said(main))
    return [
        *(f"{href} leads nowhere" for href in links if _part_here(href, path) not in {"", *ids}),
        *(f"also filled: {text}" for text in standing_out[1:]),
        *(f"does nothing without scripts: {words(node)}" for node in tree.iter() if _is_dead(node)),
        *(f"may break: {date}" for date in loose),
        *(["its codes may be called"] if tree.find(_NO_PHONE_NUMBERS) is None else []),
    ]


def _stands_out(node: etree._Element) -> bool:
    """Tell whether this is a filled button; the bar of a call asks a question of its own."""
    in_bar = any(_BAR in _classes(each) for each in node.iterancestors())
    return PRIMARY in _classes(node) and not in_bar


def _is_dead(node: etree._Element) -> bool:
    """Tell whether this looks as if it did something, also where no script makes it do so."""
    is_button = node.tag == "button" or "button" in (node.get("role"), node.get("type"))
    is_link_to_nothing = node.tag == "a" and "href" not in node.attrib
    if not (is_button or is_link_to_nothing):
        return False
    around = (node, *node.iterancestors())
    tags = {each.tag for each in around}
    is_sent = is_button and node.get("type", "submit") == "submit" and "form" in tags
    is_hidden = "template" in tags or any(_NEEDS_SCRIPTS in _classes(each) for each in around)
    return not (is_sent or is_hidden)


def _classes(node: etree._Element) -> list[str]:
    return (node.get("class") or "").split()


def _said(node: etree._Element) -> str:
    """Return what an element says; a text to send is somebody else's, who copies it."""
    if "mw-copy__text" in _classes(node):
        return ""
    parts = [node.text, *(part for each in node for part in (_said(each), each.tail))]
    return "".join(part or "" for part in parts)


def _part_here(href: str, path: str) -> str:
    """Return the id that a link leads to on this page; with another query it has the same parts."""
    link = urlsplit(urljoin(path, href))
    return link.fragment if link.path == urlsplit(path).path else ""
