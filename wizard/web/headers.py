"""What every answer carries: what the browser may load, keep and tell others."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from wizard.settings import Settings
from wizard.web.page import VARY

#: Seconds that style sheets and scripts may be kept; then the browser asks whether they changed.
_KEEP_STATIC = 3600
_KEEP_HTTPS = f"max-age={365 * 24 * 3600}; includeSubDomains"


def init_app(app: Flask) -> None:
    """Add the headers to every answer, errors too."""
    settings: Settings = app.extensions["wizard"].settings
    policy = _content_policy(settings)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _KEEP_STATIC

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if request.endpoint != "static" or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
            response.vary.update(["Cookie", *VARY])
        if settings.secure:
            response.headers["Strict-Transport-Security"] = _KEEP_HTTPS
        return response


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
