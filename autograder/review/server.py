"""Serving a review: on this machine only, or over TLS, or behind a proxy that speaks TLS; it ends when told to."""

from __future__ import annotations

import dataclasses
import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from autograder.errors import UserError
from autograder.review.app import application
from autograder.review.desk import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Address:
    """Where to listen, and how browsers get there: `proxy` is the address that they call in its place."""

    host: str = "127.0.0.1"
    port: int = 8765
    certificate: Path | None = None
    key: Path | None = None
    proxy: str = ""

    def checked(self) -> Address:
        """The address; raises `UserError` where passwords and marks would travel in the clear."""
        if (self.certificate is None) != (self.key is None):
            raise UserError("--tls-cert and --tls-key", "belong together")
        for file in (self.certificate, self.key):
            if file is not None and not file.is_file():
                raise UserError(file, "is no file")
        if self.proxy and urlsplit(self.proxy).scheme != "https":
            raise UserError(self.proxy, "is no https:// address", "A proxy has to speak TLS with browsers.")
        if not is_loopback(self.host) and self.certificate is None and not self.proxy:
            advice = "Give --tls-cert and --tls-key, or --behind https://NAME with a proxy; see docs/review.md."
            raise UserError(self.host, "is reached by others, and without TLS all would be in the clear", advice)
        return self

    @property
    def secure(self) -> bool:
        """Whether browsers speak TLS."""
        return self.certificate is not None or bool(self.proxy)

    @property
    def hosts(self) -> frozenset[str]:
        """What browsers may call this server, in the header that says so."""
        if self.proxy:
            return frozenset({urlsplit(self.proxy).netloc})
        names = {f"[{self.host}]" if ":" in self.host else self.host}
        names |= set(LOOPBACK) if is_loopback(self.host) else {socket.getfqdn(), socket.gethostname()}
        return frozenset(f"{name}:{self.port}" for name in names) | frozenset(names if self.port in (80, 443) else ())

    @property
    def url(self) -> str:
        """What to open."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return self.proxy or f"{'https' if self.certificate else 'http'}://{name}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host of this name."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(settings: Settings, address: Address, *, browse: bool, say: Callable[[str], None]) -> None:
    """Serve until interrupted; says when it is ready, and opens the browser where asked to."""
    sock = listening(address)
    config = uvicorn.Config(
        application(settings), log_level="warning", access_log=False, server_header=False, date_header=False,
        ssl_certfile=address.certificate, ssl_keyfile=address.key, forwarded_allow_ips="127.0.0.1",
        proxy_headers=bool(address.proxy), timeout_graceful_shutdown=3, lifespan="on",
    )  # fmt: skip
    say(f"review at {address.url} (end it with Ctrl-C)")
    if browse:
        threading.Timer(0.5, webbrowser.open, [address.url]).start()
    try:
        uvicorn.Server(config).run(sockets=[sock])
    except KeyboardInterrupt:
        pass
    finally:
        sock.close()
    say("stopped; everything that was confirmed is in the gradebook")


def listening(address: Address) -> socket.socket:
    """A socket bound to the address; raises `UserError` where it is taken."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((address.host, address.port))
    except OSError as error:
        sock.close()
        where = f"{address.host}:{address.port}"
        raise UserError(where, f"cannot be used: {error.strerror}", "Another --port may be free.") from error
    return sock
