"""How steps work: pure. Which steps there are stands in `wizard.steps`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

from wizard.domain.facts import Facts

Predicate = Callable[[Facts], bool]


@dataclass(frozen=True)
class NextPage:
    """Where an action leads when that is not simply the first open step of the school."""

    page: Literal["school", "parked", "receipt", "overview", "missing", "copy", "end"]
    brin: str = ""
    receipt: str = ""
    already: bool = False


def _always(_facts: Facts) -> bool:
    return True


class Answer(Protocol):
    """A form that a step asks to fill in."""

    @classmethod
    def build(cls, facts: Facts, catalogue: Any, typed: Any) -> Self:
        """Build the form: with what was sent (`typed`), or with what is so when that is None."""


FormT = TypeVar("FormT", bound=Answer)


@dataclass(frozen=True)
class Step(Generic[FormT]):
    """One step, declared once, with the form that it asks to fill in.

    `number` is what people see and never changes; two steps may share one. In `title` and
    `explanation`, {toets} is what the test is called on the day. `template` names the
    folder under templates/steps. `heading` is what a caller reads at the top of the page,
    where that is not the title. `form` and `act` are None where there is nothing to answer.
    `applies` is false while there is nothing to ask; a step that `reopens` then says what was
    saved instead of leading away: Back, and a second tab. A step `after_saving` has no earlier
    one to go back to: what is saved is not answered again.
    """

    key: str
    slug: str
    number: int
    title: str
    short: str
    explanation: str
    is_done: Predicate
    template: str = ""
    heading: str = ""
    of_school: bool = True
    applies: Predicate = _always
    reopens: bool = False
    after_saving: bool = False
    form: type[FormT] | None = None
    #: Carries out the answer: (work of this person, facts, form) -> where that leads.
    act: Callable[[Any, Facts, FormT], NextPage | None] | None = None

    @property
    def folder(self) -> str:
        """Return the folder of this step's templates: its own, or the one it shares."""
        return f"steps/{self.template or self.key}"


AnyStep = Step[Any]


@dataclass(frozen=True)
class Flow:
    """The steps in their order, and the answers to where a person is and may go."""

    steps: tuple[AnyStep, ...]

    @property
    def total(self) -> int:
        """The number of the last step."""
        return self.steps[-1].number

    def by_slug(self, slug: str) -> AnyStep | None:
        """Return the step with this piece of URL."""
        return next((step for step in self.steps if step.slug == slug), None)

    def by_key(self, key: str) -> AnyStep:
        """Return the step with this key. Raises KeyError."""
        return {step.key: step for step in self.steps}[key]

    def first_open(self, facts: Facts) -> AnyStep | None:
        """Return the first step that is not done; None when all are."""
        return next((step for step in self.steps if not step.is_done(facts)), None)

    def may_enter(self, step: AnyStep, facts: Facts) -> bool:
        """Done steps may be looked at and changed again; later ones wait for the first open one."""
        first = self.first_open(facts)
        return first is None or self.steps.index(step) <= self.steps.index(first)

    def previous(self, step: AnyStep, facts: Facts) -> AnyStep | None:
        """Return the step that a Back link leads to; None: the overview."""
        if step.after_saving:
            return None
        earlier = self.steps[1 : self.steps.index(step)]
        return next((step for step in reversed(earlier) if step.applies(facts)), None)

    def outline(self) -> tuple[AnyStep, ...]:
        """Return one step for each number, for the list on the start page."""
        return tuple(
            {step.number: step for step in reversed(self.steps)}[n + 1] for n in range(self.total)
        )
