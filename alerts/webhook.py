"""Messages to a webhook: JSON that says all, or the form that Slack or Teams takes."""

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from alerts.channels import Bericht, NietVerzonden
from alerts.event import OpgaveGeweigerd

Vorm = Literal["json", "slack", "teams"]
TRY_LATER = {408, 425, 429}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST arrives as a GET without its message."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Webhook:
    """An address that takes a POST; it is itself a secret. `timeout` in seconds for each answer."""

    url: str = field(repr=False)
    vorm: Vorm = "json"
    timeout: float = 10.0

    @property
    def naam(self) -> str:
        return "webhook"

    def send(self, bericht: Bericht, aan: str) -> None:
        """Raises NietVerzonden unless the other side answers with a 2xx."""
        del aan  # the address is the URL
        request = urllib.request.Request(
            self.url,
            data=json.dumps(_body(bericht, self.vorm), ensure_ascii=False).encode(),
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": bericht.kenmerk,
                "User-Agent": "woonmonitor",
            },
            method="POST",
        )
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=self.timeout):
                pass
        except urllib.error.HTTPError as fout:
            permanent = fout.code < 500 and fout.code not in TRY_LATER
            raise NietVerzonden(f"de webhook antwoordde {fout.code}", blijvend=permanent) from None
        except (OSError, http.client.HTTPException) as fout:
            kind = type(getattr(fout, "reason", fout)).__name__
            raise NietVerzonden(f"de webhook gaf geen antwoord of viel weg ({kind})") from None


def webhook(url: str, vorm: Vorm, timeout: float) -> Webhook:
    """The webhook of WOONMONITOR_WEBHOOK_URL. Raises OpgaveGeweigerd, which does not repeat the URL."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or any(character.isspace() for character in url):
        raise OpgaveGeweigerd("WOONMONITOR_WEBHOOK_URL is geen webadres; de vorm is https://server/pad.")
    return Webhook(url, vorm, timeout)


def _body(bericht: Bericht, vorm: Vorm) -> dict[str, Any]:
    text = f"{bericht.onderwerp}\n\n{bericht.tekst}"
    if vorm == "slack":
        return {"text": text}
    if vorm == "teams":
        blocks = [
            {"type": "TextBlock", "text": bericht.onderwerp, "weight": "Bolder", "wrap": True},
            *({"type": "TextBlock", "text": part, "wrap": True} for part in bericht.tekst.split("\n\n")),
        ]
        card = {"type": "AdaptiveCard", "version": "1.4", "body": blocks}
        attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
        return {"type": "message", "attachments": [attachment]}
    return {"kenmerk": bericht.kenmerk, "text": text, **bericht.gegevens}
