"""Browsers in words: enough for somebody to know their own devices again."""

#: The first that a browser's own description has in it counts: most of them name others too.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet")),
    *(("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome")),
    *(("Chromium/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome")),
    ("Safari/", "Safari"),
)
_DEVICES = (
    *(("iPhone", "een iPhone"), ("iPad", "een iPad"), ("Android", "Android")),
    *(("Windows", "Windows"), ("CrOS", "een Chromebook"), ("Macintosh", "een Mac")),
    ("Linux", "Linux"),
)
UNKNOWN = "Onbekende browser"


def browser_in_words(user_agent: str) -> str:
    """Return "Chrome op Windows"; what is not known is left out."""
    browser = _first(_BROWSERS, user_agent) or UNKNOWN
    device = _first(_DEVICES, user_agent)
    return f"{browser} op {device}" if device else browser


def _first(known: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((words for mark, words in known if mark in text), None)
