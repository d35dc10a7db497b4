"""The pages that everybody may read."""

import pytest
from flask import Flask

from tests.login import let_in_agent
from tests.visitor import Visitor

PHONE, MAIL = "tel:08003212233", "mailto:support@kennisnet.nl"


@pytest.mark.parametrize(
    ("page", "links"), [("toegankelijkheid", [PHONE, MAIL]), ("privacy", [MAIL])]
)
def test_who_is_to_be_called_or_mailed_is_a_link(app: Flask, page: str, links: list[str]) -> None:
    visitor = Visitor(app)
    visitor.get(f"/{page}")
    main = visitor.page.text.partition("<main")[2].partition("</main>")[0]

    assert all(f'href="{address}"' in main for address in links)


def test_privacy_names_every_kind_of_mail_and_the_address_that_a_colleague_fills_in(
    app: Flask,
) -> None:
    says = Visitor(app).get("/privacy").says
    for what in (
        "herinneren wij u zolang er iets open staat",
        "wat u opsloeg, en wat u met de helpdesk deed",
        "als alles is geregeld, en wat er daarna gebeurt",
        "Vult een collega uw mailadres in?",
        "Wij bewaren welke mails wij stuurden",
    ):
        assert what in says


def test_of_a_phone_it_says_what_to_choose_and_of_unknown_hours_nothing(app: Flask) -> None:
    visitor, agent = Visitor(app), Visitor(app)
    let_in_agent(agent.client)
    page = visitor.get("/hulp")
    assert page.links["050 599 77 38"] == "tel:0505997738"
    assert "Kies optie 4." in page.says
    assert "Kies optie 4." in agent.get("/helpdesk").says
    assert not any("werkdagen" in each.page.says for each in (visitor, agent))
