"""How is the story shown? As a conversation: who wrote, what came back, how the ticket stands."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from gateway.demo.script import Scene
from gateway.post.wording import status_label, when_pt
from gateway.settings import Settings
from storage.ticket.tickets import Standing

MARKER = "Responda acima"
SHOWN_PARAGRAPHS = 2  # besides lines that only introduce what follows
WIDTH = 96
ENDS = {"approved": "aprovado", "expired": "encerrado por decurso de prazo"}


class Screen:
    """Prints the story to a terminal, or plainly to a file."""

    def __init__(self, console: Console, zone: ZoneInfo, names: dict[str, str]) -> None:
        self._console = console
        self._width = min(WIDTH, console.width)
        self._zone = zone
        self._names = names

    def title(self, text: str) -> None:
        """A new conversation begins."""
        self._console.print()
        self._console.rule(f"[bold]{text}")

    def note(self, text: str) -> None:
        """A word to the spectator."""
        self._console.print(Padding(Text(text, style="italic dim"), (1, 0, 0, 0)))

    def wrote(self, scene: Scene, at: datetime) -> None:
        """Someone's mail."""
        head = f"{when_pt(at, self._zone)}  {self._name(scene.who)} escreve"
        body = Text(scene.body.strip())
        if scene.file:
            body.append(f"\n[anexo: {scene.file}]", style="cyan")
        self._console.print(
            Panel(body, title=head, title_align="left", subtitle=scene.subject or None, subtitle_align="left", width=self._width)
        )

    def later(self, at: datetime) -> None:
        """Time passed, and nobody wrote."""
        self._console.print(Text(f"\n  {when_pt(at, self._zone)}", style="dim"))

    def letters(self, letters: Sequence[EmailMessage]) -> None:
        """What the gateway wrote to whom; one line for those who got the same."""
        told: dict[str, list[str]] = {}
        for letter in letters:
            told.setdefault(_gist(letter), []).append(self._name(str(letter["To"].addresses[0].addr_spec)))
        for gist, people in told.items():
            self._console.print(Text(f"  ✉ para {', '.join(people)}", style="green"))
            self._console.print(Padding(Text(gist), (0, 0, 0, 4)), width=self._width)

    def stands(self, ticket: Standing | None) -> None:
        """How the ticket stands now."""
        if ticket is None:
            return
        line = f"  ● {ticket.number}  {status_label(ticket.status)}"
        if ticket.outcome:
            line += f" ({ENDS.get(ticket.outcome, ticket.outcome)})"
        elif ticket.status == "solved" and ticket.deadline_at:
            line += f", resposta até {when_pt(ticket.deadline_at, self._zone)}"
        self._console.print(Text(line, style="bold blue"))

    def farewell(self, settings: Settings, server: tuple[str, int] | None, page: str = "") -> None:
        """How to go on by oneself. page: where all of it is shown, '' when nowhere."""
        host, port = server or ("", 0)
        self._console.print()
        self._console.rule("[bold]Your turn" if server else "[bold]Where to look")
        say = self._console.out
        if server:
            say("Write a mail yourself, in another terminal:\n", highlight=False)
            say(
                "  printf 'From: maria@str-valesereno.example\\nSubject: [11] Uma pergunta\\n\\nComo protocolar?\\n' |\n"
                f"    curl -sS --url smtp://{host}:{port} --user maria@str-valesereno.example:carteiro \\\n"
                f"      --mail-from maria@str-valesereno.example --mail-rcpt {settings.address} --upload-file -\n",
                highlight=False,
            )
        if page:
            say(f"See all of it in a browser: {page} (the letters of each person: {page}/letters)\n", highlight=False)
        say(f"The letters lie in {settings.home}/mail, a Maildir for each person (mutt -f {settings.home}/mail/...).", highlight=False)
        say(f"Tickets: CARTEIRO_HOME={settings.home} .venv/bin/carteiro ticket list", highlight=False)
        if server:
            say("Ctrl-C ends it.", highlight=False)

    def _name(self, address: str) -> str:
        return self._names.get(address, address)


def _gist(letter: EmailMessage) -> str:
    """The top of a letter: what happened, and the first thing that can be done next."""
    part = letter.get_body(("plain",))
    told: list[str] = []
    for paragraph in part.get_content().split("\n\n") if part else []:
        words = _words(paragraph)
        if words.startswith("Chamado: ") or sum(not w.endswith(":") for w in told) == SHOWN_PARAGRAPHS:
            break  # the table of the ticket: `stands` says that shorter
        if words and MARKER not in words and not words.startswith(("Olá", "- ")):
            told.append(words)
    return "\n".join(told)


def _words(paragraph: str) -> str:
    """A paragraph as running text, without its heading; list items keep their lines. A link says nothing here: ''."""
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    lines = lines[1:] if lines and lines[0].isupper() else lines
    if any(line.startswith("<mailto") for line in lines):
        return ""
    return "".join(f"\n{line}" if line.startswith("- ") else f" {line}" for line in lines).strip()
