"""The whole gateway and a relay that is away, refuses, cuts or cannot be trusted: who is written to when, and what stands on record."""

import email
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest

from gateway.clockwork.jobs import Jobs
from gateway.post.relay import relay
from storage.tables import Outbound
from tests.certificate import certify
from tests.ports import free_port
from tests.sink import Clock, Listener, Sink
from tests.stories.handed import HELENA
from tests.stories.writing import events, kinds
from tests.world import ANA, CARLOS, MARIA, World

GROUP = (ANA, CARLOS, HELENA)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def listener(sink: Sink) -> Iterator[Listener]:
    server = Listener(sink, hostname="127.0.0.1", port=0)
    server.start()
    yield server
    server.stop()


def through(world: World, url: str, tls: ssl.SSLContext | None = None) -> World:
    """The world's letters go this way from now on."""
    world.tools = replace(world.tools, relay=relay(url, Clock(), name="carteiro.example", tls=tls))
    world.jobs = Jobs(world.tools)
    return world


@pytest.fixture
def sending(world: World, listener: Listener) -> Iterator[World]:
    through(world, f"smtp://127.0.0.1:{listener.port}")
    yield world
    world.tools.relay.close()


def got(sink: Sink, to: str = "") -> list[email.message.EmailMessage]:
    """What the server took, oldest first."""
    found = [(e.rcpt_tos[0], email.message_from_bytes(e.content, policy=default)) for e in sink.taken if isinstance(e.content, bytes)]
    return [mail for recipient, mail in found if recipient == to or not to]  # type: ignore[misc]  # EmailMessage, by the policy


def text(mail: email.message.EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def rows(world: World, to: str) -> list[Outbound]:
    with world.tools.database.reading() as session:
        found = session.query(Outbound).filter_by(recipient=to).order_by(Outbound.id).all()
        session.expunge_all()
        return found


def opened(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?", "Bom dia.")
    world.work_off()


def test_a_relay_that_is_down_for_26_hours_gets_everything_once_in_order_and_what_is_old_says_so(world: World, sink: Sink) -> None:
    port = free_port()
    through(world, f"smtp://127.0.0.1:{port}")
    opened(world)
    number = world.ticket().number
    for n in range(3):
        world.mail_in(ANA, number, f"Resposta {n}.")
        world.later(hours=8)
    world.later(hours=2)
    assert [row.outcome for row in rows(world, MARIA)] == [None] * 4
    server = Listener(sink, hostname="127.0.0.1", port=port)
    server.start()
    for _ in range(6):
        world.later(hours=1)
    world.tools.relay.close()
    server.stop()
    mails = got(sink, MARIA)
    assert ["O número do chamado é" in text(mails[0]), *(f"Resposta {n}." in text(mails[n + 1]) for n in range(3))] == [True] * 4
    assert len({str(m["Message-ID"]) for m in got(sink)}) == len(got(sink)) == len(kinds(world)), "each letter once"
    assert "Este e-mail foi escrito em 23/11/2026 10:00 e só pôde ser enviado em 24/11/2026" in text(mails[0])
    assert mails[0]["Date"].datetime.date().isoformat() == "2026-11-23", "the day it was written"
    assert world.ticket().number in str(mails[-1]["Subject"])


@pytest.mark.parametrize(
    ("step", "answer"),
    [("RCPT", "450 4.2.0 greylisted"), ("RCPT", "452 4.5.3 too many"), ("DATA", "451 4.3.0 later"), ("MAIL", "421 4.3.2 closing")],
)
def test_a_passing_refusal_is_tried_again_later_and_later(sending: World, sink: Sink, step: str, answer: str) -> None:
    sink.answers[step] = answer
    opened(sending)
    waits = []
    for _ in range(4):
        [row] = rows(sending, MARIA)
        assert row.due_at
        waits.append(row.due_at - sending.clock.at)
        sending.clock.at = row.due_at
        sending.work_off()
    assert waits == [timedelta(minutes=m) for m in (1, 2, 5, 10)]
    assert answer[4:] in rows(sending, MARIA)[0].last_error
    sink.answers[step] = ""
    sending.later(hours=1)
    assert len([m for m in got(sink, MARIA) if "DATA" not in step or m]) >= 1
    assert rows(sending, MARIA)[0].outcome == "sent"
    assert events(sending)[-1].kind == "route", "nothing worth a word on the ticket"


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "552 5.2.2 mailbox full", "554 5.7.1 refused"])
def test_only_the_refused_of_two_recipients_fails_and_the_ticket_notes_it(sending: World, sink: Sink, answer: str) -> None:
    sink.refuses[CARLOS] = answer
    opened(sending)
    sending.later(hours=3)
    [refused] = [r for r in rows(sending, CARLOS) if r.kind == "assigned"]
    assert (refused.outcome, refused.attempts) == ("failed", 1), "what is refused for good is not tried again"
    assert answer in refused.last_error
    assert got(sink, CARLOS) == []
    assert len([m for m in got(sink, HELENA) if "Chegou um chamado" in text(m)]) == 1
    assert [e.kind for e in events(sending)] == ["open", "route", "unheard"]
    assert any("não chegou" in text(m) and answer[4:] in text(m) for m in got(sink, ANA))


@pytest.mark.parametrize(
    "address",
    ["maria@x.example\r\nRCPT TO:<outro@x.example>", "maria@a@x.example", "a" * 300 + "@x.example", '"maria conceição"@x.example', "maria"],
)
def test_an_odd_address_of_the_directory_never_breaks_the_protocol_and_the_failure_is_noted(
    sending: World, sink: Sink, address: str
) -> None:
    sending.change(CARLOS, mail=(address,))
    through(sending, f"smtp://127.0.0.1:{sending.tools.relay._server.port}")  # type: ignore[attr-defined]  # the same server, the new directory
    opened(sending)
    assert address not in {to for e in sink.taken for to in e.rcpt_tos}
    assert {to for e in sink.taken for to in e.rcpt_tos} == {MARIA, ANA, HELENA}
    assert [e.kind for e in events(sending)] == ["open", "route", "unheard"]
    assert any("não chegou" in text(m) for m in got(sink, ANA))


def test_an_international_domain_goes_out_as_ascii(sending: World, sink: Sink) -> None:
    sending.change(CARLOS, mail=("carlos@ação.example",))
    through(sending, f"smtp://127.0.0.1:{sending.tools.relay._server.port}")  # type: ignore[attr-defined]  # the same server, the new directory
    opened(sending)
    assert len(got(sink, "carlos@xn--ao-tka4d.example".replace("xn--ao-tka4d", "ação".encode("idna").decode()))) == 1


def test_a_line_cut_after_the_dot_is_marked_and_the_copy_has_the_same_id(sending: World, sink: Sink) -> None:
    sink.cut = True
    opened(sending)
    [row] = rows(sending, MARIA)
    assert row.outcome is None
    assert row.last_error.startswith("uncertain: it left whole and no answer came")
    sink.cut = False
    sink.answers["MAIL"] = "450 4.3.0 later"
    sending.later(minutes=2)
    assert rows(sending, MARIA)[0].last_error.startswith("uncertain"), "another trouble does not make it certain"
    sink.answers["MAIL"] = ""
    sending.later(minutes=30)
    copies = got(sink, MARIA)
    assert len(copies) == 2
    assert len({str(m["Message-ID"]) for m in copies}) == 1
    sent = rows(sending, MARIA)[0]
    assert (sent.outcome, sent.last_error.startswith("uncertain")) == ("sent", True)
    assert "uncertain" not in rows(sending, HELENA)[-1].last_error or len(got(sink, HELENA)) == 2


def test_a_line_cut_before_the_dot_is_not_in_doubt(sending: World, sink: Sink) -> None:
    sink.answers["DATA"] = "451 4.3.0 later"
    opened(sending)
    assert not rows(sending, MARIA)[0].last_error.startswith("uncertain")


@pytest.mark.parametrize("trouble", ["no STARTTLS", "an unknown authority", "expired", "another name", "a refused login"])
def test_where_tls_or_login_fails_nothing_leaves_and_the_operator_hears_once_it_works(
    tmp_path: Path, sink: Sink, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(tmp_path / "home", operator="operador@carteiro.example")
    certify(tmp_path, "DNS:other.example" if trouble == "another name" else "DNS:localhost", expired=trouble == "expired")
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    known = ssl.create_default_context(cafile=tmp_path / "ca.pem")
    clear = trouble in {"no STARTTLS", "a refused login"}
    server = Listener(
        sink, hostname="127.0.0.1", port=0, tls_context=None if clear else ours, authenticator=sink.authenticate, auth_require_tls=False
    )
    server.start()
    user, query = ("suporte:errada@", "") if trouble == "a refused login" else ("", "?starttls")
    through(world, f"smtp://{user}localhost:{server.port}{query}", None if trouble == "an unknown authority" else known)
    opened(world)
    for _ in range(3):
        world.later(hours=2)
    assert (sink.peers, sink.taken) == ([], []), "not even the envelope"
    assert any(r.levelname == "CRITICAL" and "the relay cannot be entered" in r.message for r in caplog.records)
    assert [k for k, _ in kinds(world)].count("alarm") == 1, "once a day"
    through(world, f"smtp://localhost:{server.port}")
    world.later(hours=2)
    server.stop()
    [alarm] = got(sink, "operador@carteiro.example")
    assert "CARTEIRO_RELAY" in text(alarm)
    assert "carteiro doctor" in text(alarm)
    assert len(got(sink, MARIA)) == 1
    world.tools.relay.close()
    world.close()
