"""What every answer carries: what the browser may load, keep and tell others."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from wizard.settings import Settings
from wizard.web.page import VARY

#: Seconds that the font and the icon may be kept; then the browser asks whether they changed.
_KEEP_STATIC = 3600
_KEEP_HTTPS = f"max-age={365 * 24 * 3600}; includeSubDomains"


def init_app(app: Flask) -> None:
    """Add the headers to every answer, errors too."""
    settings: Settings = app.extensions["wizard"].settings
    of_all_answers = of_all(settings)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _KEEP_STATIC

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(of_all_answers)
        if request.endpoint != "static" or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
            response.vary.update(["Cookie", *VARY])
        return response


def of_all(settings: Settings) -> dict[str, str]:
    """Return the headers of every answer, of styles and scripts too."""
    given = {
        "Content-Security-Policy": _content_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    if settings.secure:
        given["Strict-Transport-Security"] = _KEEP_HTTPS
    return given


def _content_policy(settings: Settings) -> str:
    # Logging out is a form that ends at the provider; form-action speaks of redirects too.
    providers = {
        f"{parts.scheme}://{parts.netloc}"
        for parts in map(urlsplit, (settings.provider.issuer, settings.helpdesk.issuer))
    }
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            f"form-action 'self' {' '.join(sorted(providers))}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
