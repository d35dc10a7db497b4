"""What the pages and `config/texts.toml` agree on: each text and the values handed to it.

A key that is missing in the file, or too much, and a {placeholder} that nobody fills are found at
the start instead of on a page.
"""

#: Filled in by the catalogue itself, in every text.
ALWAYS = frozenset(
    {
        *("before", "last_day", "by_when", "sign_up", "too_late"),
        *("eindtoets", "toets", "rio_role", "phone", "email"),
    }
)

_CLICK = ALWAYS | {
    *("login_means", "school", "brin", "place"),
    *("service", "system", "system_and_supplier", "starts_on"),
}

#: The four questions of "Wat hebt u nodig", in their order.
NEEDS = ("agreement", "access", "schools", "system")
#: Answers that a question says in its own words; one that says nothing is not offered.
OWN_ANSWERS = {"access": ("yes", "no", "other_door")}
#: Answers that lead to texts of their own, as soon as these say something.
OWN_SOLUTIONS = {"access": ("other_door", "unknown")}

#: What happens after the last step, in its order.
NEXT_ITEMS = ("connection", "exchange")
#: What the board still arranges elsewhere once all is arranged here.
STILL_TO_DO = "test_system"

#: What is still open at a board, in its order, and the values of its texts.
OPEN_ITEMS = {
    "record": "what register",
    "record_end": "what register",
    "open": "what first",
    "sooner": "what first day",
    "late": "",
}

#: How signing up for the test stands: the phases of `wizard.domain.sign_up`; "closed_alone" where
#: the date of the mandate has nothing to say any more.
SIGN_UP = ("from", "since", "ahead", "open", "closed", "closed_alone")

#: What is said to who asks whether it is too late, by how the date and the test stand.
TOO_LATE = {"before": "", "past": "", "tested": "", "next_year": "year last_year"}

#: The registers that a text may be about, and what is said of each.
REGISTERS = ("own", "osr")
_OF_REGISTER = ("name", "explanation", "explanation_of_end", "consequence", "record", "where")

#: Each text by its dotted key, and the placeholders that it may have besides ALWAYS.
TEXTS: dict[str, str] = {
    **dict.fromkeys(
        (
            *(f"explain.{word}" for word in ("osr", "mandaat", "dienst", "rio", "las", "brin")),
            *(f"explain.{word}" for word in ("token", "rol", "eherkenning")),
            *(f"start.{part}" for part in ("title", "lead", "for_whom", "osr", "mandate", "rio")),
            *(f"start.{part}" for part in ("eindtoets", "earlier", "tip", "stop_and_go_on")),
            *("explain.machtiging", "explain.rio_rol", "explain.leverancier"),
            *("start.osr_first", "start.role", "start.machtiging"),
            *(f"mandate.{part}" for part in ("permits", "not_permits", "end", "sites")),
            "service.together",
            *(f"login.{part}" for part in ("lead", "means", "have_ready", "role", "never_ask")),
            *(f"login.{part}" for part in ("osr", "means_missing")),
            *(f"login.other_door.{part}" for part in ("question", "do", "trouble")),
            *(f"login.other_door.{part}" for part in ("role_missing", "machtiging_missing")),
            *("call.sees", "needs.title", "needs.intro"),
            *(f"register.{key}.{part}" for key in REGISTERS for part in _OF_REGISTER),
            "afterwards.lead",
            *(f"test_system.{part}" for part in ("title", "lead", "here", "names")),
            *("practice.band", "practice.consequence", "past.saved", "rio.role"),
            *(f"undo.{part}" for part in ("lead", "instead", "instead_of_end")),
            *(f"undo.{part}" for part in ("osr", "osr_perhaps", "osr_help", "withdrawn")),
            *("privacy.title", "privacy.body", "accessibility.title", "accessibility.body"),
        ),
        "",
    ),
    **{
        f"needs.{need}.{part}": "board register"
        for need in NEEDS
        for part in ("question", "explanation", "solution", "copy")
    },
    **{f"needs.{need}.{answer}": "" for need, own in OWN_ANSWERS.items() for answer in own},
    **{
        f"needs.{need}.{answer}_{part}": "board register"
        for need, answers in OWN_SOLUTIONS.items()
        for answer in answers
        for part in ("solution", "copy")
    },
    **{
        f"next.{item}.{part}": ""
        for item in (STILL_TO_DO, *NEXT_ITEMS)
        for part in ("when", "title", "text")
    },
    **{
        f"next.{item}.{part}": values
        for item, values in OPEN_ITEMS.items()
        for part in ("when", "title", "text")
    },
    **{
        f"deadline.{phase}.{part}": (
            "service days last_day_short before_without_year phone_when_open"
        )
        for phase in ("neutral", "attention", "urgent", "today", "past")
        for part in ("title", "text", "short")
    },
    **{
        f"deadline.next_year.{part}": "service year last_year"
        for part in ("title", "text", "short")
    },
    **{
        f"sign_up.{group}.{part}": "opens opens_day until before_without_year"
        for group in SIGN_UP
        for part in ("sentence", "when", "title", "text")
    },
    **{f"too_late.{group}": values for group, values in TOO_LATE.items()},
    **{
        f"deadline.{phase}.{part}": "service since"
        for phase in ("due", "not_yet_due")
        for part in ("title", "text", "short")
    },
    **{
        f"undo.{what}": "service system day"
        for what in ("osr_end", "osr_old", "osr_old_day", "osr_start")
    },
    "mandate.second_las": "system",
    "afterwards.title": "before_without_year",
    "past.advice": "record",
    "deadline.subject": "service in_short",
    "deadline.by_when": "",
    "deadline.by_when_past": "",
    "letter.subject": "school brin board",
    "letter.body": "school brin board where",
    "letter.several.subject": "board",
    "letter.several.body": "schools board where",
}

#: Texts that are named by others as a placeholder, and the only placeholders that they may have.
PARTS = {
    **{key: {"before", "last_day"} for key in ("deadline.by_when", "deadline.by_when_past")},
    **{f"sign_up.{group}.sentence": {"opens", "opens_day", "until"} for group in SIGN_UP},
}

#: Texts that may say nothing.
MAY_BE_EMPTY = frozenset(
    key for key in TEXTS if key.startswith("deadline.") and key != "deadline.subject"
)

#: Lists of clicks on the OSR's screens, and all their placeholders.
CLICKS = {
    "clicks": _CLICK,
    "end_clicks": _CLICK | {"old_system", "old_ends_on"},
    "end_all_clicks": _CLICK | {"ends_on", "schools"},
    "ended_clicks": _CLICK | {"ends_on"},
    "end_gone_clicks": _CLICK,
    "copy_clicks": frozenset[str](),
    "test_system_clicks": ALWAYS | {"login_means"},
    "copied_clicks": _CLICK | {"schools", "schools_below"},
}
