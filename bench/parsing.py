"""How many mails a second are read, beside the standard library's parser on the same mails?

Ours is the whole reading: parts, SHA-256 of each file, text, new text, keyword, kind. Beside it stands `email.policy.default`, asked
for subject, addresses, texts and contents only.
"""

import email
import email.policy
import random
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from statistics import median

from bench.row import Row, Step
from gateway import app
from gateway.catalog import load
from parsers.read import read
from parsers.reading import Known

PAIRS = 7
SENTENCES = (
    "O portal de requerimentos não abre desde ontem às 14h, e a tela mostra uma mensagem que não conhecemos.",
    "Já limpamos o histórico do navegador e tentamos em dois computadores diferentes, com o mesmo resultado.",
    "Segue em anexo a imagem da tela, com o horário em que o erro apareceu pela última vez.",
    "A servidora Joana, do setor de cadastro, confirmou que o acesso dos demais representantes está normal.",
    "Precisamos protocolar oito requerimentos de aposentadoria rural até a próxima sexta-feira.",
    "Por favor, verifiquem se a senha provisória enviada em 03/06/2026 ainda é válida; o sistema diz que expirou.",
    "O número do protocolo anterior não aparece na consulta, embora conste do recibo que recebemos.",
)
KINDS: tuple[tuple[str, int, int, int, bool], ...] = (  # what, bytes of text, bytes of attachment, mails a turn, HTML only
    ("4 KB of text", 3_500, 0, 300, False),
    ("45 KB, 2 KB of text and a picture", 2_000, 32_000, 200, False),
    ("45 KB, 10 KB of text and a picture", 10_000, 25_000, 200, False),
    ("45 KB, 30 KB of text and a small file", 30_000, 9_000, 100, False),
    ("5 MB, 2 KB of text and a film", 2_000, 3_800_000, 4, False),
    ("45 KB, HTML only: 4 KB of text and a picture", 4_000, 26_000, 100, True),
    ("45 KB, HTML only: all of it the page", 25_000, 0, 60, True),
)


def measure(step: Step) -> Iterator[Row]:
    """Mails read a second on one core, as medians of pairs in turns."""
    known = Known("suporte@carteiro.example", app.folded(load(Path("catalog.yml"))))
    for what, words, attached, count, is_page in KINDS:
        mails = [mail(random.Random(n), words, attached, is_page=is_page) for n in range(min(count, 20))]
        pairs = []
        for n in range(-1, PAIRS):
            step(f"reading {what}, pair {max(n, 0) + 1} of {PAIRS}")
            ours = rate(lambda raw: read(raw, known), mails, count)
            beside = rate(standard, mails, max(2, count // 4))
            pairs.append((ours, beside))
        del pairs[0]
        ours, beside = (median(side) for side in zip(*pairs, strict=True))
        ratio = median(a / b for a, b in pairs)
        yield Row(f"mails read a second: {what}", f"{ours:.0f}", f"{beside:.0f}", ratio, "whole reading beside `email` policy.default")


def rate(reader: Callable[[bytes], object], mails: list[bytes], count: int) -> float:
    """Mails a second of CPU."""
    started = time.process_time()
    for n in range(count):
        reader(mails[n % len(mails)])
    return count / (time.process_time() - started)


def standard(raw: bytes) -> list[object]:
    """What a program with the standard library alone would ask for."""
    found = email.message_from_bytes(raw, policy=email.policy.default)
    asked: list[object] = [str(found[name]) for name in ("subject", "from", "to", "date", "message-id")]
    for part in found.walk():
        if not part.is_multipart():
            asked += [part.get_content(), part.get_filename(), part.get_content_type()]
    return asked


def mail(chance: random.Random, words: int, attached: int, *, is_page: bool) -> bytes:
    """A mail like those that come: a greeting, paragraphs, a signature; a file of bytes that do not compress."""
    made = EmailMessage()
    made["From"] = "Maria da Conceição <maria@str-valesereno.example>"
    made["To"] = "suporte@carteiro.example"
    made["Subject"] = "[12] Portal de requerimentos não abre"
    made["Date"] = "Fri, 05 Jun 2026 10:00:00 -0300"
    made["Message-ID"] = f"<{chance.getrandbits(64):x}@str-valesereno.example>"
    paragraphs = text(chance, words)
    if is_page:
        made.set_content(page(paragraphs), subtype="html")
    else:
        made.set_content("\n\n".join(paragraphs) + "\n")
    if attached:
        made.add_attachment(chance.randbytes(attached), maintype="image", subtype="png", filename="tela do portal às 14h.png")
    return made.as_bytes(policy=email.policy.SMTP)


def text(chance: random.Random, size: int) -> list[str]:
    """Paragraphs of about so many characters."""
    paragraphs, length = ["Bom dia,"], 0
    while length < size:
        paragraph = " ".join(chance.choices(SENTENCES, k=3))
        paragraphs.append(paragraph)
        length += len(paragraph)
    return [*paragraphs, "Atenciosamente,", "Maria da Conceição\nGestora do acordo\nSTR Vale Sereno"]


def page(paragraphs: list[str]) -> str:
    """The paragraphs as Outlook writes them."""
    lines = "".join(
        f"<p class=MsoNormal><span style='font-size:11.0pt;font-family:\"Calibri\",sans-serif'>{paragraph}<o:p></o:p></span></p>\n"
        for paragraph in paragraphs
    )
    style = (
        '<style><!--\n@font-face\n\t{font-family:"Cambria Math";\n\tpanose-1:2 4 5 3 5 4 6 3 2 4;}\n'
        'p.MsoNormal, li.MsoNormal, div.MsoNormal\n\t{margin:0cm;\n\tfont-size:11.0pt;\n\tfont-family:"Calibri",sans-serif;}\n'
        "a:link, span.MsoHyperlink\n\t{mso-style-priority:99;\n\tcolor:#0563C1;\n\ttext-decoration:underline;}\n"
        "@page WordSection1\n\t{size:612.0pt 792.0pt;\n\tmargin:70.85pt 3.0cm 70.85pt 3.0cm;}\n"
        "div.WordSection1\n\t{page:WordSection1;}\n--></style>"
    )
    return f'<html><head><meta charset="utf-8">{style}</head><body lang=PT-BR><div class=WordSection1>{lines}</div></body></html>'
