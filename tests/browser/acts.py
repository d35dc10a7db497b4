"""What a person does in a window, in the words of the screens."""

from playwright.sync_api import Locator, Page, expect

#: Tells a swap from a new page: what stands on `window` does not survive a navigation.
_MARK = "window.sinceBefore"


def heading(page: Page) -> Locator:
    """Return the one h1."""
    return page.get_by_role("heading", level=1)


def sees(page: Page, words: str) -> None:
    """Wait until the heading says this."""
    expect(heading(page)).to_have_text(words)


def log_in(page: Page, person: str = "Anna de Wit") -> None:
    """Log in on the practice provider's own page."""
    page.get_by_role("link", name=person).click()
    page.get_by_role("button", name="Inloggen", exact=True).click()


def choose(page: Page, label: str, button: str = "Bewaar en ga verder") -> None:
    """Choose an answer and send it."""
    page.get_by_label(label).check()
    page.get_by_role("button", name=button).click()


def mark(page: Page) -> None:
    """Mark this document."""
    page.evaluate(f"{_MARK} = true")


def is_marked(page: Page) -> bool:
    """Tell whether this is still the document that was marked: htmx swapped what changed."""
    return bool(page.evaluate(f"{_MARK} === true"))


def focused(page: Page) -> str:
    """Return tag and text of the element that has the focus."""
    text: str = page.evaluate(
        "document.activeElement.tagName + ' ' + document.activeElement.innerText"
    )
    return " ".join(text.split())


def has_focus(page: Page, tag: str, words: str) -> None:
    """Wait until the focus is on this element."""
    page.wait_for_function(
        """([tag, words]) => document.activeElement.tagName === tag
            && document.activeElement.innerText.includes(words)""",
        arg=[tag, words],
    )


#: What waits for a moment waits a tenth of it: polls, and clocks that a page looks at now and then.
_HURRY = """(() => {
    const times = 10, every = window.setInterval, now = Date.now.bind(Date), begun = now();
    window.setInterval = (act, ms, ...rest) => every(act, ms / times, ...rest);
    Date.now = () => begun + (now() - begun) * times;
})()"""


def hurry(page: Page) -> Page:
    """Let time pass ten times as fast in the pages that this window opens from now on."""
    page.add_init_script(_HURRY)
    return page
