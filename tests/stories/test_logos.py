"""Does a picture that a person shows in every mail give a reason, or prove anything?"""

import hashlib
from email.message import EmailMessage

import pytest

from tests.mails.making.mail import picture
from tests.world import ANA, MARIA, World

STRIP = picture(700, 240)  # too large to be called a logo at first sight
SCREEN = picture(800, 600, 2)


def shown(world: World, subject: str, body: str, content: bytes, **headers: str) -> int:
    """A mail of Maria with a picture pasted into its text."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, headers.pop("to", "suporte@carteiro.example"), subject
    mail["Message-ID"] = f"<{hashlib.sha256((subject + body).encode() + content).hexdigest()[:20]}@cliente.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    mail.add_alternative(f'<p>{body}</p><img src="cid:a@x">', subtype="html")
    mail.get_payload()[1].add_related(content, "image", "png", cid="<a@x>", disposition="inline", filename="image001.png")
    return world.raw_in(mail.as_bytes(), login=world.person(MARIA).id, to=str(mail["To"]), mail_from=MARIA)


def refuse(world: World, content: bytes) -> int:
    letter = world.last(MARIA)
    asked = str(letter.mail["Message-ID"])
    found = shown(world, f"RES: {letter.subject}", "RECUSAR", content, to=str(letter.mail["Reply-To"]), In_Reply_To=asked, References=asked)
    world.work_off()
    return found


@pytest.fixture
def solved(world: World) -> World:
    """Two tickets of Maria, both with her strip; the second with a screen too, and solved."""
    for subject, content in (("[12] Portal indisponível", STRIP), ("[13] Erro no portal", SCREEN)):
        shown(world, subject, "Erro ao acessar.", content)
        world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nServiço restabelecido.")
    world.work_off()
    return world


def test_what_was_shown_in_another_conversation_is_a_logo(solved: World) -> None:
    assert (solved.outcome(refuse(solved, STRIP)), solved.ticket().status) == ("held-reason", "solved")


def test_what_was_shown_on_the_same_ticket_may_be_shown_again(solved: World) -> None:
    assert (solved.outcome(refuse(solved, SCREEN)), solved.ticket().status) == ("refused", "assigned")


def test_what_was_never_shown_is_a_screen(solved: World) -> None:
    assert solved.outcome(refuse(solved, picture(700, 240, 9))) == "refused"
