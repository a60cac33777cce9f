"""What does the DNS itself say, and what if it does not? A real nsd, asked through dnspython."""

import threading
import time
from collections.abc import Iterator

import dns.exception
import dns.resolver
import pytest

from gateway.people.aligned.check import check
from gateway.people.aligned.resolver import DnsResolver, Kind, Unanswered
from gateway.people.aligned.verdict import Connection
from tests.nsd import Nsd, txt
from tests.signing import DIRECT, MAIL, SENDER, key, signed

ALLOWED, FORBIDDEN = "192.0.2.7", "198.51.100.7"
ALLOWED6, FORBIDDEN6 = "2001:db8::7", "2001:db8:1::7"
ZONE = f"""
_dmarc TXT "v=DMARC1; p=none"
k1._domainkey TXT {txt(key().record())}
k4._domainkey TXT {txt(key(4096).record())}
big TXT {txt("x" * 6000)}
several TXT "one"
several TXT "t" "wo"
octets TXT "\\233\\000"
@ TXT "v=spf1 a:mail.prefeitura.example mx -all"
mail A {ALLOWED}
mail AAAA {ALLOWED6}
@ MX 10 mail
alias CNAME mail
loop CNAME pool
pool CNAME loop
rev PTR mail
"""
BOMB = '@ TXT "v=spf1 include:bomba.example include:a.bomba.example +all"\n' + "\n".join(
    f'{name} TXT "v=spf1 include:{name}.bomba.example include:a.bomba.example include:b.bomba.example +all"' for name in "ab"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Nsd]:
    lines = BOMB + '\n_dmarc TXT "v=DMARC1; p=none"\n'
    with Nsd({"prefeitura.example": ZONE, "bomba.example": lines, "quebrada.example": "this is no record\n"}) as nsd:
        yield nsd


def ask(server: Nsd, name: str, kind: Kind = "TXT") -> tuple[str, ...]:
    return DnsResolver(server.url).ask(name, kind, 10)


def test_every_kind_of_record_comes_as_the_room_reads_it(server: Nsd) -> None:
    assert ask(server, "prefeitura.example", "MX") == ("10 mail.prefeitura.example",)
    assert ask(server, "Mail.Prefeitura.Example.", "A") == (ALLOWED,)
    assert ask(server, "mail.prefeitura.example", "AAAA") == (ALLOWED6,)
    assert ask(server, "rev.prefeitura.example", "PTR") == ("mail.prefeitura.example",)
    assert ask(server, "alias.prefeitura.example", "A") == (ALLOWED,)
    assert sorted(ask(server, "several.prefeitura.example")) == ["one", "two"]
    assert ask(server, "octets.prefeitura.example") == ("\xe9\0",)


def test_long_records_come_whole(server: Nsd) -> None:
    assert ask(server, "k1._domainkey.prefeitura.example") == (key().record(),)
    assert ask(server, "k4._domainkey.prefeitura.example") == (key(4096).record(),)
    assert ask(server, "big.prefeitura.example") == ("x" * 6000,)  # by TCP


def test_no_such_name_and_no_such_record_are_answers(server: Nsd) -> None:
    assert ask(server, "nada.prefeitura.example") == ()
    assert ask(server, "mail.prefeitura.example", "TXT") == ()
    for name in ("a..example", "x" * 64 + ".example", "a." * 200 + "example", "\udcff.example"):
        assert ask(server, name) == ()
    assert ask(server, "a\\.b.prefeitura.example") == ()


def test_a_server_that_fails_or_runs_in_circles_has_not_answered(server: Nsd) -> None:
    for name in ("x.quebrada.example", "prefeitura.other", "loop.prefeitura.example"):
        with pytest.raises(Unanswered):
            ask(server, name)


def test_a_signed_mail_is_proven_by_what_the_server_says(server: Nsd) -> None:
    resolver = DnsResolver(server.url)
    found = check(signed(), SENDER, DIRECT, resolver, ())
    assert (found.by, found.facts["dkim"][0]["key"]) == ("dkim", key().record())
    assert check(signed(selector="k4", by=key(4096)), SENDER, DIRECT, resolver, ()).by == "dkim"
    missing = check(signed(selector="k7"), SENDER, DIRECT, resolver, ())
    assert (missing.dmarc, missing.facts["dkim"][0]["reason"]) == ("fail", "no-key")
    assert check(MAIL, SENDER, DIRECT, resolver, ()).dmarc == "untried"


@pytest.mark.parametrize(("peer", "dmarc"), [(ALLOWED, "pass"), (ALLOWED6, "pass"), (FORBIDDEN, "fail"), (FORBIDDEN6, "fail")])
def test_the_address_of_the_peer_decides_spf(server: Nsd, peer: str, dmarc: str) -> None:
    assert check(MAIL, SENDER, Connection(peer, "", SENDER, ""), DnsResolver(server.url), ()).dmarc == dmarc


def test_a_bomb_of_includes_ends(server: Nsd) -> None:
    sender = "ana@bomba.example"
    mail = MAIL.replace(SENDER.encode(), sender.encode())
    found = check(mail, sender, Connection(ALLOWED, "", sender, ""), DnsResolver(server.url), ())
    assert (found.dmarc, found.facts["spf"]["result"]) == ("fail", "permerror")
    assert found.facts["asked"] <= 20


def test_a_server_that_hangs_is_waited_for_and_the_mail_may_try_again(server: Nsd) -> None:
    resolver = DnsResolver(f"{server.url}?timeout=0.5")
    began = time.monotonic()
    with server.paused():
        found = check(signed(), SENDER, DIRECT, resolver, ())
    assert (found.dmarc, found.transient) == ("temperror", True)
    assert time.monotonic() - began < 15
    assert check(signed(), SENDER, DIRECT, resolver, ()).transient, "a silent server is not waited for by the next mail"
    resolver._silent.clear()  # after some seconds
    assert check(signed(), SENDER, DIRECT, resolver, ()).passes


def test_nobody_at_the_port_is_trouble_too() -> None:
    with Nsd({"prefeitura.example": ZONE}) as gone:
        pass
    assert check(signed(), SENDER, DIRECT, DnsResolver(f"{gone.url}?timeout=0.5"), ()).transient


def test_without_resolv_conf_the_resolver_is_made_and_every_question_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    read = dns.resolver.Resolver.read_resolv_conf

    def missing(self: dns.resolver.Resolver, _file: object) -> None:
        read(self, "/nowhere/resolv.conf")

    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", missing)
    resolver = DnsResolver("dns:")
    assert check(signed(), SENDER, DIRECT, resolver, ()).transient
    assert check(MAIL, SENDER, DIRECT, resolver, ()).dmarc == "untried"


def test_one_resolver_serves_many_threads(server: Nsd) -> None:
    resolver, mail, words = DnsResolver(server.url), signed(), []

    def work() -> None:
        words.extend(check(mail, SENDER, DIRECT, resolver, ()).by for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert words == ["dkim"] * 80
