"""Messages by SMTP: over TLS, or STARTTLS that the server must offer before any name or password is sent."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from alerts.channels import Bericht, NietVerzonden
from alerts.event import OpgaveGeweigerd

FORM = "smtp://naam:wachtwoord@server:587 (STARTTLS) of smtps://naam:wachtwoord@server:465"


@dataclass(frozen=True)
class MailServer:
    """A server to hand mail to; `timeout` in seconds for each answer."""

    host: str
    port: int
    afzender: str
    direct_tls: bool = False
    starttls: bool = True
    naam_gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)
    timeout: float = 10.0

    @property
    def naam(self) -> str:
        return "mail"

    def send(self, bericht: Bericht, aan: str) -> None:
        """Raises NietVerzonden, also where the connection falls away after the message was handed over."""
        try:
            server = self._connect()
            try:
                server.sendmail(self.afzender, [aan], _letter(bericht, self.afzender, aan).as_bytes())
            finally:
                with suppress(smtplib.SMTPException, OSError):  # accepted or not is known by now
                    server.quit()
        except (smtplib.SMTPException, OSError) as fout:
            raise _refusal(fout) from None

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.direct_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.starttls and not self.direct_tls:
                server.starttls(context=context)
            if self.naam_gebruiker:
                server.login(self.naam_gebruiker, self.wachtwoord)
        except BaseException:
            server.close()
            raise
        return server


def mail_server(url: str, afzender: str, timeout: float) -> MailServer:
    """The server of WOONMONITOR_SMTP_URL. Raises OpgaveGeweigerd, which does not repeat the URL.

    `?starttls=nee` is for a relay on one's own machine; a name and password then go nowhere.
    """
    wrong = OpgaveGeweigerd(f"WOONMONITOR_SMTP_URL is geen mailserver; de vorm is {FORM}.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    options = parse_qs(parts.query)
    starttls = options.pop("starttls", ["ja"])
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or options or parts.path.strip("/"):
        raise wrong
    if starttls not in (["ja"], ["nee"]):
        raise wrong
    if starttls == ["nee"] and parts.scheme == "smtp" and parts.username:
        raise OpgaveGeweigerd(
            "WOONMONITOR_SMTP_URL: zonder STARTTLS gaan naam en wachtwoord leesbaar over de lijn; "
            "haal starttls=nee weg, of de naam en het wachtwoord."
        )
    return MailServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 587),
        afzender=afzender,
        direct_tls=parts.scheme == "smtps",
        starttls=starttls == ["ja"],
        naam_gebruiker=unquote(parts.username or ""),
        wachtwoord=unquote(parts.password or ""),
        timeout=timeout,
    )


def _letter(bericht: Bericht, afzender: str, aan: str) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"] = afzender, aan
    letter["Subject"] = " ".join(bericht.onderwerp.split())  # no label can add a header
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = f"<{bericht.kenmerk}@woonmonitor>"
    letter["Idempotency-Key"] = bericht.kenmerk
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = "nl"
    letter.set_content(bericht.tekst)
    letter.add_alternative(bericht.html, subtype="html")
    return letter


def _refusal(fout: Exception) -> NietVerzonden:
    """In words of our own: what a server says may repeat what it was sent."""
    if isinstance(fout, smtplib.SMTPRecipientsRefused):
        ((code, _),) = fout.recipients.values()
        return NietVerzonden(f"het adres is geweigerd ({code})", blijvend=code >= 500, ook_andere=False)
    if isinstance(fout, smtplib.SMTPAuthenticationError):
        return NietVerzonden(f"de aanmelding is geweigerd ({fout.smtp_code})", blijvend=True)
    if isinstance(fout, smtplib.SMTPResponseException):
        return NietVerzonden(f"de mailserver antwoordde {fout.smtp_code}", blijvend=fout.smtp_code >= 500)
    if isinstance(fout, smtplib.SMTPNotSupportedError):
        return NietVerzonden("de mailserver biedt geen STARTTLS of geen aanmelding", blijvend=True)
    if isinstance(fout, ssl.SSLCertVerificationError):
        return NietVerzonden("het certificaat van de mailserver is niet te vertrouwen", blijvend=True)
    return NietVerzonden(f"de mailserver gaf geen antwoord of viel weg ({type(fout).__name__})")
