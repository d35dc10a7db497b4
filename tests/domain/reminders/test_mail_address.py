"""Which texts are mail addresses, and what is wrong with those that are not."""

import pytest

from wizard.domain.reminders.mail_address import Fault, Wrong, fault_of, is_address


@pytest.mark.parametrize(
    "address",
    [
        "a@b.nl",
        "Jan.de.Wit+toets@Mijn-School.NL",
        "j.o'neil@x.nl",
        "een-school@voorbeeld.example",
        "jan@xn--bcher-kva.nl",
        f"{'x' * 64}@y.nl",
        f"a@{'x' * 63}.{'y' * 63}.nl",
    ],
)
def test_what_is_an_address(address: str) -> None:
    assert is_address(address)
    assert fault_of(address) is None


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        *((typed, Fault(Wrong.PLACE, ".")) for typed in ("jan..x@x.nl", ".jan@x.nl", "jan.@x.nl")),
        *((typed, Fault(Wrong.PLACE, ".")) for typed in ("jan@x..nl", "jan@.x.nl", "jan@x.nl.")),
        *((typed, Fault(Wrong.PLACE, "-")) for typed in ("jan@-x.nl", "jan@x-.nl", "jan@x.-nl")),
        ("j.o’neil@x.nl", Fault(Wrong.CHARACTER, "’")),
        ("jan@x_y.nl", Fault(Wrong.CHARACTER, "_")),
        ("jan@bücher.nl", Fault(Wrong.CHARACTER, "ü")),
        ("Jan.<jan@x.nl>", Fault(Wrong.CHARACTER, "<")),
        ('"jan"@x.nl', Fault(Wrong.CHARACTER, '"')),
        ("a@[127.0.0.1]", Fault(Wrong.CHARACTER, "[")),
        ("jan de wit@x.nl", Fault(Wrong.BLANK)),
        ("jan@x\u00a0y.nl", Fault(Wrong.BLANK)),
        ("a@x.nl\nBcc: b@x.nl", Fault(Wrong.BLANK)),
        *((typed, Fault(Wrong.FORM)) for typed in ("", "@", "jan", "jan@", "@x.nl", "jan@x")),
        *((typed, Fault(Wrong.FORM)) for typed in ("a@@x.nl", "a@x.nl@y.nl", "a@127.0.0.1")),
        (f"{'x' * 65}@y.nl", Fault(Wrong.FORM)),
        (f"a@{'x' * 64}.nl", Fault(Wrong.FORM)),
        (f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.nl", Fault(Wrong.FORM)),
    ],
)
def test_what_is_none_and_why(typed: str, fault: Fault) -> None:
    assert not is_address(typed)
    assert fault_of(typed) == fault
