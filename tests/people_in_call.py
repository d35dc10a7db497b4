"""Two people in a call: a caller and an agent, each with a browser without JavaScript."""

from flask import Flask

from tests.login import let_in_agent
from tests.visitor import Page, Visitor

OVERVIEW = "/bestuur/99001"
PHONE = f"{OVERVIEW}/telefoon"


def caller(app: Flask, username: str = "een-school", *, htmx: bool = False) -> Visitor:
    """Log a caller in."""
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in(username)
    return visitor


def agent(app: Flask, username: str = "helpdesk", *, htmx: bool = False) -> Visitor:
    """Log an agent in."""
    visitor = Visitor(app, htmx=htmx)
    let_in_agent(visitor.client, username)
    visitor.get("/helpdesk")
    return visitor


def make_code(caller: Visitor) -> str:
    """Press *Hulp aan de telefoon*, or what stands for it there; return the code on the page."""
    is_there = "Maak een code" in caller.page.says
    caller.send(caller.page.post("Maak een code" if is_there else "Hulp aan de telefoon"))
    return code_on(caller.page)


def code_on(page: Page) -> str:
    """Return the code on the caller's page."""
    return page.part("mw-code")


def enter(agent: Visitor, code: str) -> Page:
    """Enter a code at the helpdesk."""
    agent.get("/helpdesk")
    return agent.send(agent.page.post("Kijk mee"), code=code)


def allow(caller: Visitor) -> Page:
    """Look whether the helpdesk is there, and press *Toestaan*."""
    caller.get(caller.page.url)
    return caller.send(caller.page.post("Toestaan"))


def paired(app: Flask, username: str = "een-school", *, at: str = "") -> tuple[Visitor, Visitor]:
    """Return a caller and an agent who may look along; the agent's page is the call.

    `at`: the page on which the caller asks for a code; who has several boards needs one.
    """
    calling, helping = caller(app, username), agent(app)
    if at:
        calling.get(at)
    enter(helping, make_code(calling))
    allow(calling)
    helping.get(helping.page.url)
    return calling, helping
