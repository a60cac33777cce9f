"""Which Authentication-Results header counts, and what must it say? Shapes as the great mail systems write them, and forged ones."""

import pytest

from gateway.people.aligned.check import check
from gateway.people.aligned.results import read
from gateway.people.aligned.verdict import Connection, Verdict
from tests.signing import BORDER, DIRECT, MAIL, SENDER, TOPMOST, signed, zones

OURS = ("mx.carteiro.example", "Border.Carteiro.Example")
GOOD = "mx.carteiro.example; dmarc=pass (p=NONE) header.from=prefeitura.example"


def verdict(headers: list[str], hop: Connection = BORDER, mail: bytes = MAIL) -> Verdict:
    above = "".join(f"Authentication-Results: {header}\r\n" for header in headers).encode()
    asked = zones()
    found = check(above + mail, SENDER, hop, asked, OURS)
    assert asked.asked == [] or found.by != "results"
    return found


PASSING = {
    "gmail": (
        "mx.carteiro.example;\r\n       dkim=pass header.i=@prefeitura.example header.s=k1 header.b=AbCdEfGh;\r\n"
        "       spf=pass (google.com: domain of maria@prefeitura.example designates 192.0.2.7 as permitted sender) "
        "smtp.mailfrom=maria@prefeitura.example;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=prefeitura.example"
    ),
    "gmail with arc": (
        "mx.carteiro.example; dkim=pass header.i=@prefeitura.example; arc=pass (i=1 spf=pass spfdomain=prefeitura.example "
        "dkim=pass dkdomain=prefeitura.example dmarc=pass fromdomain=prefeitura.example); "
        "dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=prefeitura.example"
    ),
    "opendmarc": "mx.carteiro.example; dmarc=pass (p=reject dis=none) header.from=prefeitura.example",
    "opendkim, opendmarc in one": (
        'mx.carteiro.example;\r\n\tdkim=pass (2048-bit key; secure) header.d=prefeitura.example header.b="AbC+/=";'
        "\r\n\tdkim-atps=neutral; dmarc=pass (p=none dis=none) header.from=prefeitura.example"
    ),
    "exim": (
        "mx.carteiro.example;\r\n\tiprev=pass (mail.prefeitura.example);\r\n\tspf=pass smtp.mailfrom=prefeitura.example;"
        "\r\n\tdkim=pass header.d=prefeitura.example header.s=k1 header.a=rsa-sha256;\r\n\tdmarc=pass header.from=prefeitura.example"
    ),
    "rspamd": (
        "mx.carteiro.example;\r\n\tdkim=pass header.d=prefeitura.example header.s=k1 header.b=AbCd;\r\n"
        '\tspf=pass (mx.carteiro.example: domain of "b@prefeitura.example" allows 192.0.2.7) smtp.mailfrom="b@prefeitura.example";'
        "\r\n\tdmarc=pass (policy=quarantine) header.from=prefeitura.example"
    ),
    "zimbra": (
        "mx.carteiro.example (amavisd-new);\r\n\tdkim=pass (2048-bit key) header.d=prefeitura.example; "
        "dmarc=pass (p=none dis=none) header.from=prefeitura.example"
    ),
    "proofpoint": (
        "mx.carteiro.example;\r\n\tspf=pass smtp.mailfrom=maria@prefeitura.example smtp.helo=mail.prefeitura.example;\r\n"
        "\tdkim=pass header.s=k1 header.d=prefeitura.example;\r\n\tdmarc=pass header.from=prefeitura.example policy.dmarc=none"
    ),
    "fastmail": (
        "mx.carteiro.example;\r\n    bimi=skipped (DMARC Policy is not at enforcement);\r\n    dmarc=pass "
        "policy.published-domain-policy=none "
        "policy.applied-disposition=none policy.evaluated-disposition=none (p=none,d=none,d.eval=none) policy.policy-from=p "
        "header.from=prefeitura.example"
    ),
    "mailman": 'mx.carteiro.example; dkim=none; dmarc=pass reason="good (really); fine" header.from=prefeitura.example',
    "a version": "mx.carteiro.example 1; dmarc/1=pass header.from=prefeitura.example",
    "upper case": "MX.Carteiro.Example; DMARC=Pass Header.From=Prefeitura.Example",
    "another of ours": "border.carteiro.example; dmarc=pass header.from=prefeitura.example",
    "a quoted id": '"mx.carteiro.example"; dmarc=pass header.from="prefeitura.example"',
    "comments in comments": 'mx.carteiro.example (a (b \\) c) " d); dmarc=pass (x) header.from=prefeitura.example (y)',
    "blanks": "mx.carteiro.example ;\r\n dmarc = pass\r\n header . from = prefeitura.example ;",
    "an address": "mx.carteiro.example; dmarc=pass header.from=maria@prefeitura.example",
    "twice the same": f"{GOOD}; dmarc=pass header.from=prefeitura.example",
    "a final dot": "mx.carteiro.example; dmarc=pass header.from=prefeitura.example.",
}

FAILING = {
    "fail": "mx.carteiro.example; dmarc=fail (p=NONE) header.from=prefeitura.example",
    "none": "mx.carteiro.example; dmarc=none header.from=prefeitura.example",
    "nothing looked at": "mx.carteiro.example; none",
    "no dmarc": "mx.carteiro.example; spf=pass smtp.mailfrom=prefeitura.example; dkim=pass header.d=prefeitura.example",
    "another domain": "mx.carteiro.example; dmarc=pass header.from=outro.example",
    "a subdomain": "mx.carteiro.example; dmarc=pass header.from=sub.prefeitura.example",
    "a longer domain": "mx.carteiro.example; dmarc=pass header.from=prefeitura.example.outro.example",
    "another address": "mx.carteiro.example; dmarc=pass header.from=joao@prefeitura.example",
    "no domain": "mx.carteiro.example; dmarc=pass",
    "an empty domain": "mx.carteiro.example; dmarc=pass header.from=",
    "another property": "mx.carteiro.example; dmarc=pass smtp.mailfrom=prefeitura.example",
    "microsoft's guess": "mx.carteiro.example; dmarc=bestguesspass action=none header.from=prefeitura.example",
    "contradiction": f"{GOOD}; dmarc=fail header.from=prefeitura.example",
    "two domains": "mx.carteiro.example; dmarc=pass header.from=prefeitura.example header.from=outro.example",
    "two results in one part": "mx.carteiro.example; dmarc=pass dmarc=fail header.from=prefeitura.example",
    "a result for each": f"{GOOD}; dmarc=pass header.from=outro.example",
    "unreadable beside": f"{GOOD}; dmarc fail",
    "in a comment": "mx.carteiro.example; spf=none (; dmarc=pass header.from=prefeitura.example) smtp.mailfrom=x",
    "in a quotation": 'mx.carteiro.example; spf=none smtp.mailfrom="x; dmarc=pass header.from=prefeitura.example"@outro.example',
    "in a reason": 'mx.carteiro.example; dmarc=fail reason="dmarc=pass" header.from=prefeitura.example',
    "a comment in a comment": "mx.carteiro.example; spf=none (a (b) ; dmarc=pass header.from=prefeitura.example)",
    "a quotation mark in a comment": 'mx.carteiro.example; spf=none (a "b) smtp.mailfrom="c; dmarc=pass header.from=prefeitura.example"',
    "a comment without end": f"{GOOD} (",
    "a comment without beginning": f"{GOOD} )",
    "a quotation without end": f'{GOOD} "',
    "passing": "mx.carteiro.example; dmarc=passed header.from=prefeitura.example",
    "another method": "mx.carteiro.example; x-dmarc=pass header.from=prefeitura.example",
    "a foreign id": "mx.outro.example; dmarc=pass header.from=prefeitura.example",
    "an id that begins like ours": "mx.carteiro.example.outro.example; dmarc=pass header.from=prefeitura.example",
    "an id in a comment": "(mx.carteiro.example) mx.outro.example; dmarc=pass header.from=prefeitura.example",
    "no id": "spf=pass smtp.mailfrom=prefeitura.example; dmarc=pass action=none header.from=prefeitura.example",
    "empty": "",
    "deep": f"mx.carteiro.example {'(' * 50}{')' * 50}; dmarc=pass header.from=prefeitura.example",
    "long": f"{GOOD} ({'x' * 20_000})",
    "no semicolon": "mx.carteiro.example dmarc=pass header.from=prefeitura.example",
}


@pytest.mark.parametrize("shape", PASSING)
def test_a_border_that_says_pass_is_believed_and_nobody_is_asked(shape: str) -> None:
    found = verdict([PASSING[shape]])
    assert (found.dmarc, found.by, found.facts["asked"]) == ("pass", "results", 0)
    assert found.facts["results"]["authserv"] in {name.lower() for name in OURS}
    assert found.facts["results"]["header"].startswith(PASSING[shape][:12])


@pytest.mark.parametrize("shape", FAILING)
def test_a_header_that_says_anything_else_proves_nothing(shape: str) -> None:
    assert verdict([FAILING[shape]]).dmarc == "untried"


MICROSOFT = (
    "spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=prefeitura.example; dkim=pass (signature was verified)\r\n"
    " header.d=prefeitura.example;dmarc=pass action=none\r\n header.from=prefeitura.example;compauth=pass reason=100"
)


def test_microsofts_header_names_nobody_and_counts_only_as_the_topmost_of_a_mailbox() -> None:
    assert verdict([MICROSOFT], TOPMOST).by == "results"
    assert verdict([MICROSOFT]).dmarc == "untried"
    assert verdict([MICROSOFT.replace("dmarc=pass", "dmarc=fail")], TOPMOST).dmarc == "untried"
    assert verdict([MICROSOFT.replace("from=prefeitura", "from=outro")], TOPMOST).dmarc == "untried"
    assert read(MICROSOFT.encode()).authserv == ""


def test_in_a_mailbox_only_the_very_first_header_counts_whoever_wrote_it() -> None:
    assert verdict([PASSING["gmail"], "x; dmarc=fail"], TOPMOST).by == "results"
    assert verdict(["mx.outro.example; spf=pass", MICROSOFT], TOPMOST).dmarc == "untried"
    assert verdict(["", GOOD], TOPMOST).dmarc == "untried"


def test_where_the_peer_is_the_sending_side_no_header_counts() -> None:
    assert verdict([GOOD], DIRECT).dmarc == "untried"
    assert verdict([GOOD], Connection("192.0.2.7", "", "", "direct")).dmarc == "untried"


def test_without_names_of_ours_a_border_is_not_believed() -> None:
    mail = f"Authentication-Results: {GOOD}\r\n".encode() + MAIL
    for names in ((), ("",), ("outro",)):
        assert check(mail, SENDER, BORDER, zones(), names).dmarc == "untried"


def test_a_forged_header_below_the_genuine_one_is_ignored() -> None:
    genuine = "mx.carteiro.example; dmarc=fail header.from=prefeitura.example"
    found = verdict([genuine, GOOD])
    assert (found.dmarc, found.facts["results"]["dmarc"]) == ("untried", "fail")


@pytest.mark.parametrize("shape", ["a comment without end", "a quotation without end", "contradiction", "no domain", "long", "deep"])
def test_nor_when_the_genuine_one_cannot_be_read(shape: str) -> None:
    assert verdict([FAILING[shape], GOOD]).dmarc == "untried"
    assert verdict(["mx.carteiro.example (; dmarc=none", GOOD]).dmarc == "untried"
    assert verdict(['"mx.carteiro.example; dmarc=none', GOOD]).dmarc == "untried"


def test_a_forged_header_with_another_name_on_top_is_passed_over() -> None:
    found = verdict(["mx.outro.example; dmarc=fail header.from=prefeitura.example", GOOD])
    assert (found.by, found.facts["results"]["authserv"]) == ("results", "mx.carteiro.example")


def test_when_the_border_says_fail_the_signature_may_still_prove_the_writer_and_both_are_kept() -> None:
    found = verdict(["mx.carteiro.example; dmarc=fail header.from=prefeitura.example"], BORDER, signed())
    assert (found.by, found.facts["results"]["dmarc"], found.facts["dkim"][0]["verdict"]) == ("dkim", "fail", "pass")


def test_a_header_below_the_body_or_in_another_field_is_no_header() -> None:
    mail = MAIL.replace(b"\r\n\r\n", f"\r\nX-Authentication-Results: {GOOD}\r\n\r\nAuthentication-Results: {GOOD}\r\n".encode(), 1)
    assert check(mail, SENDER, BORDER, zones(), OURS).dmarc == "untried"


def test_what_stands_in_the_header_is_kept_in_plain_letters() -> None:
    found = verdict([f"mx.carteiro.example; x=\x1b[31m\u202e{'y' * 5_000}; dmarc=none"])
    kept = found.facts["results"]["header"]
    assert kept.isascii()
    assert kept.isprintable()
    assert len(kept) <= 2_000


def test_ten_thousand_parts_are_read_in_a_moment() -> None:
    for text in (
        "a;" * 7_000,
        "(" * 15_000,
        '"' * 15_000,
        "\\" * 15_000,
        "dmarc=pass " * 1_400,
        " " * 15_000 + "x",
        "header.from=" * 1_200,
    ):
        assert not read(text.encode()).passes(SENDER)
