"""Is a token believed that a real authority gives, and none that proves nothing?"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.app import now
from gateway.stamping.asking import query
from gateway.stamping.checking import BadStamp, check, roots_of
from gateway.stamping.opened import open_url
from gateway.stamping.token import Asks, NoStamp
from tests import tsa
from tests.certificate import certify
from tests.tsa import OTHER_POLICY, PASSWORD, POLICY, USER, Authority

HEAD = "3f" * 32
OTHER_HEAD = "3f" * 31 + "3e"
NONCE = 0x1234567890ABCDEF
SOON = 30
"""Seconds within which the slowest answer here is given up, on a busy machine too; one that trickles takes minutes."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("tsa")) as made:
        yield made


@pytest.fixture
def authority(running: Authority) -> Authority:
    running.mode, running.ahead = tsa.WELL, 0.0
    running.asked.clear()
    running.logins.clear()
    return running


def asks(url: str) -> Asks:
    made = open_url(url, now, time.monotonic, lambda _bits: NONCE)
    assert made is not None
    return made


def test_openssl_and_we_believe_the_same_token(authority: Authority) -> None:
    token = asks(authority.url).ask(HEAD)
    assert authority.verify(token.der, HEAD) == "Verification: OK"
    assert authority.verify(token.der, OTHER_HEAD) != "Verification: OK"
    assert abs((token.at - now()).total_seconds()) < SOON
    roots = roots_of(str(authority.roots))
    assert check(token.der, HEAD, roots, nonce=NONCE, policy=POLICY) == token.at
    assert check(token.der, HEAD, None) == token.at


def test_the_question_holds_what_the_standard_says(authority: Authority) -> None:
    asks(f"{authority.url}&policy={OTHER_POLICY}").ask(HEAD)
    assert authority.asked == [query(HEAD, NONCE, OTHER_POLICY)]


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        (tsa.EXPIRED, "its certificate was not valid at that time"),
        (tsa.IMPRINT, "it stamps something else"),
        (tsa.NONCE, "it answers another question"),
        (tsa.STRANGER, "its signature is not believed (certificate verify error)"),
        (tsa.EARLY, "its time is not ours"),
    ],
)
def test_a_token_that_proves_nothing_is_refused(authority: Authority, mode: str, says: str) -> None:
    authority.mode = mode
    with pytest.raises(BadStamp) as refused:
        asks(authority.url).ask(HEAD)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        (tsa.REFUSED, "refused: rejection unaccepted_policy"),
        (tsa.GARBAGE, "the answer is no time-stamp response"),
        (tsa.CUT, "the connection broke"),
        (tsa.BUSY, "HTTP status 503"),
        (tsa.DRIP, "no answer in time"),
    ],
)
def test_whoever_gives_no_token_is_not_waited_for(authority: Authority, mode: str, says: str) -> None:
    authority.mode = mode
    began = time.monotonic()
    with pytest.raises(NoStamp) as none:
        asks(authority.url.replace("timeout=5", "timeout=2")).ask(HEAD)
    assert says in str(none.value)
    assert not isinstance(none.value, BadStamp)
    assert time.monotonic() - began < SOON


def test_an_authority_that_is_not_there_gives_no_token(authority: Authority, tmp_path: Path) -> None:
    with Authority(tmp_path) as gone:
        url = gone.url.replace(str(gone.roots), str(authority.roots))
    with pytest.raises(NoStamp, match="Connection refused"):
        asks(url).ask(HEAD)


def test_a_user_is_told_with_its_password(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "word").write_text(PASSWORD)
    asks(authority.url.replace("127.0.0.1", f"{USER}@127.0.0.1") + f"&password_file={tmp_path}/word").ask(HEAD)
    assert authority.logins == [f"{USER}:{PASSWORD}"]


def test_one_bit_elsewhere_and_what_is_signed_is_refused(authority: Authority) -> None:
    """Bytes that say nothing, such as those of a certificate that the chain can do without, OpenSSL ignores too."""
    token = asks(authority.url).ask(HEAD).der
    roots = roots_of(str(authority.roots))
    for place in range(0, len(token), 7):
        changed = bytearray(token)
        changed[place] ^= 1
        try:
            check(bytes(changed), HEAD, roots)
        except BadStamp:
            continue
        assert authority.verify(bytes(changed), HEAD) == "Verification: OK", place


@pytest.mark.parametrize("token", [b"", b"0", b"\x30\x80", b"\x30\x03\x02\x01\x00", b"x" * 200_000])
def test_bytes_that_are_no_token_are_none(token: bytes) -> None:
    with pytest.raises(BadStamp):
        check(token, HEAD, None)


def test_a_policy_that_was_not_asked_for_is_refused(authority: Authority) -> None:
    token = asks(authority.url).ask(HEAD).der
    with pytest.raises(BadStamp, match="under the policy"):
        check(token, HEAD, None, policy=OTHER_POLICY)


def test_without_any_root_nothing_is_believed(authority: Authority) -> None:
    token = asks(authority.url).ask(HEAD).der
    with pytest.raises(BadStamp, match="no roots"):
        check(token, HEAD, [])


def test_a_certificate_that_is_not_for_time_stamps_gives_none(authority: Authority, tmp_path: Path) -> None:
    certify(tmp_path, "DNS:act.orgao.example")
    token = tsa.signed_by_hand(tmp_path, asks(authority.url).ask(HEAD).der, tmp_path / "server.pem", names_it=True)
    assert check(token, HEAD, None)
    with pytest.raises(BadStamp, match="its signature is not believed"):
        check(token, HEAD, roots_of(str(tmp_path / "ca.pem")))


def test_a_token_must_name_the_certificate_that_signs_it(authority: Authority, tmp_path: Path) -> None:
    token = tsa.signed_by_hand(tmp_path, asks(authority.url).ask(HEAD).der, authority.home / "tsa.pem", names_it=False)
    with pytest.raises(BadStamp, match="it does not say whose certificate signs it"):
        check(token, HEAD, roots_of(str(authority.roots)))


def test_over_https_the_name_is_checked(authority: Authority, tmp_path: Path) -> None:
    both = tmp_path / "both.pem"
    for names, works in (("DNS:localhost", True), ("DNS:other.example", False)):
        certify(tmp_path, names)
        both.write_text(authority.roots.read_text() + (tmp_path / "ca.pem").read_text())
        with authority.secured(tmp_path) as port:
            url = f"https://localhost:{port}/tsa?ca={both}&timeout=5"
            if works:
                assert authority.verify(asks(url).ask(HEAD).der, HEAD) == "Verification: OK"
            else:
                with pytest.raises(NoStamp, match="its certificate is not believed"):
                    asks(url).ask(HEAD)
