"""Is the conversation of a mail found: its ids, our tokens, and the key for its order?"""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.letterhead import thread
from parsers.mime.message import parse
from parsers.reading import Token

US = "suporte@carteiro.example"
MAC = "abcdefghijklmnopqrstuv2345"
FIRST, SECOND, KEPT = (Token(ref, number, MAC) for ref, number in (("l61122001", 1), ("l61122001", 2), ("m48213", 0)))


def reply_to(token: Token) -> str:
    return f"suporte+{token.ref}.{token.round}.{token.mac}@carteiro.example"


def id_of(token: Token) -> str:
    return f"<{token.ref}.{token.round}.{token.mac}.x1-y2@carteiro.example>"


def found(head: str, recipients: tuple[str, ...] = ()) -> tuple[Token, ...]:
    mail = parse(f"{head}\n\n".encode())
    _, in_reply_to, references = thread.ids(mail)
    return thread.tokens(US, (*recipients, *mail.addresses("to", "cc")), in_reply_to, references)


@pytest.mark.parametrize(
    ("head", "ids"),
    [
        ("Message-ID: <a@b>", ("a@b", "", ())),
        ("Message-ID: <[hash=@microsoft.example]>", ("[hash=@microsoft.example]", "", ())),
        ("Message-ID: sem-colchetes", ("sem-colchetes", "", ())),
        ("Message-ID:\nIn-Reply-To: sua mensagem de ontem <a@b>", ("", "a@b", ())),
        ("References: <a@b>\n <c@d>\t<e@f>", ("", "", ("a@b", "c@d", "e@f"))),
        ("References: <a@b><longo\n @c>", ("", "", ("a@b", "longo@c"))),
        ("In-Reply-To: =?utf-8?q?=3Ca=40b=3E?=", ("", "a@b", ())),
        ("In-Reply-To: ontem", ("", "", ())),
        ("References: a@b c@d", ("", "", ("a@b", "c@d"))),
        ("References: <a@b>, <c@d> (comentário), <<e@f>>", ("", "", ("a@b", "c@d", "e@f"))),
        ("References: a@b, c@d;\n\te@f", ("", "", ("a@b", "c@d", "e@f"))),
        ("Message-ID:\n <a@b> (added by mx.example)", ("a@b", "", ())),
        ("Message-ID: <a@b", ("a@b", "", ())),
        ("Message-ID: <a b@c>\nMessage-ID: <x@y>", ("ab@c", "", ())),
    ],
)
def test_ids_are_kept_as_written(head: str, ids: tuple[str, str, tuple[str, ...]]) -> None:
    assert thread.ids(parse(f"{head}\n\n".encode())) == ids


def test_tokens_come_from_recipients_then_the_answered_mail_then_references_newest_first() -> None:
    head = f"To: x@y.example, {reply_to(FIRST)}\nIn-Reply-To: {id_of(SECOND)}\nReferences: {id_of(KEPT)} {id_of(FIRST)} {id_of(SECOND)}"
    assert found(head) == (FIRST, SECOND, KEPT)
    assert found(head, (reply_to(KEPT),)) == (KEPT, FIRST, SECOND)


@pytest.mark.parametrize(
    ("head", "tokens"),
    [
        (f"To: {reply_to(FIRST).upper()}", (FIRST,)),
        (f'Cc: "Suporte, INSS" <{reply_to(FIRST)}>', (FIRST,)),
        (f"In-Reply-To: {id_of(FIRST).upper()}", (FIRST,)),
        (f"References: <a@b>\n {id_of(FIRST)[:30]}\n {id_of(FIRST)[30:]}", (FIRST,)),
        (f"To: suporte+b77.0.{MAC}@carteiro.example", (Token("b77", 0, MAC),)),
        (f"To: outro+l1.1.{MAC}@carteiro.example", ()),
        (f"To: suporte+l1.1.{MAC}@outro.example", ()),
        (f"To: suporte+x1.1.{MAC}@carteiro.example", ()),
        (f"To: suporte+l1.1.{MAC}a@carteiro.example", ()),
        (f"To: suporte+l1.1.{MAC[:-1]}1@carteiro.example", ()),
        (f"In-Reply-To: <l1.1.{MAC}.x@carteiro.example.evil>", ()),
        (f"In-Reply-To: <x.l1.1.{MAC}.x@carteiro.example>", ()),
        (f"Subject: {reply_to(FIRST)}", ()),
    ],
)
def test_a_token_is_ours_to_the_letter(head: str, tokens: tuple[Token, ...]) -> None:
    assert found(head) == tokens


@pytest.mark.parametrize(
    ("head", "key"),
    [
        (f"To: {reply_to(FIRST)}\nSubject: L_61122002\nMessage-ID: <a@b>", "l61122001"),
        (f"References: {id_of(KEPT)}\n {id_of(FIRST)}", "l61122001"),
        (f"references: {id_of(FIRST)[:30]}\r\n {id_of(FIRST)[30:]}", "l61122001"),
        ("Subject: RES: [L_61122001] x\nReferences: <a@b>", "l61122001"),
        ("Subject: =?utf-8?Q?RES:_[L=5F61122001]_n=C3=A3o?=", "l61122001"),
        ("Message-ID: <c@d>\nIn-Reply-To: <b@c>\nReferences: <a@b> <b@c>", "a@b"),
        ("Message-ID: <c@d>\nIn-Reply-To: <b@c>", "b@c"),
        ("Received: x\nMessage-ID: <c@d>", "c@d"),
        ("Message-ID: <" + "a" * 300 + "@b>", hashlib.sha256(b"a" * 300 + b"@b").hexdigest()),
        ("Subject: [12] Portal", ""),
        ("", ""),
    ],
)
def test_mails_of_one_conversation_share_a_key(head: str, key: str) -> None:
    assert thread.conversation(head.encode(), (US,), US) == key
    assert thread.conversation(f"{head}\r\n\r\n".replace("\n", "\r\n").encode(), (), US) == key


def test_the_envelope_recipient_names_the_conversation_first() -> None:
    assert thread.conversation(f"To: {reply_to(FIRST)}".encode(), (US, reply_to(KEPT).upper()), US) == "m48213"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=500), st.text(max_size=50), st.text(max_size=20))
def test_any_bytes_have_a_short_key(head: bytes, recipient: str, address: str) -> None:
    for name in (b"", b"Message-ID: <", b"Subject: =?", b"References: "):
        assert len(thread.conversation(name + head, (recipient,), address)) <= 200
