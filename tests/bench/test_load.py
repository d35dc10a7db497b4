"""What a bench of many browsers at once counts, and what it counts as wrong."""

from tests.bench.load import Answer, Seen

_POLL = frozenset((200, 204))


def test_an_answer_of_another_status_is_an_error_and_is_counted() -> None:
    seen = Seen()
    for status in (204, 204, 200, 503):
        seen.add("/nu", Answer(status, "", 0.001), _POLL)
    assert seen.statuses == {200: 1, 204: 2, 503: 1}
    assert seen.errors == ["/nu: 503"]
    assert len(seen.seconds) == 4


def test_percentiles_are_in_milliseconds_and_of_all_answers_together() -> None:
    fast, slow = Seen([0.001] * 95), Seen([0.1] * 5, {204: 5})
    both = fast + slow
    assert round(both.percentile(50), 6) == 1
    assert round(both.percentile(99), 6) == 100
    assert both.statuses == {204: 5}
