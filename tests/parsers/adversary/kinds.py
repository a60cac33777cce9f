"""Which mails look like a decision and are none? One function a kind; each call makes another complete mail."""

import re
from collections.abc import Callable
from random import Random

from tests.parsers.adversary import words
from tests.parsers.adversary.wrapping import headed, mailed, multipart, page, part, quoted

Kind = Callable[[Random], bytes]


def filled(rng: Random, templates: tuple[str, ...], forms: tuple[str, ...] = words.APPROVING) -> str:
    """A template with a form of the keyword and the thing decided in it, in one of the usual cases."""
    text = rng.choice(templates).format(f=rng.choice(forms), t=rng.choice(words.THINGS))
    return rng.choice((text, text, text.upper() if text.isascii() else text, text.rstrip(".") + "."))


def dressed(rng: Random, text: str) -> str:
    """Between a greeting and a closing."""
    return rng.choice(words.GREETINGS) + text + rng.choice(words.CLOSINGS)


def said(templates: tuple[str, ...], forms: tuple[str, ...] = words.APPROVING) -> Kind:
    """Mails whose text is one of the templates."""
    return lambda rng: mailed(rng, dressed(rng, filled(rng, templates, forms)))


def disguised(rng: Random) -> bytes:
    """Letters of other alphabets, invisible ones, spaces between."""
    word = rng.choice(words.FORMS)
    at = rng.randrange(1, len(word))
    way = rng.randrange(4)
    if way == 0:
        word = word[:at] + rng.choice(words.ZERO_WIDTH) + word[at:]
    elif way == 1:
        places = [place for place, letter in enumerate(word) if letter in words.LOOKALIKES]
        for place in rng.sample(places, rng.randint(1, len(places))):
            word = word[:place] + rng.choice(words.LOOKALIKES[word[place]]) + word[place + 1 :]
    elif way == 2:
        word = rng.choice((" ", ".", "-", "  ", "*")).join(word)
    else:
        word = "".join(chr(ord(letter) + 0xFEE0) for letter in word)
    return mailed(rng, dressed(rng, word + rng.choice(("", ".", "!", ", obrigada", rng.choice(words.THINGS)))))


def objected(rng: Random) -> bytes:
    """An approval, and below or beside it what takes it back."""
    first = filled(rng, ("{f}", "{f}{t}", "{f}, obrigado", "Ok, {f}{t}"))
    return mailed(rng, dressed(rng, first + rng.choice((". ", "\n", "\n\n", " - ", ", ")) + rng.choice(words.OBJECTIONS)))


def small_talk(rng: Random) -> bytes:
    """An approval, and below it what is neither thanks nor praise, in words that thank or praise elsewhere."""
    first = filled(rng, ("{f}", "{f}{t}", "{f}, obrigado", "Ok, {f}{t}"))
    said = rng.choice(words.SMALL_TALK)
    said = rng.choice((said, said, said.upper(), said + ".", said + "!", f"Obrigada. {said}", f"{said}. Obrigado!"))
    return mailed(rng, dressed(rng, first + rng.choice(("\n", "\n\n", ". ")) + said))


def letter_without_marks(rng: Random) -> bytes:
    """Our own letter pasted, or quoted by a client that marks nothing."""
    lines = [*rng.sample(words.LETTER_SPEECH, rng.randint(1, 4)), *rng.sample(words.LETTER_LINES, rng.randint(0, 3))]
    rng.shuffle(lines)
    lines.insert(rng.randint(0, len(lines)), rng.choice(("APROVAR", "RECUSAR", "APROVAR\nRECUSAR", "[APROVAR] [RECUSAR]")))
    return mailed(rng, dressed(rng, rng.choice(("\n", "\n\n")).join(lines)))


def only_quoted(rng: Random) -> bytes:
    """Nothing new, or a comment, above a letter with its buttons."""
    history = quoted(rng) or "\n> APROVAR\n> RECUSAR"
    return headed(rng, part(rng, rng.choice(("", *words.AGREEMENTS, *words.PROSE)) + history, "text/plain"))


def in_signature(rng: Random) -> bytes:
    """The word in a signature or a disclaimer, with or without the mark `-- `."""
    closing = filled(rng, (*words.SIGNATURES, *words.DISCLAIMERS))
    body = rng.choice(words.PROSE) + rng.choice(("\n\n-- \n", "\n\n", "\n--\n", "\n\nAtt,\n")) + closing
    return mailed(rng, rng.choice(words.GREETINGS) + body)


def automatic(rng: Random) -> bytes:
    """A vacation text: with the marks of RFC 3834 and its cousins it is no person's mail, without them it decides nothing either."""
    text = filled(rng, words.VACATION, ("APROVAR", "RECUSAR", "Aprovo"))
    marks = ("Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply", "Auto-Submitted: auto-generated (rejected)")
    if rng.random() < 0.5:
        return mailed(rng, text)
    marked = rng.choice((text, "APROVAR", "Aprovado", "RECUSAR: ausente", "APROVAR\n\n" + text))
    return mailed(rng, marked, "Resposta automática: [L_61122001]", rng.choice(marks))


def forwarded(rng: Random) -> bytes:
    """Somebody else's approval, forwarded inline or as a message of its own."""
    word = filled(rng, ("{f}", "{f}{t}", "{f}, obrigado"))
    note = rng.choice(("", "Segue a resposta do gestor.", "Para conhecimento.", "vide abaixo", "Encaminho", *words.PROSE))
    inner = f"From: outro@colonia.example\nSubject: {word}\nContent-Type: text/plain; charset=utf-8\n\n{word}\n".encode()
    if rng.random() < 0.5:
        kind = rng.choice(("message/rfc822", "message/partial; number=1; total=2; id=a", "message/rfc822\nContent-Disposition: inline"))
        return headed(rng, multipart(rng, "mixed", part(rng, note, "text/plain"), f"Content-Type: {kind}\n\n".encode() + inner), None)
    lead = rng.choice(
        (
            "---------- Forwarded message ---------\nDe: Outro <o@colonia.example>\nDate: 20 nov. 2026\nSubject: Re: x\nTo: Ana\n",
            "-------- Mensagem encaminhada --------\nAssunto: Re: x\nData: Fri, 20 Nov 2026\nDe: Outro\nPara: Ana\n",
            "De: Outro <outro@colonia.example>\nEnviada em: sexta-feira, 20 de novembro de 2026 10:00\nPara: Ana\nAssunto: RES: x\n",
            "Início da mensagem encaminhada:\n\nDe: Outro\nAssunto: x\n",
        )
    )
    return headed(rng, part(rng, f"{note}\n\n{lead}\n{word}\n", "text/plain"))


def in_a_file(rng: Random) -> bytes:
    """The word in a file, its name, its description, a calendar part or a card."""
    word = filled(rng, ("{f}", "{f}{t}"))
    text = part(rng, rng.choice(("", *words.AGREEMENTS, *words.PROSE)), "text/plain")
    name = word.replace(" ", "_")
    kinds = (
        ("text/plain", f'Content-Disposition: attachment; filename="{name}.txt"', word),
        (f'text/plain; name="{name}.txt"', f'Content-Disposition: inline; filename="{name}.txt"', word),
        ("text/html", f'Content-Disposition: attachment; filename="{name}.html"', f"<p>{word}</p>"),
        ("application/pdf", f'Content-Disposition: attachment; filename="{name}.pdf"', "%PDF-1.4"),
        ("text/calendar", "Content-Disposition: inline", f"BEGIN:VCALENDAR\nSUMMARY:{word}\nDESCRIPTION:{word}\nEND:VCALENDAR"),
        ("text/vcard", "Content-Description: " + name, f"BEGIN:VCARD\nFN:{word}\nNOTE:{word}\nEND:VCARD"),
        ("image/png", f'Content-Disposition: inline; filename="{name}.png"\nContent-Description: {name}', "x"),
    )
    media_type, field, content = rng.choice(kinds)
    return headed(rng, multipart(rng, "mixed", text, part(rng, content, media_type, field)))


def unseen_in_page(rng: Random) -> bytes:
    """The word where no reader of the HTML sees it, or in the text of a picture, a title, a comment."""
    word = filled(rng, ("{f}", "{f}{t}"))
    hidden = rng.choice(
        (
            '<div style="display:none">{}</div>', '<span style="visibility:hidden">{}</span>', '<p style="font-size:0px">{}</p>',
            '<img src="cid:a" alt="{}">', '<img alt="{0}" title="{0}" src="https://logo.example/x.png">', "<!-- {} -->",
            "<title>{}</title>", "<noscript>{}</noscript>",
            "<style>/* {} */</style>", "<p hidden>{}</p>", "<script>{}</script>", '<span style="mso-hide:all">{}</span>',
            '<input type="button" value="{}">', "<template>{}</template>", '<a title="{}" href="https://a.example/"></a>',
        )
    ).format(word)  # fmt: skip
    shown = rng.choice(("", *words.AGREEMENTS, *words.PROSE))
    html = part(rng, page(rng, shown, hidden=hidden), "text/html")
    return headed(rng, rng.choice((html, multipart(rng, "alternative", part(rng, shown, "text/plain"), html))))


def two_faces(rng: Random) -> bytes:
    """Text and HTML that say different things."""
    one = rng.choice(("APROVAR", "Aprovado", "Aprovo a solução", "CANCELAR"))
    other = rng.choice(("RECUSAR", "Recuso porque falhou", "não", *words.AGREEMENTS, *words.PROSE, filled(rng, words.CONDITIONS)))
    plain, html = rng.choice(((one, other), (other, one)))
    faces = (part(rng, plain, "text/plain"), part(rng, page(rng, html), "text/html"))
    return headed(rng, multipart(rng, "alternative", *faces))


def several_texts(rng: Random) -> bytes:
    """Text parts one after another, of which the later speaks against the first."""
    later = rng.choice(("RECUSAR: não", "RECUSAR", *words.OBJECTIONS))
    texts = [dressed(rng, filled(rng, ("{f}", "{f}{t}"))), later]
    parts = [part(rng, text, "text/plain") if rng.randrange(2) else part(rng, page(rng, text), "text/html") for text in texts]
    return headed(rng, multipart(rng, rng.choice(("mixed", "related")), *parts))


def in_subject(rng: Random) -> bytes:
    """The word in the subject of a mail that says something else, or that only quotes our letter."""
    word = rng.choice((filled(rng, ("{f}", "{f}{t}")), "RECUSAR: x", "Re: APROVAR", "[L_61122001] APROVAR", "APROVAR L_61122001"))
    if rng.randrange(3):
        return mailed(rng, rng.choice((*words.AGREEMENTS, *words.PROSE)), word)
    return headed(
        rng, part(rng, "\n> APROVAR\n> RECUSAR\n> CANCELAR\n" + rng.choice(words.PROSE).replace("O ", "> O ", 1), "text/plain"), word
    )


def in_a_table(rng: Random) -> bytes:
    """The word in a cell, a list or a form."""
    word = filled(rng, ("{f}",))
    cell, other = rng.choice(words.PROSE), rng.choice(("Resposta", "Opção", "Situação", "Decisão do gestor", "Nº 3"))
    shapes = (
        f"<table><tr><td>{other}</td><td>{word}</td></tr><tr><td>{cell}</td><td>x</td></tr></table>",
        f"<table><tr><th>{other}</th><th>{cell}</th></tr><tr><td>{word}</td><td>12</td></tr></table>",
        f"<p>{cell}</p><ul><li>{word}</li><li>{other}</li></ul>",
        f"<ol><li>{word}</li><li>recusar</li></ol><p>{cell}</p>",
        f"<p>{other}: <b>{word}</b></p><p>{cell}</p>",
        f"<h1>{other}</h1><p>{word}</p><p>{cell}</p>",
    )
    return headed(rng, part(rng, f"<html><body>{rng.choice(shapes)}</body></html>", "text/html"))


# A refusal may be read kindly: 'quero recusar' and a bitter one are refusals.
NOT_REFUSING = tuple(text for text in words.REPORTED if not re.match(r"Quero|Preciso \{f\}|\{f\}.*(?:nada|demora|rindo|erro)", text))

KINDS: dict[str, Kind] = {
    "negation": said(words.NEGATIONS, words.FORMS),
    "question": said(words.QUESTIONS),
    "question about refusing": said(words.QUESTIONS[:12], ("RECUSAR", "recusar", "Recuso")),
    "future": said(words.FUTURES),
    "condition": said(words.CONDITIONS),
    "both words": said(words.BOTH),
    "reported speech": said(words.REPORTED),
    "reported refusal": said(NOT_REFUSING, ("recusar", "recusado", "Recusada", "recusadas")),
    "future refusal": said(tuple(text for text in words.FUTURES if not text.startswith("Logo")), ("recusar", "Recusar", "recusado")),
    "buried": said(words.BURIED),
    "misspelled": said(words.MISSPELLED),
    "mere agreement": said(words.AGREEMENTS),
    "disguised": disguised,
    "objected": objected,
    "small talk": small_talk,
    "our letter without marks": letter_without_marks,
    "only quoted": only_quoted,
    "signature or disclaimer": in_signature,
    "automatic": automatic,
    "forwarded": forwarded,
    "in a file": in_a_file,
    "unseen in a page": unseen_in_page,
    "two faces": two_faces,
    "several texts": several_texts,
    "in the subject": in_subject,
    "in a table": in_a_table,
}


def made(kind: str, count: int, seed: int = 1) -> list[bytes]:
    """So many different mails of a kind, always the same ones."""
    rng = Random(f"{kind} {seed}")
    found: dict[bytes, None] = {}
    while len(found) < count:
        found[KINDS[kind](rng)] = None
    return list(found)
