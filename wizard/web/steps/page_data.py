"""What a step's page shows beside its form: where it stands, what was kept, what to do next."""

from datetime import date, datetime
from typing import Any

from flask import request

from wizard.actions.steps.mandates import sentence
from wizard.db import receipts
from wizard.domain.dutch_time import local
from wizard.domain.facts import Facts
from wizard.domain.intent import Intent
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.service import Service
from wizard.domain.words import day_in_words, time_in_words
from wizard.flow import AnyStep
from wizard.steps import FLOW, at_once, to_record
from wizard.web import conflict, urls
from wizard.web.context import catalogue, clock, db
from wizard.web.osr import clicks as osr_clicks
from wizard.web.receipts import undo_words
from wizard.web.school_systems import differing_words
from wizard.web.search import RADIOS_WITHOUT_SEARCH, query_of
from wizard.web.words import in_sentence, moment_in_words, official_names, short_name, short_names


def context(step: AnyStep, facts: Facts, form: Any) -> dict[str, Any]:
    """Return what every step's template gets, and what this kind of step adds."""
    board = facts.board.board
    extra = _EXTRA.get(step.folder, _nothing)(step, facts, form)
    previous = FLOW.previous(step, facts) if extra.get("asks", True) else None
    brin = facts.school.school.brin if facts.school else None
    return {
        "step": step,
        "total": FLOW.total,
        "facts": facts,
        "form": form,
        "action": urls.of_step(step, board, brin),
        "back_url": urls.of_step(previous, board, brin) if previous else urls.overview(board),
        "back_text": f"Terug naar {previous.short}" if previous else "Terug naar het overzicht",
        "saved": saved(facts.school),
        "changed": conflict.notice(facts.school),
        "overview_url": urls.overview(board),
        "school_line": _school_line(facts.school),
        "change": {
            each.key: urls.of_step(each, board, brin)
            for each in FLOW.steps
            if each.form and (brin or not each.of_school)
        },
        **extra,
    }


def _nothing(_step: AnyStep, _facts: Facts, _form: Any) -> dict[str, Any]:
    return {}


def _school_line(school: SchoolFacts | None) -> str | None:
    return f"BRIN {school.school.brin}, {school.school.place}" if school else None


def saved(school: SchoolFacts | None) -> str | None:
    """Say when the answers of a school were kept, where that was today."""
    return saved_at(school.draft.updated_at) if school and school.draft else None


def saved_at(at: datetime) -> str | None:
    """Say when something was kept, where that was today."""
    moment = local(at)
    if moment.date() != clock().today():
        return None
    return f"Bewaard om {time_in_words(moment)}"


def _school_step(_step: AnyStep, facts: Facts, form: Any) -> dict[str, Any]:
    schools = [each.school for each in facts.board.schools]
    query = query_of(request.values)
    if query:
        form.narrow(query, schools)
    return {"searches": len(schools) > RADIOS_WITHOUT_SEARCH, "query": query}


def _service(_step: AnyStep, facts: Facts, form: Any) -> dict[str, Any]:
    services = catalogue().required
    for service in services:
        if not facts.chosen.live(service.key):
            form.details[service.key]["hint"] += f" {official_names([service])}"
    return {"services": services}


def _system(_step: AnyStep, facts: Facts, form: Any) -> dict[str, Any]:
    school = facts.chosen
    old = form.conflicting[0].system if form.conflicting else None
    several = len(facts.board.schools) > 1
    today = school.season.today
    return {
        "start_note": f"Het mandaat begint vandaag, {day_in_words(today)}, als u niets kiest.",
        "rival_services": in_sentence(school.pending),
        "together_url": urls.change_of_las(facts.board, old) if old and several else None,
    }


def _check(step: AnyStep, facts: Facts, form: Any) -> dict[str, Any]:
    school, intent = facts.chosen, facts.chosen.intent
    if intent is None or school.is_repeat != (step.key == "repeat"):
        return {
            "asks": False,
            "script_key": "al-opgeslagen",
            "next_url": urls.after(facts),
            **_already(school),
        }
    services = [catalogue().services[key] for key in intent.services]
    says = sentence(catalogue(), school.school, intent)
    form.read.data = str(says)
    return {
        "asks": True,
        "intent": intent,
        "sentence": says,
        "is_next": _is_next(school, intent),
        "differs": differing_words.of_school(school),
        "too_late": _too_late(intent, school),
        "pending_names": in_sentence(intent.services),
        "service_names": [short_name(key) for key in intent.services],
        "official_names": official_names(services),
    }


def _already(school: SchoolFacts) -> dict[str, Any]:
    """Say what stands saved, and where its receipt is."""
    saved = [mandate for service in school.season.required for mandate in school.live(service)]
    receipts = [mandate.receipt for mandate in saved if mandate.receipt]
    return {
        "last_receipt": max(receipts, default=None),
        "saved_lines": [
            f"{short_name(mandate.service)}: "
            f"{mandate.system.name}, opgeslagen door {mandate.saved_by}, "
            f"{moment_in_words(mandate.saved_at)}."
            for mandate in saved
        ],
    }


def _is_next(school: SchoolFacts, intent: Intent) -> bool:
    """The other services have their mandate: these are what is left."""
    open_services = set(school.open_services)
    return len(open_services) < len(school.season.required) and open_services.issuperset(
        intent.services
    )


def _too_late(intent: Intent, school: SchoolFacts) -> list[tuple[Service, date]]:
    """Return the services that a mandate would start too late for, and the last day of each.

    Not where another one holds on that day, and does not end before it by this act.
    """
    season, ends = school.season, {old.id: day for old, day in intent.endings}
    return [
        (catalogue().services[key], season.last_days[key])
        for key in intent.services
        if intent.starts_on > season.needed_on[key]
        and not any(
            each.covers(season.needed_on[key], season.today)
            and ends.get(each.id, date.max) >= season.needed_on[key]
            for each in school.live(key)
        )
    ]


def _record(step: AnyStep, facts: Facts, form: Any) -> dict[str, Any]:
    school = facts.chosen
    left = to_record(facts, step.key)
    mandates = at_once(left, left[0])
    ended = [old for each in mandates for old in osr_clicks.ended_with(school, each)]
    form.show((*mandates, *ended))
    clicks = osr_clicks.clicks(school, mandates)
    at = request.args.get("klik", default=1, type=int)
    board = facts.board.board
    receipt = receipts.of_board(db(), board.number, mandates[0].receipt or "")
    return {
        "mandates": mandates,
        "ended": ended,
        "service_names": in_sentence(each.service for each in mandates),
        "short_names": short_names(each.service for each in mandates),
        "clicks": [each.click for each in clicks],
        "at": min(max(at, 1), len(clicks)),
        "undo": undo_words.offer(facts.board, receipt) if receipt else None,
        "left": len(set(school.recordable) - set(mandates)),
    }


_EXTRA = {
    "steps/school": _school_step,
    "steps/service": _service,
    "steps/system": _system,
    "steps/check": _check,
    "steps/record": _record,
}
