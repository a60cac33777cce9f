"""Which record speaks for a From domain, and which domains belong together?"""

import pytest

from gateway.people.aligned import dmarc, domains
from gateway.people.aligned.asking import Asking
from gateway.people.aligned.check import check
from gateway.people.aligned.verdict import PASS, TEMPERROR, Verdict
from tests.signing import DIRECT, MAIL, SENDER, Zones, key, signed, zones


@pytest.mark.parametrize(
    ("domain", "organization"),
    [
        ("prefeitura.example", "prefeitura.example"),
        ("a.b.prefeitura.example", "prefeitura.example"),
        ("rh.prefeitura.sp.gov.br", "prefeitura.sp.gov.br"),
        ("prefeitura.sp.gov.br", "prefeitura.sp.gov.br"),
        ("gov.br", "gov.br"),
        ("sp.gov.br", "sp.gov.br"),
        ("camara.leg.br", "camara.leg.br"),
        ("um.github.io", "um.github.io"),
        ("example", "example"),
    ],
)
def test_the_organizational_domain_is_one_below_the_public_suffix(domain: str, organization: str) -> None:
    assert domains.organization(domain) == organization


def test_neighbours_below_a_public_suffix_are_strangers() -> None:
    assert not domains.related("a.sp.gov.br", "b.sp.gov.br")
    assert not domains.related("sp.gov.br", "a.sp.gov.br")
    assert not domains.related("um.github.io", "dois.github.io")
    assert not domains.related("", "")
    assert domains.related("a.prefeitura.example", "b.prefeitura.example")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prefeitura.Example.", "prefeitura.example"),
        ("açaí.example", "xn--aa-4iaz.example"),
        ("[192.0.2.7]", ""),
        ("", ""),
        (".", ""),
        ("a..example", ""),
        ("a\r\nb.example", ""),
        ("x" * 64 + ".example", ""),
        ("a." * 200 + "example", ""),
        ("é" * 300, ""),
        ("a\\.b.example", ""),
        ("\udcff.example", ""),
    ],
)
def test_a_name_is_what_the_dns_can_be_asked_for(text: str, name: str) -> None:
    assert domains.ascii_name(text) == name


def verdict(record: list[str] | str, mail: bytes | None = None, sender: str = SENDER) -> Verdict:
    return check(mail or signed(), sender, DIRECT, zones(dmarc=record), ())


@pytest.mark.parametrize(
    "record",
    [
        "v=DMARC1; p=none",
        "v=DMARC1;p=reject;sp=none;pct=50;adkim=s;aspf=s;rua=mailto:d@prefeitura.example",
        " v = DMARC1 ; p = Quarantine ; ",
        "v=DMARC1; rua=mailto:d@prefeitura.example",
        "v=DMARC1; p=unknown; rua=mailto:d@prefeitura.example",
        "v=DMARC1",
        "v=DMARC1; p=none; adkim=x; junk; =; ;; zzz=1",
        ["v=DMARC1; p=none", "some other text", "v=spf1 -all"],
    ],
)
def test_a_record_that_counts(record: list[str] | str) -> None:
    found = verdict(record)
    assert (found.dmarc, found.by, found.facts["dmarc"]["at"]) == ("pass", "dkim", "_dmarc.prefeitura.example")


@pytest.mark.parametrize(
    "record",
    [
        [],
        "",
        "some text",
        "v=DMARC2; p=none",
        "v=DMARC10; p=none",
        "p=none; v=DMARC1",
        "v=DMARC1; p=unknown",
        ["v=DMARC1; p=none", "v=DMARC1; p=reject"],
        "v=DMARC1; p=none;" + "x" * 70_000,
    ],
)
def test_without_exactly_one_valid_record_nothing_is_proven(record: list[str] | str) -> None:
    asked = zones(dmarc=record)
    found = check(signed(), SENDER, DIRECT, asked, ())
    assert (found.dmarc, found.passes, found.transient) == ("none", False, False)
    assert [row["verdict"] for row in found.facts["dkim"]] == ["unchecked"]
    assert asked.asked == [("_dmarc.prefeitura.example", "TXT")]


def test_trouble_with_the_record_is_worth_trying_again() -> None:
    found = verdict("trouble")
    assert (found.dmarc, found.transient, found.facts["dmarc"]["trouble"]) == (TEMPERROR, True, "trouble")


SUB = MAIL.replace(b"maria@prefeitura.example", b"maria@rh.prefeitura.example")


def sub(entries: dict[str, str], signer: str = "rh.prefeitura.example") -> Verdict:
    keys = {(f"k1._domainkey.{signer}", "TXT"): key().record()}
    records = {(f"_dmarc.{name}", "TXT"): text for name, text in entries.items()}
    return check(signed(SUB, signer), "maria@rh.prefeitura.example", DIRECT, Zones({**keys, **records}), ())


def test_a_subdomain_without_record_has_that_of_its_organization() -> None:
    found = sub({"prefeitura.example": "v=DMARC1; p=none; sp=reject"})
    assert (found.dmarc, found.facts["dmarc"]["at"], found.facts["asked"]) == (PASS, "_dmarc.prefeitura.example", 3)
    assert sub({"prefeitura.example": "v=DMARC1; p=none"}, "prefeitura.example").passes
    assert sub({"prefeitura.example": "v=DMARC1; p=none"}, "ti.prefeitura.example").passes
    assert sub({}).dmarc == "none"


def test_its_own_record_comes_first() -> None:
    both = {"rh.prefeitura.example": "v=DMARC1; p=none; adkim=s", "prefeitura.example": "v=DMARC1; p=none"}
    assert sub(both).facts["dmarc"]["at"] == "_dmarc.rh.prefeitura.example"
    assert sub(both, "prefeitura.example").dmarc == "fail"


def test_a_domain_may_say_that_it_is_an_organization_of_its_own() -> None:
    """RFC 9989 section 4.10.2, psd=n."""
    own = {"rh.prefeitura.example": "v=DMARC1; p=none; psd=n"}
    assert sub(own).passes
    assert sub(own, "prefeitura.example").dmarc == "fail"
    assert sub(own, "ti.prefeitura.example").dmarc == "fail"


def test_a_domain_may_say_that_strangers_live_below_it() -> None:
    """RFC 9989, psd=y: a public suffix that the list does not know."""
    suffix = {"prefeitura.example": "v=DMARC1; p=none; psd=y"}
    assert sub(suffix).passes
    assert sub(suffix, "ti.prefeitura.example").dmarc == "fail"
    assert sub(suffix, "prefeitura.example").dmarc == "fail"


def test_the_stricter_of_doubled_tags_counts() -> None:
    policy = dmarc.policy("prefeitura.example", Asking(zones(dmarc="v=DMARC1; p=none; adkim=r; adkim=s")))
    assert not policy.aligned("rh.prefeitura.example", "adkim")
    assert policy.aligned("rh.prefeitura.example", "aspf")


@pytest.mark.parametrize("sender", ["", "maria", "maria@", "@", "maria@[192.0.2.7]", "maria@\0"])
def test_a_sender_without_domain_is_nobody(sender: str) -> None:
    asked = zones()
    found = check(signed(), sender, DIRECT, asked, ())
    assert (found.dmarc, asked.asked) == ("permerror", [])


def test_a_domain_of_other_letters_is_asked_for_in_ascii() -> None:
    entries = {
        ("_dmarc.xn--aa-4iaz.example", "TXT"): "v=DMARC1; p=none",
        ("k1._domainkey.xn--aa-4iaz.example", "TXT"): key().record(),
    }
    mail = signed(MAIL.replace(b"prefeitura.example>", "açaí.example>".encode()), "xn--aa-4iaz.example")
    assert check(mail, "maria@açaí.example", DIRECT, Zones(entries), ()).by == "dkim"
