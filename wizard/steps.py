"""The flow, declared once: routes, "stap 3 van 7", back and next, overview, start page read it."""

from collections.abc import Sequence

from wizard.actions import osr
from wizard.actions.steps import answers, mandates
from wizard.actions.work import Work
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.flow import Flow, NextPage, Predicate, Step
from wizard.forms.steps.check import CheckForm, RecordForm
from wizard.forms.steps.other_system import OtherSystemForm
from wizard.forms.steps.school import MISSING, SchoolForm
from wizard.forms.steps.service import ServiceForm
from wizard.forms.steps.system import SystemForm


def _has_pending(facts: Facts) -> bool:
    return facts.school is not None and bool(facts.school.pending)


def _is_other(facts: Facts) -> bool:
    system = facts.chosen.system
    return _has_pending(facts) and system is not None and system.is_other


def _system_is_named(facts: Facts) -> bool:
    system = facts.chosen.system
    return not _has_pending(facts) or system is None or system.is_named


def _nothing_to_check(facts: Facts) -> bool:
    """What is saved is recorded first, unless the pending answers are about to change just that."""
    school = facts.chosen
    if not _has_pending(facts) or school.is_repeat:
        return True
    services = {mandate.service for mandate in school.recordable}
    return bool(services) and services.isdisjoint(school.pending)


def _nothing_to_repeat(facts: Facts) -> bool:
    return not (_has_pending(facts) and facts.chosen.is_repeat)


def to_record(facts: Facts, step_key: str) -> tuple[Mandate, ...]:
    """Return what this step records: the first service's mandates, and what was saved with them.

    The others are for the repetition. What somebody had a problem with comes last.
    """
    school = facts.chosen
    first = school.season.required[0]
    acts = {_act_of(each) for each in school.unrecorded if each.service == first}
    mine = [
        each
        for each in school.unrecorded
        if (each.service == first or _act_of(each) in acts) == (step_key == "record")
    ]
    return tuple(sorted(mine, key=lambda mandate: mandate.problem_at is not None))


def at_once(mandates: Sequence[Mandate], one: Mandate) -> tuple[Mandate, ...]:
    """Return those that one page records: saved by the same act as this one of them."""
    return tuple(each for each in mandates if _act_of(each) == _act_of(one))


def _act_of(mandate: Mandate) -> tuple[str | None, bool]:
    """What somebody had a problem with waits by itself."""
    return mandate.receipt, mandate.problem_at is None


def _records(step_key: str) -> Predicate:
    return lambda facts: bool(to_record(facts, step_key))


def _has_recorded(step_key: str) -> Predicate:
    """A problem with one mandate does not hold up what comes after it."""
    return lambda facts: all(mandate.problem_at for mandate in to_record(facts, step_key))


def _choose_school(work: Work, facts: Facts, form: SchoolForm) -> NextPage:
    if form.school.data == MISSING:
        return NextPage("missing")
    return answers.choose_school(work, facts.board, form.school.data)


def _choose_services(work: Work, facts: Facts, form: ServiceForm) -> NextPage | None:
    return answers.choose_services(work, facts.chosen, form.chosen)


def _choose_system(work: Work, facts: Facts, form: SystemForm) -> NextPage | None:
    if form.choice is None:
        return answers.park(work, facts.chosen)
    answers.choose_system(
        work,
        facts.chosen,
        form.choice,
        starts_on=form.first_day,
        keep_old=form.keeps_old,
        end_old_on=form.last_old_day,
    )
    return None


def _name_system(work: Work, facts: Facts, form: OtherSystemForm) -> None:
    answers.name_system(work, facts.chosen, form.choice)


def _save(work: Work, facts: Facts, form: CheckForm) -> NextPage:
    key, seen = form.key.data or "", form.version.data or ""
    return mandates.save(work, facts.chosen, key=key, seen=seen)


def _confirm(work: Work, facts: Facts, form: RecordForm) -> NextPage:
    first = osr.confirm(work, facts.chosen, form.seen_mandates)
    return NextPage("receipt", receipt=first.receipt or "")


FLOW = Flow(
    (
        Step(
            key="login",
            slug="inloggen",
            number=1,
            title="Log in",
            short="inloggen",
            explanation="U logt in met Mijn DUO. Daarna komt u hier terug.",
            is_done=lambda _facts: True,  # only who is logged in has facts
            applies=lambda _facts: False,
            of_school=False,
        ),
        Step(
            key="school",
            slug="school",
            number=2,
            title="Kies de school",
            short="school",
            explanation="Elke school heeft een eigen code: het BRIN.",
            is_done=lambda facts: facts.school is not None,
            applies=lambda facts: len(facts.board.schools) > 1,
            form=SchoolForm,
            act=_choose_school,
            of_school=False,
        ),
        Step(
            key="service",
            slug="dienst",
            number=3,
            title="Kies de dienst",
            short="dienst",
            explanation="RIO, {toets}, of beide samen.",
            is_done=lambda facts: _has_pending(facts) or not facts.chosen.open_services,
            form=ServiceForm,
            act=_choose_services,
        ),
        Step(
            key="system",
            slug="las",
            number=4,
            title="Kies het administratiesysteem (LAS)",
            short="LAS",
            explanation="In het LAS staan de gegevens van uw leerlingen.",
            is_done=lambda facts: not _has_pending(facts) or facts.chosen.system_is_settled,
            applies=_has_pending,
            form=SystemForm,
            act=_choose_system,
        ),
        Step(
            key="other_system",
            slug="ander-las",
            number=4,
            title="Vul de naam van het LAS in",
            short="naam van het LAS",
            explanation="",
            heading="Welk ander LAS gebruikt …?",
            is_done=_system_is_named,
            applies=_is_other,
            form=OtherSystemForm,
            act=_name_system,
        ),
        Step(
            key="check",
            slug="controleren",
            number=5,
            title="Controleer en sla op",
            short="controle",
            explanation="U ziet eerst alles in één zin.",
            heading="Controleer de mandaten",
            is_done=_nothing_to_check,
            applies=lambda facts: _has_pending(facts) and not facts.chosen.is_repeat,
            reopens=True,
            form=CheckForm,
            act=_save,
        ),
        Step(
            key="record",
            slug="vastleggen",
            number=5,
            title="Leg dit nu vast in het OSR",
            short="vastleggen",
            explanation="",
            heading="Leg … nu vast in het OSR",
            is_done=_has_recorded("record"),
            applies=_records("record"),
            after_saving=True,
            form=RecordForm,
            act=_confirm,
        ),
        Step(
            key="repeat",
            slug="herhalen",
            number=6,
            title="Herhaal dit voor {toets}",
            short="controle",
            explanation="Koos u beide samen? Dan slaat u deze stap over.",
            heading="Nu {toets} voor …",
            is_done=_nothing_to_repeat,
            applies=lambda facts: _has_pending(facts) and facts.chosen.is_repeat,
            reopens=True,
            form=CheckForm,
            act=_save,
            template="check",
        ),
        Step(
            key="record_again",
            slug="vastleggen-herhalen",
            number=6,
            title="Leg ook dit vast in het OSR",
            short="vastleggen",
            explanation="",
            heading="Leg {toets} nu vast in het OSR",
            is_done=_has_recorded("record_again"),
            applies=_records("record_again"),
            after_saving=True,
            form=RecordForm,
            act=_confirm,
            template="record",
        ),
        Step(
            key="copy",
            slug="andere-scholen",
            number=7,
            title="Kopieer naar uw andere scholen",
            short="andere scholen",
            explanation="Hebt u één school? Dan slaat u deze stap over.",
            is_done=lambda facts: not facts.others,
            applies=lambda facts: bool(facts.others),
            after_saving=True,
        ),
    )
)
