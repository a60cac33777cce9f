"""Does a time-stamp token say what it should, and by whom? RFC 3161, 2.4.2, and the certificates it must lead to."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms, tsp, x509
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import VerifierBuilder, decode_timestamp_response

from gateway.stamping.token import NoStamp

LONGEST = 100_000  # bytes of a token with all its certificates
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What bytes that are no token may come to."""
_ESS = ("signing_certificate_v2", "signing_certificate")  # RFC 5035 and RFC 2634: which certificate the signer means


class BadStamp(NoStamp):
    """A token that proves nothing; the text says why, as the end of 'the token is refused: …'."""

    said = "the token is refused"


def imprint(head: str) -> bytes:
    """What a token is asked for: SHA-256 of the head as it is printed, 64 hex digits in ASCII without a line break.

    So whoever has the digits in a file checks it: `openssl ts -verify -data head.txt -in stamp.der -token_in -CAfile roots.pem`.
    """
    return hashlib.sha256(head.encode("ascii")).digest()


def roots_of(ca: str) -> list[Certificate]:
    """The certificates of a PEM file. Raises ValueError with a sentence."""
    try:
        return load_pem_x509_certificates(Path(ca).read_bytes())
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no PEM"
        raise ValueError(f"ca={ca} holds no certificates that can be read ({why}); name a PEM file") from None


def check(token: bytes, head: str, roots: Sequence[Certificate] | None, *, nonce: int | None = None, policy: str = "") -> datetime:
    """When the authority says that the head was there, UTC. token: TimeStampToken, DER; head: 64 hex digits.

    roots: whom its certificate must lead to, being valid at the token's own time; None: only what it says is checked, not who says so.
    Raises BadStamp.
    """
    said, signed = _read(token)
    algorithm, digest = said["message_imprint"]["hash_algorithm"]["algorithm"], said["message_imprint"]["hashed_message"]
    if (algorithm, digest) != ("sha256", imprint(head)):
        raise BadStamp("it stamps something else")
    if nonce is not None and said["nonce"] != nonce:
        raise BadStamp("it answers another question (nonce)")
    if policy and said["policy"] != policy:
        raise BadStamp(f"it was given under the policy {said['policy']}")
    if roots is not None:
        _means_its_signer(signed, said["gen_time"])
        _leads_to(token, roots)
    at = said["gen_time"]
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise BadStamp("it tells no time")
    return at


def _read(token: bytes) -> tuple[dict[str, Any], Any]:
    """What it says (TSTInfo), and the signed data around that. Raises BadStamp."""
    if len(token) > LONGEST:
        raise BadStamp("it is too long")
    try:
        info = cms.ContentInfo.load(token, strict=True)
        signed = info["content"]
        inner = signed["encap_content_info"]
        if (info["content_type"].native, inner["content_type"].native) != ("signed_data", "tst_info"):
            raise BadStamp("it is no time-stamp token")
        said = tsp.TSTInfo.load(inner["content"].contents, strict=True).native
        if said["version"] != "v1" or len(signed["signer_infos"]) != 1:
            raise BadStamp("it is no time-stamp token")
    except UNREADABLE:
        raise BadStamp("it is no time-stamp token") from None
    return dict(said), signed


def _means_its_signer(signed: Any, at: datetime) -> None:
    """The signed attributes name the certificate that signs (RFC 3161, 2.4.2; RFC 5816): no other one for the same key can stand in.

    It was valid at the instant of the token.
    """
    try:
        signer = signed["signer_infos"][0]
        attributes = {one["type"].native: one["values"][0] for one in signer["signed_attrs"]}
        meant = [attributes[name]["certs"][0] for name in _ESS if name in attributes]
        sid = signer["sid"].chosen
        certificates = [one.chosen for one in signed["certificates"] if isinstance(one.chosen, x509.Certificate)]
        ours = [one for one in certificates if (one.issuer, one.serial_number) == (sid["issuer"], sid["serial_number"].native)]
        if len(meant) == 0 or len(ours) != 1:
            raise BadStamp("it does not say whose certificate signs it")
        for one in meant:
            algorithm = one["hash_algorithm"]["algorithm"].native if "hash_algorithm" in one else "sha1"
            if hashlib.new(algorithm, ours[0].dump()).digest() != one["cert_hash"].native:
                raise BadStamp("its certificate is not the one that it names")
        if not ours[0].not_valid_before <= at <= ours[0].not_valid_after:
            raise BadStamp("its certificate was not valid at that time")
    except UNREADABLE:
        raise BadStamp("it does not say whose certificate signs it") from None


def _leads_to(token: bytes, roots: Sequence[Certificate]) -> None:
    """Signature, chain up to a root at the token's time, and that the certificate is for time stamps alone (RFC 3161, 2.3)."""
    if not roots:
        raise BadStamp("no roots are named")
    try:
        answer = decode_timestamp_response(_answered(token))
        builder = VerifierBuilder()
        for root in dict.fromkeys(roots):
            builder = builder.add_root_certificate(root)
        builder.build().verify(answer, bytes(answer.tst_info.message_imprint.message))
    except Exception as error:  # noqa: BLE001 - bytes from outside: a certificate in them may be anything
        raise BadStamp(f"its signature is not believed ({_plain(error)})") from None


def _answered(token: bytes) -> bytes:
    """The token as an authority answers with it. Its certificates, which nobody signs, are put in the order of DER first: OpenSSL's
    authorities leave them as they come, and the library takes no other order.
    """
    info = cms.ContentInfo.load(token)
    certificates = info["content"]["certificates"]
    info["content"]["certificates"] = cms.CertificateSet(sorted(certificates, key=lambda one: bytes(one.dump())))
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": info}).dump())


def _plain(error: Exception) -> str:
    """What the library says, or OpenSSL through it: the last reason of its stack."""
    reasons = re.findall(r'reason: "([^"]*)"', str(error))
    return reasons[-1] if reasons else " ".join(str(error).split())[:100] or type(error).__name__
