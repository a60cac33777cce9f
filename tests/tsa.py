"""How do tests get a time-stamping authority? `openssl ts -reply` behind a small HTTP server, with certificates of the test's own."""

import base64
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from asn1crypto import cms, tsp

from tests.certificate import KEY

POLICY, OTHER_POLICY = "1.2.3.4.1", "1.2.3.4.2"
USER, PASSWORD = "carteiro", "segredo-do-carimbo"
WELL, EXPIRED, IMPRINT, NONCE, REFUSED, GARBAGE, CUT, DRIP, BUSY, EARLY, STRANGER = (
    "well", "expired", "imprint", "nonce", "refused", "garbage", "cut", "drip", "busy", "early", "stranger",
)  # fmt: skip
"""How it behaves: as it should; with a certificate that is over; over something else; to another question; not at all; no token; half of
one; a byte at a time; with HTTP 503; an hour too early; with a certificate of an authority that nobody named.
"""
YESTERDAY = ("faketime", "-f", "-1d")
"""Certificates are made then: one whose clock is behind still stamps within their time."""
BEAT = 0.02
_CONFIG = """\
[tsa]
default_tsa = main
[main]
serial = serial
signer_digest = sha256
default_policy = {policy}
other_policies = {other}
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
certs = {chain}
"""


class Authority:
    """An authority of this machine in a folder of its own. Ends with its `with` block. `mode`: see above; set at any time.

    asked: the queries that came, as DER; logins: user:password of each; drip: seconds between two bytes; ahead: seconds by which its
    clock is before this machine's.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.mode, self.drip, self.ahead = home, WELL, 0.2, 0.0
        self.asked: list[bytes] = []
        self.logins: list[str] = []
        self.over = threading.Event()
        self._one_at_a_time = threading.Lock()
        home.mkdir(parents=True, exist_ok=True)
        (home / "usage").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
        (home / "issues").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n")
        (home / "serial").write_text("01\n")
        (home / "junk").write_bytes(b"junk")
        (home / "tsa.cnf").write_text(_CONFIG.format(policy=POLICY, other=OTHER_POLICY, chain="between.pem"))
        self._certificates()
        self._server = self._made()
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(BEAT,))

    @property
    def roots(self) -> Path:
        """The PEM file that tokens must lead to."""
        return self.home / "root.pem"

    @property
    def url(self) -> str:
        """As CARTEIRO_TIMESTAMPS names it."""
        return f"http://127.0.0.1:{self.port}/tsa?ca={self.roots}&timeout=5"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @contextmanager
    def secured(self, certified: Path) -> Iterator[int]:
        """The same over TLS, with the certificate of a folder (tests/certificate.py), on the port that is given."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certified / "server.pem", certified / "server.key")
        server = self._made()
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(BEAT,))
        thread.start()
        yield int(server.server_address[1])
        server.shutdown()
        thread.join()
        server.server_close()

    def reply(self, query: bytes) -> bytes:
        """A TimeStampResp to a TimeStampReq, both DER."""
        asked = tsp.TimeStampReq.load(query)
        if self.mode == IMPRINT:
            asked["message_imprint"]["hashed_message"] = bytes(32)
        if self.mode == NONCE:
            asked["nonce"] = asked["nonce"].native ^ 1
        if self.mode == REFUSED:
            asked["req_policy"] = "1.2.3.4.99"
        signer = self.mode if self.mode in {EXPIRED, STRANGER} else "tsa"
        shift = -3600.0 if self.mode == EARLY else self.ahead
        clock = ("faketime", "-f", f"{shift:+.0f}s") if shift else ()
        with self._one_at_a_time:  # openssl counts serial numbers in a file
            (self.home / "q").write_bytes(asked.dump())
            files = ("-signer", f"{signer}.pem", "-inkey", f"{signer}.key")
            self._run(*clock, "openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q", "-out", "r", *files)
            return (self.home / "r").read_bytes()

    def verify(self, token: bytes, head: str) -> str:
        """What `openssl ts -verify` says of a token over a head, as whoever gets both would call it."""
        (self.home / "stamp.der").write_bytes(token)
        (self.home / "head.txt").write_text(head)
        command = ("ts", "-verify", "-data", "head.txt", "-in", "stamp.der", "-token_in", "-CAfile", "root.pem")
        done = subprocess.run(("openssl", *command), cwd=self.home, check=False, capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def _made(self) -> ThreadingHTTPServer:
        return ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"authority": self}))

    def _certificates(self) -> None:
        """A root, an authority between, and below it one who stamps; one whose certificate is over; one whom another root certifies."""
        for root in ("root", "other"):
            self._request(root, "-x509", "-days", "9", "-addext", "keyUsage=critical,keyCertSign", file=f"{root}.pem")
        for name, by, usage, days in (
            ("between", "root", "issues", "9"),
            ("tsa", "between", "usage", "9"),
            (EXPIRED, "between", "usage", "-1"),
            (STRANGER, "other", "usage", "9"),
        ):
            self._request(name, file=f"{name}.csr")
            signed = ("-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAcreateserial", "-days", days, "-extfile", usage)
            self._run(*YESTERDAY, "openssl", "x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", *signed)

    def _request(self, name: str, *more: str, file: str) -> None:
        self._run(*YESTERDAY, "openssl", "req", *KEY, "-subj", f"/CN={name}.example", "-keyout", f"{name}.key", "-out", file, *more)

    def _run(self, *command: str) -> None:
        _run(self.home, *command)


def signed_by_hand(folder: Path, token: bytes, certificate: Path, *, names_it: bool) -> bytes:
    """What a token says, signed by somebody else's hand. certificate: PEM, its key beside it; names_it: as signers should (RFC 5816)."""
    inner = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"]
    (folder / "said").write_bytes(inner.contents)
    signer = ("-signer", str(certificate), "-inkey", str(certificate.with_suffix(".key")), *(("-cades",) if names_it else ()))
    content = ("-binary", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", "said", "-outform", "DER", "-out", "forged")
    _run(folder, "openssl", "cms", "-sign", *content, *signer)
    return (folder / "forged").read_bytes()


def _run(folder: Path, *command: str) -> None:
    assert shutil.which(command[0]), f"no {command[0]}: run `make servers`"
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=60)
    assert done.returncode == 0, (command, done.stderr)


class _Handler(BaseHTTPRequestHandler):
    authority: Authority

    def do_POST(self) -> None:
        """One query, one answer."""
        tsa = self.authority
        query = self.rfile.read(int(self.headers["Content-Length"]))
        assert (self.headers["Content-Type"], self.path) == ("application/timestamp-query", "/tsa")
        tsa.asked.append(query)
        tsa.logins.append(base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode())
        answer = (tsa.home / "junk").read_bytes() if tsa.mode == GARBAGE else tsa.reply(query)
        self.send_response(503 if tsa.mode == BUSY else 200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if tsa.mode != DRIP:
            self.wfile.write(answer[: len(answer) // 2] if tsa.mode == CUT else answer)
            return
        for byte in answer:
            with suppress(ConnectionError):  # the caller is tired of waiting
                self.wfile.write(bytes((byte,)))
            if tsa.over.wait(tsa.drip):
                return

    def log_message(self, *_: object) -> None:
        """Says nothing."""
