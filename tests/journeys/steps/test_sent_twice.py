"""A double click, a second browser, both at the same moment: saved once."""

import threading

from flask import Flask

from tests.journeys.stories import events, given, record, to_check
from tests.visitor import Page, Visitor
from tests.ways import in_both_registers, in_the_osr, on_both_databases, with_htmx
from wizard.ports import Wiring

_AT_ONCE = 4


@in_both_registers
@with_htmx
def test_the_same_form_twice_saves_once_and_shows_the_same_receipt(
    app: Flask, wiring: Wiring, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor)
    form = visitor.page.form
    visitor.send(form, entitled="y")
    first = visitor.page.url
    visitor.send(form, entitled="y")

    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]
    kinds = [kind for _who, kind in events(wiring, "99001")]
    assert kinds.count("mandate_saved") == 2
    if register_key == "osr":
        assert visitor.page.url == first, "the mandates still have to be recorded"
    else:
        assert visitor.page.h1 == "Dit was al opgeslagen"
        assert visitor.page.url == f"{first}?al=1"
        assert "MW-2026-00001" in visitor.page.says


@in_the_osr
def test_sent_again_after_recording_it_shows_the_first_receipt(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor)
    form = visitor.page.form
    visitor.send(form, entitled="y")
    record(visitor)
    visitor.send(form, entitled="y")
    assert visitor.page.h1 == "Dit was al opgeslagen"
    assert "Wij hebben het niet nog een keer gedaan." in visitor.page.says
    assert "MW-2026-00001" in visitor.page.says
    assert len(given(wiring, "99AA")) == 2


@in_the_osr
def test_confirming_twice_records_once(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    visitor.send(entitled="y")
    form = visitor.page.form
    visitor.send(form)
    visitor.send(form)
    assert visitor.page.status == 200
    kinds = [kind for _who, kind in events(wiring, "99001")]
    assert kinds.count("mandate_recorded") == 2


@on_both_databases
def test_truly_at_once_there_is_one_mandate_and_everybody_sees_its_receipt(
    app: Flask, wiring: Wiring
) -> None:
    visitors = [Visitor(app) for _each in range(_AT_ONCE)]
    visitors[0].log_in("een-school")
    to_check(visitors[0])
    for visitor in visitors[1:]:
        visitor.log_in("een-school")
        assert visitor.page.title.startswith("Stap 5 van 7")
    pages = _at_once(visitors, {"entitled": "y"})

    assert [page.status for page in pages] == [200] * _AT_ONCE
    assert len({page.url.removesuffix("?al=1") for page in pages}) == 1
    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]
    kinds = [kind for _who, kind in events(wiring, "99001")]
    assert kinds.count("mandate_saved") == 2


@on_both_databases
def test_colleagues_who_choose_the_same_school_at_once_both_get_in(
    app: Flask, wiring: Wiring
) -> None:
    visitors = [Visitor(app) for _each in range(_AT_ONCE)]
    for visitor, name in zip(visitors, ("veel-scholen", "collega") * 2, strict=True):
        visitor.log_in(name)
    pages = _at_once(visitors, {"school": "99AH"})
    assert [page.status for page in pages] == [200] * _AT_ONCE
    assert {page.url for page in pages} == {"/bestuur/99055/school/99AH/dienst"}


def _at_once(visitors: list[Visitor], answers: dict[str, str]) -> list[Page]:
    """Let all send their form at the same moment, and return what each sees."""
    ready = threading.Barrier(len(visitors))

    def send(visitor: Visitor) -> None:
        ready.wait(timeout=30)
        visitor.send(**answers)

    threads = [threading.Thread(target=send, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return [visitor.page for visitor in visitors]
