"""Which DKIM signatures count, and what is kept of them? Mails are signed in earnest, by dkimpy with keys made here."""

import json
from datetime import UTC, datetime

import pytest

from gateway.people.aligned.check import check
from gateway.people.aligned.evidence import BYTES
from gateway.people.aligned.verdict import Verdict
from tests.signing import DIRECT, MAIL, ONCE, SENDER, SIGNED, Zones, key, signed, zones

ARRIVED = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


def verdict(mail: bytes, resolver: Zones | None = None, sender: str = SENDER) -> Verdict:
    found = check(mail, sender, DIRECT, resolver or zones(), (), ARRIVED)
    assert len(json.dumps(found.facts)) <= BYTES
    return found


def reason(mail: bytes, resolver: Zones | None = None) -> str:
    found = verdict(mail, resolver)
    assert not found.passes
    [row] = found.facts["dkim"]
    return f"{row['verdict']}: {row.get('reason', '')}"


def x(instant: datetime) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"x", str(int(instant.timestamp())).encode()),)


def test_of_the_six_only_the_valid_one_counts_and_its_key_and_verdict_are_kept() -> None:
    """T067."""
    asked = zones()
    valid = verdict(signed(), asked)
    assert (valid.dmarc, valid.by, valid.passes, valid.transient) == ("pass", "dkim", True, False)
    assert valid.facts["dkim"] == [
        {"d": "prefeitura.example", "s": "k1", "a": "rsa-sha256", "verdict": "pass", "key": key().record(), "bits": 2048}
    ]
    assert valid.facts["dmarc"]["record"] == "v=DMARC1; p=none"
    assert asked.asked == [("_dmarc.prefeitura.example", "TXT"), ("k1._domainkey.prefeitura.example", "TXT")]

    assert reason(signed().replace(b"Segue o pedido", b"Segue um pedido")) == "fail: body-altered"
    # dkimpy writes `l=` with the length of the whole body: with 0 the body could be any.
    assert reason(signed(length=True)) == "permerror: length"
    assert reason(signed(more=((b"l", b"0"),))) == "permerror: length"
    assert reason(signed(more=x(datetime(2026, 11, 23, 13, 4, tzinfo=UTC)))) == "permerror: expired"
    assert reason(_without_from(signed())) == "permerror: unsigned-from"
    other = verdict(signed(domain="outro.example"))
    assert (other.dmarc, other.facts["others"], other.facts["asked"]) == ("untried", ["outro.example"], 0)


def _without_from(mail: bytes) -> bytes:
    return mail.replace(b"h=from : from :", b"h=").replace(b"h=from : from\r\n", b"h=")


def test_a_signature_that_still_holds_when_the_mail_arrives_counts() -> None:
    assert verdict(signed(more=x(datetime(2100, 1, 1, tzinfo=UTC)))).passes


@pytest.mark.parametrize("form", [b"simple", b"relaxed"])
@pytest.mark.parametrize("other", [b"simple", b"relaxed"])
@pytest.mark.parametrize("body", [b"", b"\r\n", b"\r\n\r\n", b"a  b \t\r\n\r\n c\t", b"x \r\n \r\n\r\n", b"a\r\n\r\r\n\r\n"])
def test_every_canonical_form_is_hashed_as_the_signer_did(form: bytes, other: bytes, body: bytes) -> None:
    mail = MAIL[: MAIL.index(b"\r\n\r\n") + 4] + body
    assert verdict(signed(mail, forms=(form, other))).by == "dkim"


def test_a_mail_with_bare_line_feeds_is_the_same_mail() -> None:
    assert verdict(signed().replace(b"\r\n", b"\n")).by == "dkim"


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["from", "date", "message-id", "to", "mime-version", "content-type"], "unsigned-subject"),
        (["from", "subject", "date", "to", "mime-version", "content-type"], "unsigned-message-id"),
        (["from", "subject", "message-id", "to", "mime-version", "content-type"], "unsigned-date"),
    ],
)
def test_what_is_read_must_be_signed(names: list[str], why: str) -> None:
    assert reason(signed(names=names)) == f"permerror: {why}"


@pytest.mark.parametrize(
    "added",
    [
        b"Subject: APROVAR",
        b"Content-Type: multipart/mixed; boundary=x",
        b"To: outro@carteiro.example",
        b"Date: Mon, 23 Nov 2026 11:00:00 -0300",
        b"Message-ID: <2@prefeitura.example>",
        b"In-Reply-To: <t.l1@carteiro.example>",
        b"References: <t.l1@carteiro.example>",
        b"Content-Transfer-Encoding: base64",
        b"MIME-Version: 1.0",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_field_added_to_a_signed_mail_takes_its_proof(added: bytes, place: str) -> None:
    """RFC 6376 section 8.15: the signature itself is still valid."""
    mail = signed(names=ONCE)
    assert verdict(mail).passes
    name = added.partition(b":")[0].decode().lower()
    replayed = added + b"\r\n" + mail if place == "above" else mail.replace(b"\r\n\r\n", b"\r\n" + added + b"\r\n\r\n", 1)
    assert reason(replayed) == f"permerror: unsigned-{name}"


@pytest.mark.parametrize("added", [b"Cc: outro@x.example", b"Reply-To: outro@x.example", b"Content-Transfer-Encoding: 8bit"])
def test_what_large_providers_leave_unsigned_may_stand_there_once(added: bytes) -> None:
    assert verdict(added + b"\r\n" + signed(names=ONCE)).passes
    name = added.partition(b":")[0].decode().lower()
    assert reason((added + b"\r\n") * 2 + signed(names=ONCE)) == f"permerror: unsigned-{name}"


UNTYPED = ("from", "subject", "date", "message-id", "to", "mime-version")
PARTS = b"--um\r\nContent-Type: text/plain\r\n\r\nTexto\r\n--um--\r\n"


@pytest.mark.parametrize(
    ("written", "body", "fits"),
    [
        (b"text/plain; charset=utf-8", b"Texto\r\n", True),
        (b'Text/Plain; charset="iso-8859-1"; format=flowed', b"Texto\r\n", True),
        (b'multipart/alternative; boundary="um"', PARTS, True),
        (b"multipart/mixed; boundary=um", b"\r\n" + PARTS, True),
        (b'multipart/alternative; boundary="dois"', PARTS, False),
        (b"multipart/mixed; boundary=um", b"Citado:\r\n" + PARTS, False),
        (b"multipart/signed; boundary=um", PARTS, False),
        (b"text/html; charset=utf-8", b"Texto\r\n", False),
        (b"text/plain; charset=utf-7", b"Texto\r\n", False),
        (b"message/rfc822", b"Texto\r\n", False),
    ],
)
def test_an_unsigned_content_type_must_read_the_body_as_it_looks(written: bytes, body: bytes, fits: bool) -> None:
    head = MAIL[: MAIL.index(b"\r\n\r\n") + 4].replace(b"text/plain; charset=utf-8", written)
    mail = signed(head + body, names=UNTYPED)
    assert verdict(mail).passes == fits


def test_a_second_from_is_nobody() -> None:
    for mail in (signed(), signed(names=ONCE)):
        found = verdict(b"From: mal@outro.example\r\n" + mail)
        assert (found.dmarc, found.facts["error"]) == ("permerror", "from")


@pytest.mark.parametrize(
    "hidden",
    [
        b"X-A: b\rSubject: APROVAR\r\n",
        b"X-A: b\0\r\n",
        b"From mal@outro.example Mon Nov 23 10:00:00 2026\r\n",
        b"Subject : APROVAR\r\n",
        b"no field\r\n",
        b" folded from nowhere\r\n",
        "Assunto\u00e7: x\r\n".encode(),
    ],
)
def test_a_header_that_readers_could_see_differently_proves_nothing(hidden: bytes) -> None:
    assert not verdict(hidden + signed(names=ONCE)).passes
    assert not verdict(signed(names=ONCE).replace(b"Date:", hidden + b"Date:", 1)).passes


def test_other_fields_may_be_added_on_the_way() -> None:
    assert verdict(b"Received: from a by b;\r\n Mon, 23 Nov 2026 13:00:00 +0000\r\nX-Spam: no\r\n" + signed()).passes


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ([], "permerror: no-key"),
        ("", "permerror: no-key"),
        ("v=DKIM1; p=", "permerror: key-revoked"),
        ("v=DKIM1; p=!!!", "permerror: key-malformed"),
        ("v=DKIM1; p=AAAA", "permerror: key-malformed"),
        ("v=DKIM1; k=ed25519; p=AAAA", "permerror: algorithm"),
        ("v=DKIM1; h=sha1; p=AAAA", "permerror: algorithm"),
        ("v=DKIM1; s=tlsrpt; p=AAAA", "permerror: key-service"),
        ("v=DKIM1; p=AAAA; p=AAAA", "permerror: key-malformed"),
        ("v=DKIM2; p=AAAA", "permerror: key-malformed"),
        ("v=DKIM1; p=" + "A" * 70_000, "permerror: key-too-long"),
        (["v=DKIM1; p=AAAA", "v=DKIM1; p=BBBB"], "permerror: several-keys"),
        ("v=DKIM1; p=é", "permerror: key-malformed"),
        ("trouble", "temperror: trouble"),
    ],
)
def test_a_key_that_is_none_proves_nothing(record: list[str] | str, why: str) -> None:
    found = zones(key_record=record)
    assert reason(signed(), found) == why
    assert verdict(signed(), found).transient == why.startswith("temperror")


def test_keys_in_test_mode_or_too_short_do_not_count() -> None:
    assert reason(signed(), zones(key_record=key().record("t=y; "))) == "neutral: test-mode"
    assert reason(signed(), zones(key_record=key().record("t=y:s; "))) == "neutral: test-mode"
    assert reason(signed(by=key(768)), zones(key_record=key(768).record())) == "permerror: key-too-short"
    assert verdict(signed(by=key(1024)), zones(key_record=key(1024).record())).passes
    assert verdict(signed(by=key(4096)), zones(key_record=key(4096).record())).passes


def test_other_texts_at_the_selector_do_no_harm() -> None:
    assert (
        verdict(signed(), zones(key_record=["v=spf1 exp=a.example -all", key().record(), "text"])).facts["dkim"][0]["key"] == key().record()
    )


def test_a_key_of_another_is_no_key() -> None:
    assert reason(signed(by=key(2048, "mallory"))) == "fail: signature"


def test_a_key_that_wants_the_domain_itself_refuses_a_subdomain_in_i() -> None:
    mail = signed().replace(b"i=@prefeitura.example", b"i=@sub.prefeitura.example")
    assert reason(mail, zones(key_record=key().record("t=s; "))) == "permerror: identity"
    assert verdict(signed(), zones(key_record=key().record("t=s; "))).passes


def test_sha1_proves_nothing() -> None:
    assert reason(signed(algorithm=b"rsa-sha1")) == "permerror: algorithm"


def test_a_signature_of_a_subdomain_counts_unless_the_record_is_strict() -> None:
    mail = signed(domain="envio.prefeitura.example")
    entries = {("k1._domainkey.envio.prefeitura.example", "TXT"): key().record()}
    assert verdict(mail, Zones({("_dmarc.prefeitura.example", "TXT"): "v=DMARC1; p=reject", **entries})).by == "dkim"
    strict = verdict(mail, Zones({("_dmarc.prefeitura.example", "TXT"): "v=DMARC1; p=reject; adkim=s", **entries}))
    assert (strict.dmarc, strict.facts["dkim"][0]["reason"], strict.facts["asked"]) == ("fail", "not-aligned", 1)


def test_the_second_signature_may_be_the_good_one() -> None:
    stranger = signed(signed(), domain="lista.example")
    broken = signed(selector="k2", by=key(2048, "mallory")).split(b"From:")[0] + signed()
    found = verdict(broken, Zones({**zones().entries, ("k2._domainkey.prefeitura.example", "TXT"): key().record()}))
    assert [row["verdict"] for row in found.facts["dkim"]] == ["fail", "pass"]
    assert verdict(stranger).facts["others"] == ["lista.example"]
    assert verdict(stranger).passes


def test_only_five_candidates_are_looked_at() -> None:
    one = signed(selector="k9").split(b"From:")[0]
    found = verdict(one * 5 + signed())
    assert (found.dmarc, len(found.facts["dkim"]), found.facts["asked"]) == ("fail", 5, 2)


def test_trouble_with_one_key_is_worth_trying_again_only_if_no_other_passes() -> None:
    two = signed(selector="k2").split(b"From:")[0] + signed()
    trouble = {("k2._domainkey.prefeitura.example", "TXT"): "trouble"}
    assert verdict(two, Zones({**zones().entries, **trouble})).by == "dkim"
    both = Zones({**zones().entries, **trouble, ("k1._domainkey.prefeitura.example", "TXT"): "v=DKIM1; p="})
    assert verdict(two, both).dmarc == "temperror"


def test_the_names_signed_twice_keep_others_from_adding_one() -> None:
    assert SIGNED.count("from") == 2
    assert verdict(signed()).passes
