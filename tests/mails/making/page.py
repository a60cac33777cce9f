"""How is a mail made whose only text is a page of HTML?"""

from typing import Any

from tests.mails.making.mail import Made, packed, part, wire

RITA = "Rita de Cássia Moura <rita.moura@ribeiraomanso.example>"
TO = "Suporte INSS <suporte+l61123001.0.mrk4tq7zdxwcvnb2ye5s3aujhf@carteiro.example>"
ASKED = "<l61123001.0.mrk4tq7zdxwcvnb2ye5s3aujhf.e398235bac21@carteiro.example>"
SOLUTION = (
    "<div>Prezada Rita,</div><div><br></div><div>O acesso foi restabelecido.</div>"
    "<div>Se estiver de acordo, responda APROVAR; se não, RECUSAR e o motivo.</div><div><br></div><div>Ana Lúcia Barros</div>"
)
HEADER = (
    "<b>De:</b> Suporte INSS &lt;suporte@carteiro.example&gt;<br><b>Enviado:</b> segunda-feira, 23 de novembro de 2026 10:25<br>"
    "<b>Para:</b> Rita de Cássia Moura &lt;rita.moura@ribeiraomanso.example&gt;<br><b>Assunto:</b> [L_61123001] Portal fora do ar"
)
WROTE = "Em 23/11/2026 10:25, Suporte INSS &lt;suporte@carteiro.example&gt; escreveu:"


class Pages:
    """The mails of one folder, as they are made."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.mails: list[Made] = []

    def page(
        self, name: str, html: str, new_text: str, *words: str, answers: bool = True, encoding: str = "quoted-printable", **more: Any
    ) -> None:
        """An answer to the solution (or a first mail) that is one page. words: the orders in it."""
        thread = f"In-Reply-To: {ASKED}\nReferences: {ASKED}\n" if answers else ""
        subject = "Re: [L_61123001] Portal fora do ar" if answers else "[12] Portal fora do ar"
        content = part("text/html; charset=utf-8", packed(html + "\n", encoding), encoding)
        self.wrote(name, f"Subject: {subject}\n{thread}{content}", new_text, *words, **more)

    def wrote(self, name: str, rest: str, new_text: str, *words: str, **more: Any) -> None:
        """A mail from its subject on."""
        number = len(self.mails) + 1
        head = (
            f"From: {RITA}\nTo: {TO}\nDate: Mon, 23 Nov 2026 {11 + number // 60}:{number % 60:02}:09 -0300\n"
            f"Message-ID: <{number}.{name}@ribeiraomanso.example>\nMIME-Version: 1.0\n"
        ).replace("á", "=?utf-8?Q?=C3=A1?=")
        head = head.replace("Rita de Cássia Moura", "=?utf-8?Q?Rita_de_C=C3=A1ssia_Moura?=")
        command = [{"word": word} for word in words]
        facts = {"kind": "normal", "from": "rita.moura@ribeiraomanso.example", "new_text": new_text, "command": command, **more}
        self.mails.append(Made(self._folder, name, wire(head + rest), facts))


def document(body: str, head: str = "") -> str:
    """A whole page."""
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>Mensagem</title>{head}</head>\n<body>\n{body}\n</body>\n</html>'
