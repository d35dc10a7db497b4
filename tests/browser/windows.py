"""Browsers of people: one after another story uses them, empty each time but for files they keep.

A window in a browser of its own would fetch some thirty styles, scripts and fonts anew each time.
"""

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.watch import REPORT_BREACHES, Watch

#: Milliseconds; a machine that is busy with other tests is slow, never this slow.
PATIENCE = 15_000
_REMEMBERED = "cookies,local_storage"


class Windows:
    """The browsers with and without scripts; each that is open at once is another person's."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser, self._base_url = browser, base_url
        self._free: dict[bool, list[BrowserContext]] = {True: [], False: []}
        self._in_use: list[tuple[list[BrowserContext] | None, BrowserContext]] = []

    def open(self, watch: Watch, *, scripts: bool = True, holds_clock: bool = False) -> Page:
        """Open a window of somebody who was nowhere yet.

        A clock that is held stays held in a browser, so that one is not used again.
        """
        free = None if holds_clock else self._free[scripts]
        context = free.pop() if free else self.make(scripts=scripts)
        self._in_use.append((free, context))
        page = context.new_page()
        forgetting = context.new_cdp_session(page)
        origin = {"origin": self._base_url, "storageTypes": _REMEMBERED}
        forgetting.send("Storage.clearDataForOrigin", origin)
        forgetting.detach()
        watch.over(context)
        return page

    def close(self, watch: Watch) -> None:
        """Close all windows that are open."""
        while self._in_use:
            free, context = self._in_use.pop()
            watch.leave(context)
            if free is None:
                context.close()
                continue
            for page in context.pages:
                page.close()
            context.clear_cookies()
            context.clear_permissions()
            context.set_offline(False)
            free.append(context)

    def make(self, *, scripts: bool = True) -> BrowserContext:
        """Make the browser of one more person."""
        context = self._browser.new_context(
            base_url=self._base_url,
            java_script_enabled=scripts,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REPORT_BREACHES)
        return context
