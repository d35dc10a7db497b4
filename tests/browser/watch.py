"""Nothing may go wrong unseen: what the browser complains of in any window fails the test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

#: Every breach of the content policy, also where the browser has no line in its console for it.
REPORT_BREACHES = """
addEventListener("securitypolicyviolation", (breach) =>
  console.error(`CSP: ${breach.violatedDirective} ${breach.blockedURI}`));
"""
#: Answers that are a page of ours saying what to do: their status is no surprise.
_WRONG_ANSWER = 422
#: What the browser says of a file that it no longer waits for: the next page was asked already.
_LEFT = "net::ERR_ABORTED"
#: What the browser and htmx say of a lost connection.
_OFFLINE = ("ERR_INTERNET_DISCONNECTED", "htmx:error: Failed to fetch")


@dataclass
class Watch:
    """Collects complaints. A test that breaks something on purpose says so with `expect...`."""

    complaints: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=lambda: {_WRONG_ANSWER})
    network_may_fail: bool = False

    def expect_status(self, *statuses: int) -> None:
        """Accept answers with these statuses from now on."""
        self.statuses.update(statuses)

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        for event, listener in self._listeners.items():
            context.on(event, listener)  # type: ignore[call-overload]

    def leave(self, context: BrowserContext) -> None:
        """Listen no longer."""
        for event, listener in self._listeners.items():
            context.remove_listener(event, listener)

    @property
    def _listeners(self) -> dict[str, Callable[..., None]]:
        return {
            "console": self._said,
            "weberror": self._threw,
            "request": self._asked,
            "requestfailed": self._failed,
            "response": self._answered,
        }

    def _said(self, message: ConsoleMessage) -> None:
        text = message.text
        if "Content Security Policy" in text or text.startswith("CSP:"):
            self.complaints.append(f"content policy: {text}")
        elif message.type == "error" and not self._is_expected(text):
            self.complaints.append(f"console: {text}")

    def _is_expected(self, text: str) -> bool:
        """Each status of 400 and up is repeated in the console; `_answered` judges those."""
        if text.startswith("Failed to load resource: the server responded with a status of"):
            return True
        return self.network_may_fail and any(words in text for words in _OFFLINE)

    def _threw(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked another host: {request.url}")

    def _failed(self, request: Request) -> None:
        was_left = request.method == "GET" and request.failure == _LEFT
        if not (self.network_may_fail or was_left):
            self.complaints.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.statuses:
            asked = f"{response.request.method} {response.url}"
            self.complaints.append(f"status {response.status}: {asked}")
