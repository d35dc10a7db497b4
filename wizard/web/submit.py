"""Answering a form: on to the next page after its action, or the same page with what is wrong."""

from collections.abc import Callable

from flask import Response

from wizard.domain.errors import DomainError
from wizard.forms.base import StepForm
from wizard.web.context import db
from wizard.web.page import see_other


def submit(
    form: StepForm,
    act: Callable[[], str],
    *,
    again: Callable[[], Response],
    refused: Callable[[DomainError], Response] | None = None,
) -> Response:
    """Check a form and carry out its action: 303 to the address that `act` returns.

    `again` answers 422 with the page, both for a form with errors and for an action that raises
    DomainError; what that action wrote is undone first. `refused` answers for the action instead,
    where more is to be said than the form can.
    """
    if not form.validate():
        return again()
    try:
        return see_other(act())
    except DomainError as error:
        db().rollback()
        if refused:
            return refused(error)
        form.add_refusal(error)
    return again()
