"""The rule of `make bench`, fed with what keeps it and what breaks it."""

from tests.bench.ratios import Ratio, broken

_COPY, _ROWS = "SQLite: copy to 1,000", "the Core inserts of its rows"


def test_a_ratio_over_its_limit_is_named_with_its_figures() -> None:
    assert broken([Ratio(_COPY, 310.0, 100.0, _ROWS, limit=3.0)]) == [
        "SQLite: copy to 1,000 takes 3.10 times the Core inserts of its rows"
        " (310 ms against 100 ms); at most 3 times"
    ]


def test_a_ratio_at_its_limit_or_without_one_is_fine() -> None:
    fine = [Ratio(_COPY, 300.0, 100.0, _ROWS, limit=3.0), Ratio(_COPY, 900.0, 1.0, _ROWS)]
    assert broken(fine) == []


def test_the_median_of_the_rounds_counts_where_there_are_any() -> None:
    flat = Ratio("a BRIN", 8.0, 4.0, "one", limit=1.5, rounds=(0.5, 0.9, 1.0, 1.1, 2.0))
    assert flat.value == 1.0
    assert broken([flat]) == []
