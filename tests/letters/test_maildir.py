"""Does a letter reach the Maildir once, whole, and in a folder of its recipient's own?"""

import mailbox
import threading
from pathlib import Path

import pytest

from gateway.post.maildir import folder_name
from gateway.post.relay import Permanent, Relay, Temporary, relay

MAIL = b"From: a@b.example\r\nDate: Sun, 22 Nov 2026 17:05:00 +0000\r\nMessage-ID: <1@b.example>\r\n\r\nOl\xc3\xa1\r\n"


def at(path: Path) -> Relay:
    return relay(f"maildir:{path}", lambda: 0.0)


def kept(path: Path, address: str) -> mailbox.Maildir:
    return mailbox.Maildir(path / address, create=False)


def test_a_letter_can_be_read_with_any_maildir_reader(tmp_path: Path) -> None:
    at(tmp_path / "mail").send("", "Maria@Aurora.example", MAIL)
    [key] = kept(tmp_path / "mail", "maria@aurora.example").keys()
    assert kept(tmp_path / "mail", "maria@aurora.example").get_bytes(key) == MAIL.replace(b"\r\n", b"\n")
    [file] = (tmp_path / "mail/maria@aurora.example/new").iterdir()
    assert file.read_bytes() == MAIL.replace(b"\r\n", b"\n")
    assert file.name.startswith("1795367100.")
    assert not list((tmp_path / "mail/maria@aurora.example/tmp").iterdir())


def test_the_same_letter_again_leaves_one_file_even_after_it_was_read(tmp_path: Path) -> None:
    out = at(tmp_path)
    out.send("", "a@b.example", MAIL)
    out.send("", "a@b.example", MAIL)
    [file] = (tmp_path / "a@b.example/new").iterdir()
    file.rename(tmp_path / "a@b.example/cur" / f"{file.name}:2,S")
    out.send("", "a@b.example", MAIL)
    assert len(kept(tmp_path, "a@b.example")) == 1


def test_other_letters_and_other_recipients_stand_apart(tmp_path: Path) -> None:
    out = at(tmp_path)
    out.send("", "a@b.example", MAIL)
    out.send("", "a@b.example", MAIL.replace(b"<1@", b"<2@"))
    out.send("", "c@b.example", MAIL)
    assert (len(kept(tmp_path, "a@b.example")), len(kept(tmp_path, "c@b.example"))) == (2, 1)


def test_a_letter_without_date_or_id_is_kept_all_the_same(tmp_path: Path) -> None:
    at(tmp_path).send("", "a@b.example", b"\r\nsem nada\r\n")
    assert len(kept(tmp_path, "a@b.example")) == 1


def test_many_threads_may_deliver_at_once(tmp_path: Path) -> None:
    out = at(tmp_path)
    threads = [
        threading.Thread(target=out.send, args=("", "a@b.example", MAIL.replace(b"<1@", b"<%d@" % (number % 5)))) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept(tmp_path, "a@b.example")) == 5


@pytest.mark.parametrize("address", ["", "a", "a@b\r\nc", "a@b@c", "../x@b.example\x00", "a" * 65 + "@b.example", '"a b"@c.example'])
def test_an_impossible_address_is_permanent(tmp_path: Path, address: str) -> None:
    with pytest.raises(Permanent):
        at(tmp_path).send("", address, MAIL)
    assert not list(tmp_path.iterdir())


def test_a_disk_in_trouble_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("no folder")
    with pytest.raises(Temporary, match="Maildir"):
        at(tmp_path / "mail").send("", "a@b.example", MAIL)


@pytest.mark.parametrize(
    ("one", "other"), [("a/b@c.example", "a_b@c.example"), ("ção@c.example", "cão@c.example"), ("a=b@c.example", "a*b@c.example")]
)
def test_folders_stay_inside_and_never_meet(one: str, other: str) -> None:
    assert folder_name(one) != folder_name(other)
    assert "/" not in folder_name(one) + folder_name(other)
    assert not folder_name(one).startswith(".")
