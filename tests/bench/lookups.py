"""Finding a caller by a number, with the schools of one country and with those of ten.

Each look-up goes by a key, so it should cost the same: only the depth of an index differs.
"""

from sqlalchemy import Engine

from tests.bench import scenes
from tests.bench.country import COUNTRY, TEN_TIMES, Country
from tests.bench.measuring import measure
from tests.bench.product import Product
from tests.bench.ratios import Ratio
from tests.bench.report import Report

#: Many, for a request takes a few milliseconds.
_TIMES = 60
#: Ten times as many schools make a look-up at most so many times dearer.
_LIMIT = 1.5
#: By what, and what stands only on the page that found it.
_BY = {
    "BRIN": "mw-rows__item",
    "board number": "mw-rows__item",
    "reference": "Foutmelding gevonden.",
}


def run(one: Product, ten: Product, report: Report) -> None:
    """Measure each look-up on both in turns. `one` and `ten` hold one country and ten."""
    agents = ((COUNTRY, scenes.an_agent(one.app)), (TEN_TIMES, scenes.an_agent(ten.app)))
    looks = {
        _name(by, country): scenes.search(agent, _typed(by, country), found=found)
        for by, found in _BY.items()
        for country, agent in agents
    }
    taken = measure(Engine, looks, times=_TIMES)
    for by in _BY:
        few, many = (taken[_name(by, country)] for country, _agent in agents)
        what = f"find a caller by {by}: GET"
        report.add(one.kept.name, what, COUNTRY.schools, few)
        report.add(ten.kept.name, what, TEN_TIMES.schools, many)
        ratio = Ratio(
            f"{ten.kept.name}: a {by} among {TEN_TIMES.schools:,} schools",
            many.milliseconds,
            few.milliseconds,
            f"one among {COUNTRY.schools:,}",
            _LIMIT,
            rounds=tuple(b / a for a, b in zip(few.seconds, many.seconds, strict=True)),
        )
        report.add_ratio(ratio)


def _name(by: str, country: Country) -> str:
    return f"{by} among {country.schools}"


def _typed(by: str, country: Country) -> str:
    numbers = {"BRIN": country.brin, "board number": country.board, "reference": country.reference}
    return numbers[by](country.middle)
