"""Does `carteiro init` at a real terminal ask, say at once what is wrong, ask again, and end with an installation that works?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slapd import BASE, READER
from tests.terminal import Terminal
from tests.wire.installing import Surroundings
from tests.wire.test_init import left, whole


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Surroundings]:
    with Surroundings(tmp_path) as made:
        yield made


def terminal(around: Surroundings, *words: str) -> Terminal:
    return Terminal(around.command("init", *words), around.folder)


@pytest.mark.timeout(400)
def test_each_wrong_answer_is_said_at_once_and_asked_again_until_all_of_it_works(around: Surroundings) -> None:
    with terminal(around) as person:
        begun(person)
        asked_of_the_directory(person, around)
        asked_of_the_relay(person, around)
        asked_of_the_mailbox(person, around)
        person.answers(
            ("Which [loopback]", ""), ("Address; Enter: nobody", "plantao@orgao.example"), ("Time zone [", ""), ("Name; Enter", "")
        )
        person.waits_for("Written: carteiro.yml").waits_for("carteiro doctor").waits_for("carteiro up")
        assert person.ends() == 0
    for secret in ("segredo", "errada"):
        assert secret not in person.shown, "a password is not shown"
    whole(around)


def begun(person: Terminal) -> None:
    """Up to the directory, a wrong address on the way."""
    person.answers(("Address: ", "suporte")).waits_for("one plain address without '+'")
    person.answers(("Address: ", "suporte@orgao.example"), ("Folder [var]", ""), ("Which [sqlite]", ""), ("Which [files]", ""))
    person.answers(("Folder [{home}/evidence]", ""))


def asked_of_the_directory(person: Terminal, around: Surroundings) -> None:
    """The password is wrong at first; then the base. And a catalogue that is not there."""
    again = [
        (words, "") for words in ("Which [ldap]", "LDAP server [127.0.0.1]", "Which [tls]", "Port [", "of the system", "service account")
    ]
    rest = [(words, "") for words in ("people stand", "entities stand", "groups stand", "CPF [", "CNPJs", "gestor, tecnico or supervisor")]
    person.answers(("Which [ldap]", ""), ("LDAP server: ", "127.0.0.1"), ("Which [tls]", ""), ("[636]", str(around.directory.tls_port)))
    person.answers(("of the system", str(around.directory.ca)), ("service account", READER), ("(not shown): ", "errada"))
    person.answers(("openldap]", ""), ("Base of the tree", "dc=outra,dc=example"), *rest).waits_for("✗ directory").waits_for("not let in")
    person.waits_for("-> Look at bind=").answers(*again, ("before]: ", "carteiro"), ("openldap]", ""), ("Base of the tree", ""), *rest)
    person.waits_for("✗ directory").waits_for("base and filter").answers(*again, ("before]: ", ""), ("openldap]", ""))
    person.answers(("Base of the tree", BASE), *rest).waits_for("6 representatives, 5 technicians, 2 supervisors")
    person.answers(("File [catalog.yml]", "nenhum.yml")).waits_for("✗ catalogue").answers(("File [nenhum.yml]", "catalog.yml"))
    person.waits_for("19 items")


def asked_of_the_relay(person: Terminal, around: Surroundings) -> None:
    """The port is wrong at first, which could be a server that is away; then the password."""
    person.answers(
        ("Which [smtp]", ""), ("Server: ", "127.0.0.1"), ("Which [starttls]", ""), ("Port [587]", "1"), ("User; Enter", "carteiro")
    )
    person.answers(("token): ", "errada")).waits_for("✗ relay").answers(("only away", "no"))
    again = (("Which [smtp]", ""), ("Server [127.0.0.1]", ""), ("Which [starttls]", ""))
    person.answers(*again, ("Port [1]", str(around.relay.port)), ("User; Enter", ""), ("[Enter: as before]: ", ""))
    person.waits_for("✗ relay").waits_for("answers 535")
    person.answers(*again, ("Port [", ""), ("User; Enter", ""), ("[Enter: as before]: ", "segredo")).waits_for("✓ relay")


def asked_of_the_mailbox(person: Terminal, around: Surroundings) -> None:
    """The password is wrong at first; what becomes of older mail is explained."""
    person.answers(("from a mailbox?", "yes"), ("IMAP server: ", "127.0.0.1"), ("Which [tls]", ""), ("[993]", str(around.mailbox.tls_port)))
    person.answers(("of the system", str(around.mailbox.ca)), ("User [suporte@orgao.example]", ""), ("token): ", "errada"))
    person.answers(("Folder [INBOX]", ""), ("topmost one", "yes")).waits_for("is left alone").answers(("Older mail", ""))
    person.waits_for("✗ mailbox").waits_for("-> Look at the user")
    person.answers(
        ("IMAP server [", ""), ("Which [tls]", ""), ("Port [", ""), ("of the system", ""), ("User [", ""), ("before]: ", "carteiro")
    )
    person.answers(("Folder [INBOX]", ""), ("topmost one", ""), ("Older mail", "")).waits_for("mailbox suporte@orgao.example@127.0.0.1")
    person.answers(("another mailbox?", "no"))


def test_ctrl_c_leaves_nothing_half_written(around: Surroundings) -> None:
    with terminal(around) as person:
        begun(person)
        person.answers(("Which [ldap]", "")).waits_for("LDAP server: ")
        assert person.interrupts() == 1
    assert "Nothing was written." in person.shown
    assert left(around.folder) == set()


def test_a_ctrl_c_that_is_pressed_over_and_over_ends_it_as_one_does(around: Surroundings) -> None:
    with terminal(around) as person:
        begun(person)
        person.answers(("Which [ldap]", "")).waits_for("LDAP server: ")
        assert person.interrupts(every=0.05) == 1
    assert person.shown.count("Nothing was written.") == 1
    assert left(around.folder) == set()


def test_an_older_file_is_offered_again_and_kept_beside(around: Surroundings) -> None:
    older = "relay: maildir:folder\noperator: plantao@orgao.example\npending_days: 20\n"
    (around.folder / "carteiro.yml").write_text(older)
    with terminal(around) as person:
        person.answers(("Go on?", "no"))
        assert person.ends() == 1
    assert (around.folder / "carteiro.yml").read_text() == older
    with terminal(around) as person:
        person.answers(("Go on?", "talvez")).waits_for("allowed: yes, no").waits_for("Go on?")
        assert person.interrupts() == 1
        assert ("Nothing was written." in person.shown, "Aborted" in person.shown) == (True, False)
    assert (around.folder / "carteiro.yml").read_text() == older
    with terminal(around, "--no-test", "--directory", "file:demo/directory.yml", "--address", "suporte@orgao.example") as person:
        person.answers(
            ("Go on?", "yes"), ("Folder [var]", ""), ("Which [sqlite]", ""), ("Which [files]", ""), ("Folder [{", ""), ("File [", "")
        )
        person.answers(("Now: maildir:folder. Keep it?", ""), ("from a mailbox?", "no"), ("Which [loopback]", ""))
        person.answers(("Now: plantao@orgao.example. Keep it?", "no"), ("Address; Enter", ""), ("Time zone", ""), ("Name; Enter", ""))
        assert person.ends() == 0
    said = (around.folder / "carteiro.yml").read_text()
    assert 'relay: "maildir:folder"' in said
    assert 'operator: ""' in said
    assert "pending_days: 20" in said, "what is not asked about is kept as it was"
    (kept,) = around.folder.glob("carteiro.yml.*")
    assert kept.read_text() == older
