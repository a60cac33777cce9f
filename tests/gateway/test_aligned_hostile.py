"""What may strangers do to the proof? Nothing they write raises, costs much, or grows the evidence."""

import base64
import json
import random
import time

import dkim
import pytest

from gateway.people.aligned import body, key
from gateway.people.aligned.asking import Asking, TooMany
from gateway.people.aligned.check import check
from gateway.people.aligned.evidence import BYTES
from gateway.people.aligned.resolver import Kind, Unanswered
from gateway.people.aligned.signature import COVERED
from gateway.people.aligned.verdict import Connection, Verdict
from parsers.mime import fields
from tests.signing import BORDER, DIRECT, MAIL, ONCE, SENDER, SIGNED, TOPMOST, Zones, signed, zones
from tests.signing import key as made
from tests.yardstick import within

TEXT = 8_000_000
YARDS = 200
WORDS = {"pass", "fail", "none", "temperror", "permerror", "untried"}
OURS = ("mx.carteiro.example",)
REACHED = (DIRECT, BORDER, TOPMOST, Connection("192.0.2.7", "mail.prefeitura.example", SENDER, ""))


def verdict(mail: bytes, connection: Connection = DIRECT, resolver: Zones | None = None) -> Verdict:
    """The verdict, which is always a word, with evidence of a bounded size that JSON can hold, at a bounded price."""
    with within(YARDS):
        found = check(mail, SENDER, connection, resolver or zones(spf="v=spf1 a mx -all"), OURS)
    assert found.dmarc in WORDS
    assert found.passes == bool(found.by)
    kept = json.dumps(found.facts)
    assert len(kept) <= BYTES
    assert kept.isascii()
    return found


def signature(**tags: str) -> bytes:
    """A field as a stranger could write it, by default one that only its b= gives away."""
    written = {"v": "1", "a": "rsa-sha256", "c": "relaxed/relaxed", "d": "prefeitura.example", "s": "k1", "h": ":".join(SIGNED)}
    written |= {"bh": body.Body(MAIL.partition(b"\r\n\r\n")[2]).digest(relaxed=True), "b": "AAAA"} | tags
    return b"DKIM-Signature: " + "; ".join(f"{name}={value}" for name, value in written.items()).encode() + b"\r\n"


def test_the_forged_signature_of_these_tests_is_refused_for_its_b_alone() -> None:
    assert verdict(signature() + MAIL).facts["dkim"][0]["reason"] == "signature"


HOSTILE = {
    "many tags": signature(b="AAAA; " + "; ".join(f"t{n}=1" for n in range(100_000))),
    "many tags in lines": b"DKIM-Signature: v=1;\r\n" + b" z=1;\r\n" * 20_000 + b" d=prefeitura.example\r\n",
    "doubled tags": signature(b="AAAA; d=outro.example"),
    "a long b": signature(b="A" * 100_000),
    "blanks in b": signature(b="A" + " " * 7_000 + "!"),
    "lines in b": signature(b="A" + "\r\n \t" * 1_700 + "!"),
    "many names": signature(h=":".join(["from"] * 3_000)),
    "unknown names": signature(h=":".join(["from", *(f"x{n}" for n in range(1_000))])),
    "colons": signature(h=":" * 5_000),
    "a long domain": signature(d="a." * 2_000 + "prefeitura.example"),
    "a long selector": signature(s="a." * 2_000 + "k1"),
    "a strange selector": signature(s="*.(\\"),
    "an i of another": signature(i="@outro.example"),
    "an i that only looks so": signature(i="@outraprefeitura.example"),
    "numbers": signature(t="9" * 5_000, x="9" * 5_000),
    "a time to come": signature(t="99999999999"),
    "a negative time": signature(x="-1"),
    "a q": signature(q="http"),
    "a form": signature(c="relaxed/strange"),
    "forms": signature(c="relaxed/relaxed/relaxed"),
    "no base64": signature(b="!!!!"),
    "an empty b": signature(b=""),
    "eight bits": signature(d="\xe9.example"),
    "nothing": b"DKIM-Signature:\r\n",
    "an equals sign": b"DKIM-Signature: =\r\n",
    "semicolons": b"DKIM-Signature: " + b";" * 60_000 + b"\r\n",
    "a thousand signatures": signature() * 900,
    "ten thousand signatures": signature() * 10_000,
    "a field of a megabyte": b"X: " + b"y" * 1_000_000 + b"\r\n",
    "a fold of a hundred thousand lines": b"X: y\r\n" + b" \r\n" * 100_000,
    "seals": b"".join(b"ARC-Seal: i=%d; cv=pass; d=lista.example\r\n" % at for at in range(200)),
    "a long seal": b"ARC-Seal: i=1; " + b"d=" * 20_000 + b"\r\n",
    "results": b"Authentication-Results: mx.carteiro.example; " + b"dmarc=pass; " * 4_000 + b"\r\n",
    "many results": b"Authentication-Results: mx.outro.example; dmarc=pass header.from=outro.example\r\n" * 900,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_header_is_only_a_word(shape: str) -> None:
    for connection in REACHED:
        assert not verdict(HOSTILE[shape] + MAIL, connection).passes


def test_the_evidence_of_a_mail_that_says_much_stays_small() -> None:
    domain = ".".join(["x" * 60] * 3)
    others = b"".join(signature(d=f"{n}.{domain}.outro.example") for n in range(30))
    ours = b"".join(signature(d=f"{n}.{domain}.prefeitura.example", s="s" * 120) for n in range(5))
    told = b"Authentication-Results: mx.carteiro.example; dmarc=none (" + b'\\" ' * 900 + b")\r\n"
    keys = {(f"{'s' * 120}._domainkey.{n}.{domain}.prefeitura.example", "TXT"): 'v=DKIM1; n=\\"; p=' + '"' * 1_580 for n in range(5)}
    record = "v=DMARC1; p=none; " + '"' * 3_000
    entries = {("_dmarc.prefeitura.example", "TXT"): record, ("prefeitura.example", "TXT"): "v=spf1 " + '"' * 3_000, **keys}
    found = verdict(told + others + ours + MAIL, Connection("192.0.2.7", "", SENDER, ""), Zones(entries))
    assert [row["reason"] for row in found.facts["dkim"]] == ["key-malformed"] * 5
    border = verdict(told + others + ours + MAIL, BORDER, Zones(entries))
    assert border.facts["results"]["dmarc"] == "none"


def test_a_big_mail_is_checked_whole() -> None:
    head = MAIL.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    mail = signed(head + b"SGVsbG8gd29ybGQhIHRoaXMgaXMgYSBsb25nIGxpbmUgb2YgYmFzZTY0IHRleHQgaGVyZSBvaw==\r\n" * 330_000)
    assert len(mail) > 25_000_000
    assert verdict(mail).by == "dkim"
    assert verdict(mail[:-10] + b"x" + mail[-9:]).dmarc == "fail"


@pytest.mark.parametrize("text", [b" ", b"\r\n", b"\n", b"\r", b" \r\n", b"\t ", b"a ", b"\r\r\n"])
def test_a_body_made_to_cost_much_costs_little(text: bytes) -> None:
    """By itself dkimpy takes hours for blanks without a line end, and a gigabyte for empty lines."""
    long = MAIL + text * (TEXT // len(text))
    for forms in ("simple/simple", "relaxed/relaxed"):
        assert verdict(signature(c=forms) * 5 + long).dmarc == "fail"


def test_our_forms_of_a_body_are_dkimpys() -> None:
    chance = random.Random(6376)
    forms = {relaxed: dkim.CanonicalizationPolicy.from_c_value(b"simple/" + name) for relaxed, name in ((0, b"simple"), (1, b"relaxed"))}
    for _ in range(5_000):
        raw = b"".join(chance.choice([b" ", b"\t", b"\r\n", b"\n", b"\r", b"a", b"\xe9", b"\0"]) for _ in range(chance.randrange(12)))
        theirs = dkim.rfc822_parse(b"X: y\r\n\r\n" + raw)[1]
        for relaxed, form in forms.items():
            assert body.canonical(raw, bool(relaxed)) == form.canonicalize_body(theirs), raw


@pytest.mark.parametrize("exponent", [0, 1, 2**32 + 1, 2**8_000 + 1])
@pytest.mark.parametrize("bits", [0, 512, 2048, 9_000, 100_000])
def test_a_key_made_to_cost_much_is_not_tried(bits: int, exponent: int) -> None:
    record = f"v=DKIM1; p={_encoded(2**bits - 1, exponent)}"
    [row] = verdict(signature() + MAIL, resolver=zones(key_record=record)).facts["dkim"]
    assert row["reason"] in {"key-too-long", "key-too-short", "key-malformed"}
    assert len(row["key"]) <= key.LONGEST


def _encoded(modulus: int, exponent: int) -> str:
    def number(value: int) -> bytes:
        octets = value.to_bytes(value.bit_length() // 8 + 1, "big")
        return b"\x02" + _length(len(octets)) + octets

    inner = number(modulus) + number(exponent)
    return base64.b64encode(b"\x30" + _length(len(inner)) + inner).decode()


def _length(count: int) -> bytes:
    octets = count.to_bytes(4, "big")
    return b"\x84" + octets


def test_one_mail_asks_so_often_and_so_long_and_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = zones()
    asking = Asking(asked)
    for _ in range(3):
        asking.ask("a.example", "TXT")
        asking.ask("A.Example.", "TXT")
    assert len(asked.asked) == 1
    for number in range(19):
        asking.ask(f"{number}.example", "A")
    with pytest.raises(TooMany):
        asking.ask("one.more.example", "A")
    slow, instant = Asking(asked), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: instant + 11)
    with pytest.raises(Unanswered):
        slow.ask("a.example", "TXT")


def test_a_resolver_that_breaks_breaks_nothing_else() -> None:
    class Broken:
        def ask(self, name: str, kind: Kind, patience: float) -> tuple[str, ...]:
            raise RuntimeError(f"{name} {kind} {patience}")

    assert check(signed(), SENDER, DIRECT, Broken(), ()).dmarc == "permerror"


def test_a_list_that_seals_is_noted_and_proves_nothing() -> None:
    """RFC 8617. The list changed the body, so the author's signature is broken; the list's own is another's."""
    changed = signed() + b"-- \r\nlista@lista.example\r\n"
    seal = (
        b"ARC-Seal: i=1; a=rsa-sha256; t=1764000000; cv=none; d=lista.example; s=arc; b=AAAA\r\n"
        b"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=lista.example; s=arc; h=from:to:subject; bh=AAAA; b=AAAA\r\n"
        b"ARC-Authentication-Results: i=1; lista.example; dmarc=pass header.from=prefeitura.example\r\n"
    )
    more = seal.replace(b"i=1", b"i=2").replace(b"cv=none", b"cv=pass").replace(b"lista.example", b"Outra.Lista.Example")
    mail = signed(more + seal + changed, "lista.example")
    for connection in (DIRECT, BORDER, TOPMOST):
        found = verdict(mail, connection)
        assert (found.dmarc, found.facts["asked"], found.facts["others"]) == ("fail", 0, ["lista.example"])
        assert found.facts["arc"] == {"sets": 2, "sealer": "outra.lista.example", "cv": "pass", "chain": "not checked"}
        assert found.facts["dkim"][0]["reason"] == "body-altered"


def seen(mail: bytes) -> list[object]:
    """What the gateway reads of a mail: the covered fields without their blanks, and the body."""
    found, body_at, _ = fields.read(mail, 0, len(mail))
    read = [[b"".join(value.split()) for value in found.get(name, ())] for name in COVERED]
    return [*read, body.canonical(mail[body_at:], relaxed=True)]


def test_no_mutation_raises_or_proves_what_was_not_signed() -> None:
    chance = random.Random(7489)
    seeds = (
        signed(),
        signed(names=ONCE),
        signed(signed(), "lista.example"),
        signature() + MAIL,
        b"Authentication-Results: mx.carteiro.example;\r\n dkim=pass (x); dmarc=pass (p=NONE) header.from=outro.example\r\n" + MAIL,
        b"ARC-Seal: i=1; cv=none; d=lista.example\r\n" + signed(names=ONCE),
    )
    bits = [*b'; = : " ( ) \\'.split(), b"\r\n", b"\n", b"\r", b"\0", b"\xff", b" ", b"\t", b"From: x@y\r\n", b"Subject: z\r\n"]
    passed = 0
    for _ in range(4_000):
        mail = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(min(len(mail), 1_500))
            mail[at : at + chance.choice([0, 1, 1, 5, 40])] = chance.choice(bits)
        found = verdict(bytes(mail), chance.choice(REACHED))
        assert found.by in {"", "dkim"}
        if found.by:
            passed += 1
            assert seen(bytes(mail)) == seen(MAIL)
    assert passed  # a blank more, or a field that nobody reads


def test_no_mutation_of_a_record_raises() -> None:
    chance = random.Random(7208)
    bits = [*"%{ } % a: include: / // ip4: ip6: = ; . redirect= exp= ptr mx l1r-".split(), " ", "\0", "\xff"]  # noqa: SIM905
    records = {"spf": "v=spf1 a:%{d} mx/24//64 ip4:192.0.2.0/28 exists:%{ir}.%{v}.%{l1r-}.x.%{d2} include:b.example ~all"}
    records |= {"key": made().record(), "dmarc": "v=DMARC1; p=none; adkim=r; aspf=r; rua=mailto:d@prefeitura.example"}
    forged = signature() + MAIL
    words = set()
    for _ in range(3_000):
        changed = dict(records)
        name = chance.choice(list(records))
        text = records[name]
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(bits) * chance.choice([1, 1, 30]) + text[at + chance.choice([0, 1, 9]) :]
        changed[name] = text
        found = verdict(forged, REACHED[3], zones(spf=changed["spf"], key_record=changed["key"], dmarc=changed["dmarc"]))
        words.add(found.facts.get("spf", {}).get("result"))
    assert {None, "pass", "permerror"} <= words
