"""Is the enhanced status found that a report or a mail system's words give?"""

import pytest

from parsers.machine import report, status


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("550 5.1.1 user unknown", "5.1.1"),
        ("550-5.1.1 The account\n550 5.1.1 does not exist", "5.1.1"),
        ("host said: 550 #5.1.0 Address rejected", "5.1.0"),
        ("(#5.4.4)", "5.4.4"),
        ("450 4.2.2 mailbox full", "4.2.2"),
        ("5.0.0 then 550 5.7.1 relaying denied", "5.7.1"),
        ("452 mailbox full", "4.2.2"),
        ("552 mailbox full", "5.2.2"),
        ("552 message too large", "5.3.4"),
        ("550 relaying denied", "5.7.1"),
        ("550 sorry", "5.1.1"),
        ("554 no", "5.0.0"),
        ("421 come again", "4.4.2"),
        ("usuário desconhecido", "5.1.1"),
        ("a caixa postal do destinatário está cheia", "5.2.2"),
        ("o domínio não existe: host not found", "5.1.2"),
        ("too many hops", "5.4.6"),
        ("connection refused", "4.4.1"),
        ("this message has been in the queue too long", "4.4.7"),
        ("domain of sender address x does not resolve", "5.1.8"),
        ("blocked using a blocklist", "5.7.1"),
        ("from [5.1.1.7] by Sendmail 8.5.1.2", ""),
        ("2.0.0 delivered", ""),
        ("Exim 4.94.2 em 13/01/2026", ""),
        ("550 sorry\nGiving up on 192.0.2.20.", "5.1.1"),
        ("This is the mail system at host x.", ""),
        ("SMTP error from remote server: 554 go away", "5.0.0"),
        ("nothing of the kind", ""),
    ],
)
def test_words_give_a_status(words: str, expected: str) -> None:
    assert status.of(words) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("Final-Recipient: rfc822; <A@b.example>\nAction: failed\nStatus: 5.1.1", ("a@b.example", "failed", "5.1.1")),
        (
            "final-recipient : RFC822 ;a@b.example\nACTION: Failed (bounced)\nStatus: 5.1.1 (bad destination)",
            ("a@b.example", "failed", "5.1.1"),
        ),
        ("Final-Recipient: rfc822;\n a@b.example\nAction: delayed\nStatus: 4.4.1", ("a@b.example", "delayed", "4.4.1")),
        (
            "Original-Recipient: rfc822;a@b.example\nFinal-Recipient: LOCAL;|/usr/bin/x\nAction: failed\nStatus: 5.3.0",
            ("a@b.example", "failed", "5.3.0"),
        ),
        (
            "Final-Recipient: rfc822;a\nX-Actual-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1",
            ("a@b.example", "failed", "5.1.1"),
        ),
        (
            "Final-Recipient: rfc822;a@b.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 no",
            ("a@b.example", "failed", "5.7.1"),
        ),
        (
            "Final-Recipient: rfc822;a@b.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 user unknown",
            ("a@b.example", "failed", "5.0.0"),
        ),
        ("Final-Recipient: rfc822;a@b.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 no", ("a@b.example", "failed", "5.1.1")),
        (
            "Final-Recipient: rfc822;a@b.example\nAction: failed\nDiagnostic-Code: smtp; 550 mailbox full",
            ("a@b.example", "failed", "5.2.2"),
        ),
        ("Final-Recipient: utf-8; jo\\x{E3}o@b.example\nAction: failed\nStatus: 5.1.1", ("joão@b.example", "failed", "5.1.1")),
        (
            "Final-Recipient: rfc822;a@b.example\nStatus: 5.1.1\nodd line: of the system\nAction: failure",
            ("a@b.example", "failed", "5.1.1"),
        ),
        ("Final-Recipient: rfc822;a@b.example\nStatus: 2.1.5", ("a@b.example", "delivered", "2.1.5")),
        ("Final-Recipient: rfc822;a@b.example\nAction: expanded\nStatus: 2.1.5", ("a@b.example", "expanded", "2.1.5")),
    ],
)
def test_a_block_about_a_recipient(fields: str, expected: tuple[str, str, str]) -> None:
    for ends in ("\n", "\r\n"):
        content = f"Reporting-MTA: dns; mx.example\n\n{fields}\n".replace("\n", ends).encode()
        found = [(one.recipient, one.action, one.status) for one in report.read(content)]
        assert found == [expected]


def test_who_failed_comes_first() -> None:
    first = b"Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822;a@b\nAction: relayed\nStatus: 2.0.0\n\n"
    content = first + b"Final-Recipient: rfc822;c@d\nAction: failed\nStatus: 5.1.1\n"
    assert [one.recipient for one in report.read(content)] == ["c@d", "a@b"]


def test_a_report_inside_a_text() -> None:
    text = b"Sorry.\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.4.4\n"
    assert [one.status for one in report.read(report.inside(text))] == ["5.4.4"]
    assert report.inside(b"Sorry.") == b""
