"""Each kind of mistake in config/*.toml gives one clear line that names the file and the key."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.catalogue import Catalogue
from wizard.domain.errors import ConfigError
from wizard.settings import ROOT

CONFIG = ROOT / "config"
FILES = (
    *("services.toml", "systems.toml", "deadlines.toml", "contacts.toml"),
    *("problems.toml", "texts.toml"),
)

SINCE = "from = 2023-08-01"
NOT_A_DATE = "eindtoets.name[2].from: must be a date like 2022-01-01, without quotes"
EMPTY_PROBLEM = "which_service.say: a variant is empty, so there would be nothing to say"
NOT_A_DAY = "eindtoets.before: must be month and day like"
NOT_NUMBERS = "reminders.days_before: must be a list of whole numbers from 1 on, each only once"
HOURS = "# opens = 08:00:00  # to be confirmed with Kennisnet\n# closes = 17:00:00"
HOURS_OF = "opens = {}\ncloses = {}"

#: Per file: what is replaced, by what, and the message after "config/<file>: ".
MISTAKES = {
    "services.toml": [
        ("required = true", 'required = "ja"', "rio.required: must be true or false"),
        ("required = true\n", "", "rio.required: is missing"),
        ("short_name =", "shortname =", "rio.shortname: unknown key; did you mean short_name?"),
        ('name = "RIO"', "name = 3", "rio.name: must be a text, or a list of"),
        ('name = "RIO"', 'name = ""', "rio.name: is missing, or empty"),
        ('name = "RIO"', "name = []", "rio.name: must be a text, or a list of"),
        ('name = "RIO"', 'name = ["RIO"]', "rio.name[1]: must be a table"),
        ("[rio]\n", '[rio]\nkey = "oir"\n', "rio.key: unknown key"),
        ("[verzuim]", "[Verzuim]", "Verzuim: a key has only small letters"),
        ("[rio]", "[oir]", "rio: is missing"),
        ("[rio]", "los = 1\n[rio]", "los: must be a table"),
        (f"{SINCE}, ", "", "eindtoets.name[2].from: is missing"),
        (f"{SINCE},", f"{SINCE} }}, {{", "eindtoets.name[2].text: is missing"),
        (SINCE, 'from = "2023-08-01"', NOT_A_DATE),
        (SINCE, "from = 2023-08-01T00:00:00", NOT_A_DATE),
        (SINCE, "fom = 2023-08-01", "eindtoets.name[2].fom: unknown key; did you mean from?"),
        ('{ text = "Log', '{ from = 2020-01-01, text = "Log', "eindtoets.name[1].from: the first"),
    ],
    "systems.toml": [
        ('supplier = "Topicus"', "", "parnassys.supplier: is missing"),
        ('# oin = ""', 'oin = "123"', "parnassys.oin: must be 20 digits between quotes"),
        ("aliases = [", "aliases = [1, ", "parnassys.aliases[1]: must be a text between"),
        ("2021-12-31", '"eind 2021"', "schooloas.ended_on: must be a date like"),
        ("ended_on =", "endedon =", "schooloas.endedon: unknown key; did you mean ended_on?"),
    ],
    "deadlines.toml": [
        ('"12-01"', '"1 december"', NOT_A_DAY),
        ('"12-01"', '"13-01"', NOT_A_DAY),
        ('"12-01"', '"02-29"', NOT_A_DAY),
        ('"12-01"', "12", NOT_A_DAY),
        ('before = "12-01"', "", "eindtoets.before: give either before or due_since"),
        ('before = "12-01"', "due_since = 2022-01-01", "eindtoets.test: is for a service with a"),
        ("[eindtoets]", "[eindtoest]", "eindtoest: unknown key; did you mean eindtoets?"),
        ("[rio]\ndue_since = 2022-01-01", "", "rio: is missing"),
        ("[21, 7]", "[21, 0]", NOT_NUMBERS),
        ("[21, 7]", "[7, 7]", NOT_NUMBERS),
        ("[21, 7]", '["7"]', NOT_NUMBERS),
        ("days_after = [1]", "", "reminders.days_after: is missing"),
        ("from = 09:00:00", 'from = "9 uur"', "reminders.from: must be a time like 09:00:00"),
        ("from = 09:00:00", "from = 9", "reminders.from: must be a time like 09:00:00"),
        ("until = 11:00:00", "until = 08:00:00", "reminders.until: must be later than from"),
        (
            'ends = "05-15"',
            'ends = "11-15"',
            "eindtoets.test[1].ends: must be after the",
        ),
        ('by = "03-15"', 'by = "02-15"', "eindtoets.test[2].results_by: must not be before ends"),
        ('until = "11-15"', 'until = "09-15"', "eindtoets.sign_up[2].until: must not be before op"),
        ("[21, 7]", "[true, 7]", NOT_NUMBERS),
        ("due_since = 2022-01-01", "due_since = 2022", "rio.due_since: must be a date like"),
        ("[reminders]", "[reminder]", "reminder: unknown key; did you mean reminders?"),
    ],
    "problems.toml": [
        ('desk = "rio"', 'desk = "roi"', "not_signed_up.desk: must be one of osr, mijn_duo, rio"),
        ("heard = [", "heard = [1, ", "not_authorised.heard[1]: must be a text between"),
        ("say =", "zeg =", "not_authorised.zeg: unknown key; known here are title, heard"),
        ("[no_match]", "[No match]", "not valid TOML"),
        ('["error"]', '["database"]', "our_database: our_mistake explains database already"),
        (
            "‘{eindtoets}’",
            "‘{toetsen}’",
            "test_system.do: unknown placeholder {toetsen}; this text may",
        ),
        ("{sign_up}", "{sign_up", "sign_up_closed.do: a { or } stands alone"),
        (f"{SINCE}\n", 'from = "2023-08-01"\n', "test_system.from: must be a date like 2022-01-01"),
        (
            f"{SINCE}\n",
            f"since{SINCE[4:]}\n",
            "test_system.since: unknown key; known here are title",
        ),
        ('2022-01-01, text = "Bij', '2022-01-01, txt = "Bij', "no_role.cause[2].txt: unknown key"),
        (
            'text = "U hebt nu',
            'text = "" }, { text = "U hebt nu',
            "which_service.say[2].from: is missing",
        ),
        ('"U hebt nu twee diensten nodig: RIO en {toets}."', '""', EMPTY_PROBLEM),
    ],
    "contacts.toml": [
        ("[desks.rio]", "[desks.oir]", "desks.oir: unknown key; known here are osr, mijn_duo, rio"),
        ("0800 321 22 33", "bel ons", "desks.osr.phone: must be a phone number like"),
        ('phone = "0800 321 22 33"', "", "desks.osr.phone: is missing"),
        ("rio@duo.nl", "rio(at)duo.nl", "desks.rio.email: must be a mail address like"),
        ("# opens = 08:00:00", "opens = 08:00:00", "desks.osr.closes: is missing"),
        ("# closes = 17:00:00", "closes = 17:00:00", "desks.osr.opens: is missing"),
        (HOURS, HOURS_OF.format("08:00:00", "08:00:00"), "desks.osr.closes: must be later than op"),
        (HOURS, HOURS_OF.format("17:00:00", "08:00:00"), "desks.osr.closes: must be later than op"),
        (HOURS, HOURS_OF.format("8.00", "17.00"), "desks.osr.opens: must be a time like 09:00:00"),
        (
            HOURS,
            HOURS_OF.format("08:00:00", '"17 uur"'),
            "desks.osr.closes: must be a time like 09",
        ),
        ("# opens =", "hours =", "desks.osr.hours: unknown key; known here are subject"),
        (
            'phone = "050 599 77 38"',
            "",
            "desks.rio.phone_note: is about a phone, but this desk has",
        ),
        ("https://osr.", "http://osr.", "links.osr: must be an https:// address"),
        ("mijn_duo = ", "mijnduo = ", "links.mijnduo: unknown key; did you mean mijn_duo?"),
        ('osr = "https://osr.kennisnet.nl/"', "", "links.osr: is missing"),
        ("[links]", "[lnks]", "lnks: unknown key; did you mean links?"),
    ],
    "texts.toml": [
        ("\nlead = ", "\nled = ", "start.led: unknown key; did you mean start.lead?"),
        ("\ntip = ", "\n# tip = ", "start.tip: is missing"),
        ("\ntip = ", "\ntip = 1 # ", "start.tip: must be a text"),
        ("\ntip = ", '\ntip = "" # ', "start.tip: must be a text, and not an empty one"),
        ("LAS vóór {before}", "LAS vóór {befor}", "start.eindtoets: unknown placeholder {befor}"),
        ("1 keer.", "{1} keer.", "start.tip: unknown placeholder {1}; this text may have"),
        ("1 keer.", "1 keer}.", "start.tip: a { or } stands alone"),
        ("1 keer.", "{1 keer.", "start.tip: a { or } stands alone"),
        ("1 keer.", "{before!r} keer.", "start.tip: unknown placeholder"),
        ("1 keer.", "{before.real} keer.", "start.tip: unknown placeholder"),
        ("1 keer.", "{before:>9999999999} keer.", "start.tip: unknown placeholder"),
        ('desk = "rio"', 'desk = "duo"', "needs.schools.desk: must be one of osr, mijn_duo"),
        ('see = "U bent', 'zie = "U bent', "clicks[1].zie: unknown key"),
        ("BRIN {brin}, in", "BRIN {bron}, in", "clicks[2].do: unknown placeholder {bron}"),
        (
            "Vink alle",
            "Vink {school} en alle",
            "copy_clicks[2].do: unknown placeholder {school}; thi",
        ),
        ("[[end_clicks]]", "[end_clicks]", "end_clicks: must be a list"),
        (
            "[needs.access]",
            "[access]",
            "access.desk: unknown key",
        ),
    ],
}


@pytest.fixture
def config_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


@pytest.fixture
def complaint_after(config_dir: Path) -> Callable[[str, str, str], str]:
    """Replace one piece of one file, after its head comment; load, and return the message."""

    def change_and_load(name: str, old: str, new: str) -> str:
        file = config_dir / name
        content = file.read_text(encoding="utf-8")
        head, body = content.split("\n[", 1)
        assert old in f"\n[{body}", f"{name} no longer has {old!r}; change this test with it"
        file.write_text(head + f"\n[{body}".replace(old, new, 1), encoding="utf-8")
        return complaint(config_dir)

    return change_and_load


def complaint(config_dir: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        Catalogue.load(config_dir)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [(name, *mistake) for name, mistakes in MISTAKES.items() for mistake in mistakes],
)
def test_a_mistake_gives_one_line_with_file_and_key(
    complaint_after: Callable[[str, str, str], str], name: str, old: str, new: str, message: str
) -> None:
    assert complaint_after(name, old, new).startswith(f"config/{name}: {message}")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(config_dir: Path, name: str) -> None:
    (config_dir / name).unlink()
    assert complaint(config_dir) == f"config/{name}: the file is missing"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_a_folder(config_dir: Path, name: str) -> None:
    (config_dir / name).unlink()
    (config_dir / name).mkdir()
    assert complaint(config_dir).startswith(f"config/{name}: cannot be read")


@pytest.mark.parametrize("name", FILES)
def test_a_file_in_another_encoding(config_dir: Path, name: str) -> None:
    (config_dir / name).write_bytes('x = "vóór"'.encode("cp1252"))
    assert complaint(config_dir) == f"config/{name}: must be saved as UTF-8"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_toml(config_dir: Path, name: str) -> None:
    (config_dir / name).write_text("[rio\n", encoding="utf-8")
    line = complaint(config_dir)
    assert line.startswith(f"config/{name}: not valid TOML")
    assert "line 1" in line


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file(config_dir: Path, name: str) -> None:
    (config_dir / name).write_text("", encoding="utf-8")
    if name == "systems.toml":
        assert Catalogue.load(config_dir).systems == {}
    else:
        assert complaint(config_dir).startswith(f"config/{name}: ")


@pytest.mark.parametrize("name", FILES)
def test_a_file_saved_by_windows_is_fine(config_dir: Path, name: str) -> None:
    content = (config_dir / name).read_bytes().replace(b"\n", b"\r\n")
    (config_dir / name).write_bytes(b"\xef\xbb\xbf" + content)
    assert Catalogue.load(config_dir) == Catalogue.load(CONFIG)


def test_no_service_required(config_dir: Path) -> None:
    services = config_dir / "services.toml"
    content = services.read_text(encoding="utf-8").replace("required = true", "required = false")
    services.write_text(content, encoding="utf-8")
    assert "no service has required = true" in complaint(config_dir)


def test_variants_out_of_order(complaint_after: Callable[[str, str, str], str]) -> None:
    line = complaint_after(
        "texts.toml",
        '{ from = 2022-01-01, text = "uw token',
        '{ from = 2023-01-01, text = "x" },\n    { from = 2022-01-01, text = "uw token',
    )
    assert (
        line == "config/texts.toml: login.means[3].from: must be later than the variant before it"
    )
