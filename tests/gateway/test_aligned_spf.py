"""Which hosts may send for a domain (SPF), and how much may finding out cost?"""

import pytest

from gateway.people.aligned import spf as room
from gateway.people.aligned.asking import LOOKUPS, Asking
from gateway.people.aligned.check import check
from gateway.people.aligned.resolver import Kind
from gateway.people.aligned.verdict import Connection, Verdict
from tests.signing import MAIL, SENDER, Zones, zones

IP4, IP6 = "192.0.2.7", "2001:db8::7"
RECORD = "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 -all"


def verdict(peer: str, record: str = RECORD, mail_from: str = SENDER, helo: str = "mail.prefeitura.example", hop: str = "") -> Verdict:
    return check(MAIL, SENDER, Connection(peer, helo, mail_from, hop), zones(spf=record), ())


@pytest.mark.parametrize("peer", [IP4, "::ffff:192.0.2.7", IP6, "192.0.2.15"])
def test_a_host_that_the_domain_allows_proves_it(peer: str) -> None:
    found = verdict(peer)
    assert (found.dmarc, found.by) == ("pass", "spf")
    about = {"identity": "mailfrom", "domain": "prefeitura.example", "ip": peer.removeprefix("::ffff:"), "result": "pass", "record": RECORD}
    assert found.facts["spf"] == about
    assert found.facts["asked"] == 2


@pytest.mark.parametrize("peer", ["192.0.2.16", "198.51.100.1", "2001:db8:1::7", "127.0.0.1", "::1"])
def test_a_host_that_it_does_not_allow_proves_nothing(peer: str) -> None:
    found = verdict(peer)
    assert (found.dmarc, found.facts["spf"]["result"]) == ("fail", "fail")


@pytest.mark.parametrize(
    ("record", "result"),
    [
        ("v=spf1 ~all", "softfail"),
        ("v=spf1 ?all", "neutral"),
        ("v=spf1", "neutral"),
        ("v=spf10 +all", "none"),
        ("", "none"),
        ("v=spf1 ip4:999.0.2.0/24 +all", "permerror"),
        ("v=spf1 include:prefeitura.example +all", "permerror"),
        ("v=spf1 a:%{x} +all", "permerror"),
        ("v=spf1 a: +all", "permerror"),
        ("v=spf1 redirect=nada.example", "permerror"),
        ("v=spf1 " + "ip4:198.51.100.1 " * 1_000 + "+all", "permerror"),
        ("v=spf1 a:" + "x." * 30_000 + "example +all", "permerror"),
        ("v=spf1 é +all", "permerror"),
    ],
)
def test_only_pass_counts(record: str, result: str) -> None:
    found = verdict(IP4, record)
    assert (found.dmarc, found.facts["spf"]["result"]) == ("fail", result)


@pytest.mark.parametrize(
    ("peer", "mail_from", "helo", "hop"),
    [
        (IP4, "bounce@outro.example", "mail.prefeitura.example", ""),  # the envelope is another's
        (IP4, "", "mail.outro.example", ""),
        (IP4, "", "", ""),
        (IP4, "", "[192.0.2.7]", ""),
        (IP4, SENDER, "mail.prefeitura.example", "border"),
        (IP4, SENDER, "mail.prefeitura.example", "topmost"),
        ("", SENDER, "mail.prefeitura.example", ""),
        ("list", SENDER, "mail.prefeitura.example", ""),
        ("unix:x", SENDER, "mail.prefeitura.example", ""),
        (IP4, "maria@[192.0.2.7]", "mail.prefeitura.example", ""),
        (IP4, '"x@prefeitura.example"@outro.example', "mail.prefeitura.example", ""),
        (IP4, "maria", "mail.prefeitura.example", ""),
        (IP4, "maria@" + "x" * 300 + ".example", "mail.prefeitura.example", ""),
    ],
)
def test_what_could_not_pass_costs_nothing(peer: str, mail_from: str, helo: str, hop: str) -> None:
    asked = zones(spf=RECORD)
    found = check(MAIL, SENDER, Connection(peer, helo, mail_from, hop), asked, ())
    assert (found.dmarc, asked.asked) == ("untried", [])


def test_a_null_sender_is_known_by_its_helo() -> None:
    entries = {**zones().entries, ("mail.prefeitura.example", "TXT"): "v=spf1 a -all", ("mail.prefeitura.example", "A"): IP4}
    found = check(MAIL, SENDER, Connection(IP4, "mail.prefeitura.example", "", ""), Zones(entries), ())
    assert (found.by, found.facts["spf"]["identity"]) == ("spf", "helo")


def test_a_subdomain_in_the_envelope_counts_unless_the_record_is_strict() -> None:
    for mode, by in (("r", "spf"), ("s", "")):
        entries = {
            ("_dmarc.prefeitura.example", "TXT"): f"v=DMARC1; p=none; aspf={mode}",
            ("b.prefeitura.example", "TXT"): RECORD,
        }
        assert check(MAIL, SENDER, Connection(IP4, "", "x@b.prefeitura.example", ""), Zones(entries), ()).by == by


def test_every_kind_of_question_is_answered() -> None:
    more: dict[tuple[str, Kind], str | list[str]] = {
        ("mail.prefeitura.example", "A"): [IP4],
        ("mail.prefeitura.example", "AAAA"): [IP6],
        ("prefeitura.example", "MX"): ["10 mail.prefeitura.example", "20 nada.prefeitura.example"],
        ("7.2.0.192.in-addr.arpa", "PTR"): ["mail.prefeitura.example"],
        ("maria._spf.prefeitura.example", "A"): ["127.0.0.2"],
        ("outro.example", "TXT"): "v=spf1 ip4:192.0.2.7 -all",
    }
    for record in (
        "mx -all",
        "a:mail.%{d} -all",
        "ptr -all",
        "exists:%{l}._spf.%{d} -all",
        "include:outro.example -all",
        "redirect=outro.example",
    ):
        entries = {**zones(spf=f"v=spf1 {record}").entries, **more}
        assert check(MAIL, SENDER, Connection(IP4, "", SENDER, ""), Zones(entries), ()).by == "spf", record


def test_bombs_of_includes_end_soon_and_prove_nothing() -> None:
    bomb: dict[tuple[str, Kind], str] = {("prefeitura.example", "TXT"): "v=spf1 include:a.example +all"}
    wide = " ".join(f"include:w{n}.example" for n in range(50))
    chain = {(f"c{n}.example", "TXT"): f"v=spf1 include:c{n + 1}.example" for n in range(50)}
    for name, texts in {
        "two that include one another": {("a.example", "TXT"): "v=spf1 include:prefeitura.example +all"},
        "many": {("a.example", "TXT"): f"v=spf1 {wide} +all"} | {(f"w{n}.example", "TXT"): f"v=spf1 {wide}" for n in range(50)},
        "a long chain": {("a.example", "TXT"): "v=spf1 include:c0.example +all"} | chain,
        "names without answer": {("a.example", "TXT"): "v=spf1 a:x1.example a:x2.example a:x3.example a:x4.example +all"},
        "mail hosts": {("a.example", "TXT"): "v=spf1 mx:b.example mx:c.example mx:d.example +all"}
        | {(f"{at}.example", "MX"): [f"{n} h{n}.{at}.example" for n in range(10)] for at in "bcd"}
        | {(f"h{n}.{at}.example", "A"): "198.51.100.1" for n in range(10) for at in "bcd"},
    }.items():
        asked = Zones({**zones().entries, **bomb, **texts})
        found = check(MAIL, SENDER, Connection(IP4, "", SENDER, ""), asked, ())
        assert (found.dmarc, found.facts["spf"]["result"]) == ("fail", "permerror"), name
        assert len(asked.asked) <= LOOKUPS


def test_trouble_is_worth_trying_again() -> None:
    assert verdict(IP4, "trouble").transient
    more = {("a.example", "TXT"): "trouble"}
    asked = Zones({**zones(spf="v=spf1 include:a.example -all").entries, **more})
    assert check(MAIL, SENDER, Connection(IP4, "", SENDER, ""), asked, ()).transient


def test_nobody_is_asked_for_an_explanation() -> None:
    asked = zones(spf="v=spf1 exp=porque.prefeitura.example -all")
    check(MAIL, SENDER, Connection(IP4, "", SENDER, ""), asked, ())
    assert [name for name, _ in asked.asked] == ["_dmarc.prefeitura.example", "prefeitura.example"]


def test_junk_in_the_envelope_never_raises() -> None:
    for mail_from in (
        "\0@prefeitura.example",
        "%{l}%@prefeitura.example",
        "é@prefeitura.example",
        "@prefeitura.example",
        "a b@prefeitura.example",
    ):
        about = room.question(Connection(IP4, "\udcff", mail_from, ""))
        assert about is not None
        assert room.check(about, Asking(zones(spf="v=spf1 exists:%{l}.%{o}.%{h} -all"))).result in {"fail", "permerror"}
