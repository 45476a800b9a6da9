"""What every way out shares: the message, who gets it, and how a failure is told without telling a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from alerts.event import digest


@dataclass(frozen=True)
class Bericht:
    """One message. `kenmerk` is its idempotency key: the same on each try."""

    kenmerk: str
    onderwerp: str
    tekst: str
    html: str
    gegevens: dict[str, Any]  # the same for machines


class NietVerzonden(Exception):
    """The message was not accepted; says why without a name, an address or a secret.

    `blijvend`: trying again at once would end the same. `ook_andere`: nor would another message be accepted.
    """

    def __init__(self, reden: str, *, blijvend: bool = False, ook_andere: bool = True) -> None:
        super().__init__(reden)
        self.blijvend = blijvend
        self.ook_andere = ook_andere


class Kanaal(Protocol):
    """A way out. `send` returns once the other side has accepted the message, else raises NietVerzonden."""

    @property
    def naam(self) -> str: ...

    def send(self, bericht: Bericht, aan: str) -> None: ...


@dataclass(frozen=True)
class Ontvanger:
    """Who gets messages by which way; `partij` is a party of the covenant, None for who runs the monitor."""

    kanaal: Kanaal
    adres: str = ""
    partij: str | None = None

    @property
    def id(self) -> str:
        """How the outbox knows it, without an address."""
        return digest(self.kanaal.naam, self.partij, self.adres)[:16]

    def __str__(self) -> str:
        return f"{self.kanaal.naam} aan {self.partij or 'de beheerder'}"


@dataclass(frozen=True)
class Verzending:
    """How to send: to whom, how often to try, and after how many days a party hears of another's breach."""

    ontvangers: Sequence[Ontvanger] = ()
    pogingen: int = 3
    partijen_na_dagen: int = 14
