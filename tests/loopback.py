"""Servers on loopback for the messages: some that take mail or a POST, and some that die, refuse or hang."""

import contextlib
import datetime
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "monitor@assen", "geheim:wacht/woord"
TALK = {b"EHLO": b"250 x", b"MAIL": b"250 ok", b"RCPT": b"250 ok", b"DATA": b"354 go", b"RSET": b"250 ok"}


@dataclass
class Postbus:
    """What a mail server took in."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)  # addresses

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return f"550 no such user {PASSWORD}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]

    @property
    def keys(self) -> list[str]:
        return [str(letter["Idempotency-Key"]) for letter in self.letters]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    day = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(day - datetime.timedelta(days=1))
        .not_valid_after(day + datetime.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, private


@contextlib.contextmanager
def mail_server(cert: tuple[Path, Path] | None = None) -> Iterator[Postbus]:
    """A real mail server; with a certificate it wants STARTTLS, then the name and password."""
    postbus = Postbus(port=free_port())
    secured: dict[str, Any] = {}
    if cert:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*cert)
        secured = {"tls_context": context, "require_starttls": True, "auth_required": True}
        secured["authenticator"] = lambda *said: AuthResult(
            success=said[-1] == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False
        )
    controller = Controller(postbus, hostname="127.0.0.1", port=postbus.port, **secured)
    controller.start()
    try:
        yield postbus
    finally:
        controller.stop()


@contextlib.contextmanager
def talker(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """Yields the port of a server that does `talk` with each who connects, and then hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, contextlib.suppress(OSError):
                    talk(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def dies_after_data(connection: socket.socket) -> None:
    """Takes half of a mail, and is gone."""
    connection.sendall(b"220 x\r\n")
    lines = connection.makefile("rb")
    for line in lines:
        connection.sendall(TALK.get(line[:4].upper(), b"500 what") + b"\r\n")
        if line[:4].upper() == b"DATA":
            lines.readline()
            return


def answers_500(connection: socket.socket) -> None:
    """A mail server that has no room, and repeats what it was told."""
    connection.sendall(b"220 x\r\n")
    for line in connection.makefile("rb"):
        said = {**TALK, b"MAIL": b"452 no room for " + line.strip()}
        connection.sendall(said.get(line[:4].upper(), b"500 what") + b"\r\n")


def hangs(connection: socket.socket) -> None:
    """Says nothing until the other side gives up."""
    while connection.recv(1024):
        pass


def drops(connection: socket.socket) -> None:
    """Reads a request and is gone."""
    connection.recv(1024)


@dataclass
class Haak:
    """What a webhook was sent, and what it answers."""

    port: int = 0
    status: int = 200
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # key, body
    gets: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/haak/{PASSWORD}"

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.posts]


@contextlib.contextmanager
def webhook() -> Iterator[Haak]:
    haak = Haak()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            haak.posts.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(haak.status, f"said {self.path}")
            self.send_header("Location", "/elders")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            haak.gets += 1
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    haak.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield haak
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
