"""What does each letter look like? Invented facts for every kind and state; the tests and the gallery render them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gateway.post.colours import Palette
from gateway.post.facts import (
    AskedFacts,
    CheckFacts,
    EntityFacts,
    Entry,
    FileFacts,
    HeldFacts,
    ItemDetail,
    ItemFacts,
    MissingFacts,
    TargetFacts,
    TicketFacts,
)
from gateway.post.letters import Letters, Office
from tests.letters.digested import digest

TEMPLATES = Path(__file__).parents[2] / "templates"
OFFICE = Office(
    "Suporte aos Acordos",
    "suporte@carteiro.example",
    ZoneInfo("America/Sao_Paulo"),
    "Este canal atende só os gestores cadastrados e ativos das entidades parceiras.",
    Palette(),
)
REPLY_TO = "suporte+l61122001.1.abcdefghijklmnopqrstuvwxyz@carteiro.example"
DEADLINE = datetime(2026, 12, 2, 2, 59, 59, tzinfo=UTC)  # 1 December 2026, 23:59:59 in Brasília
OPENED = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)

BOUNCED = {"recipient": "marina@aurora.example", "detail": "550 5.1.1 mailbox unknown"}
TICKET = TicketFacts(
    number="L_61122001",
    title="Portal indisponível desde cedo",
    status="assigned",
    code=12,
    item="PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE",
    entity="Associação Aurora do Vale",
    requester="Marina Alves Prado",
    group="21150.SR-1",
    technician="",
    opened_at=OPENED,
    deadline=None,
    round=0,
    outcome="",
)
TAKEN = replace(TICKET, technician="Rui Campos")
SOLVED = replace(TAKEN, status="solved", deadline=DEADLINE, round=1)
APPROVED = replace(SOLVED, status="closed", outcome="approved")
PENDING = replace(TAKEN, status="pending", deadline=DEADLINE)
DEMANDED = replace(TICKET, status="pending", deadline=DEADLINE)
UNANSWERED = replace(PENDING, status="closed", outcome="unanswered")
MERGED = replace(TAKEN, status="closed", outcome="merged")
HEIR = replace(TAKEN, number="L_61122002", title="Erro no portal", requester="João Prado")
WITHDRAWN = replace(TAKEN, status="closed", outcome="withdrawn")
EXPIRED = replace(SOLVED, status="closed", outcome="expired")

ITEM = ItemDetail(
    code=12,
    title=TICKET.item,
    objective="Restabelecer o acesso ao portal.",
    checklist=("O cadastro do representante está ativo no GERID/GID?", "Os papéis no GERID/GPA estão no prazo de validade?"),
    evidence=("Tela do erro de acesso ao portal",),
    passwords=False,
    confidential=False,
)
SECRET = replace(ITEM, code=1, confidential=True, checklist=(), evidence=())
PASSWORDS = replace(ITEM, code=18, checklist=(), evidence=(), passwords=True)
FILES = (FileFacts("tela-de-erro.png", 1_258_291, "5" * 64), FileFacts("relatório.pdf", 48_100, "7" * 64))
LOGO = FileFacts("logo.png", 4_100, "6" * 64, accepted=False, why="logo")
NOTHING = MissingFacts((), "", "", "", "Não consigo enviar")
SCREEN = MissingFacts(ITEM.evidence, "", "", "", "Não consigo enviar")
PAPERS = MissingFacts(
    ("TCMS", "cópia de documento"),
    "Representa mais de uma entidade?",
    "Atua só por esta entidade",
    "Está tudo nos arquivos",
    "Não consigo enviar",
)
WITHOUTS = ("spared", "in_files", "given_up", "incident", "silenced", "undelivered", "unsent")
ASKED_FOR = (AskedFacts("Tela do erro", ("tela-de-erro.png",)), AskedFacts("TCMS", ()))
BIG = (FileFacts("vídeo-do-erro.mp4", 48_000_000, "9" * 64),)
ASKED = "Bom dia.\n\nO portal mostra erro desde as 8h.\nPodem verificar?"
SOLUTION = "O serviço foi restabelecido às 14h.\n\nEntre de novo no portal, por favor."
HISTORY = (
    Entry(OPENED.replace(hour=18), "Rui Campos", "técnico", "O erro aparece em todos os computadores?"),
    Entry(OPENED, "Marina Alves Prado", "representante", ASKED),
)
ITEMS = (
    ItemFacts(1, "SERVIÇO > MANUTENÇÃO DO ACORDO > DENÚNCIA", confidential=True),
    ItemFacts(12, "PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE", confidential=False),
    ItemFacts(19, "PORTAL DE REQUERIMENTOS > SISTEMA > ACESSO > EXCLUSÃO DE ACESSO DOS REPRESENTANTES", confidential=False),
)
CHECKS = (CheckFacts((12,), "Anexe as telas de erro."), CheckFacts((12, 16), "O cadastro do representante está ativo no GERID/GID?"))
WHEN: dict[str, object] = {"received_at": OPENED, "until": DEADLINE}
UNTOLD: dict[str, object] = {"items": ITEMS, "likeliest": (), "checks": CHECKS, "elsewhere": (), **WHEN}
ELSEWHERE = ("O canal não trata da análise de um requerimento.", "Acompanhe o requerimento pelo telefone 135.")
CLAIMS = (
    HeldFacts(OPENED, DEADLINE, f"12 - {TICKET.item}", about_ticket=False, order="", files=2, size=1_310_000),
    HeldFacts(OPENED, DEADLINE, "", about_ticket=True, order="APROVAR", files=0, size=4_100),
    HeldFacts(OPENED, DEADLINE, "", about_ticket=False, order="", files=1, size=52_000),
)
ENTITIES = (EntityFacts("1", "Associação Aurora do Vale"), EntityFacts("2", "Sindicato Bela Vista"))
WHYS_UNDECIDED = (
    "sentence", "negation", "future", "question", "contrast", "both", "buried", "misspelled", "letters", "parts", "merged", "stale", "none",
)  # fmt: skip
WHYS_MAILBOX = (
    "unreachable", "tls", "login", "token", "folder", "read-only", "busy", "silent", "answer",
    "renumbered", "unfiled", "unfetchable", "unread",
)  # fmt: skip
CHECKED = ("broker", "evidence", "mailboxes", "inbox", "outbox", "quarantine", "sweep", "disk", "directory", "expiry", "record")
MAILBOX = {"mailbox": "suporte@imap.orgao.example/INBOX", "since": OPENED}
ANSWERED = "NO [OVERQUOTA] Quota exceeded (mailbox for user is full)"
NAMES = {
    "person": "Bia Lemos", "who": "Bia Lemos", "number": "L_61122001", "count": "3",
    "before": "Caio Reis", "group": "21150.SR-2", "groups": "21150.SR-1, 21150.SR-2", "mail": "bia@aurora.example",
    "item": "13 - ERRO", "items": "1, 12, 19", "into": "L_61122002", "own": "L_61122003",
}  # fmt: skip
DONE = (
    "solved", "noted", "public", "taken", "took_over", "yours", "still_theirs", "assigned", "transferred", "reclassified", "rerouted",
    "inside", "asked", "undone", "declined", "fanned", "recalled", "only_this", "leads", "joins", "joins_solved", "incident_ended",
    "incident_left",
)  # fmt: skip
JOINING = tuple((word, NAMES) for word in ("merged", "merged_told", "merged_void"))
LINES, GONE = tuple((word, NAMES) for word in DONE), (("transferred", NAMES),)
DONE_BY_COLLEAGUES = (
    "taken", "answered", "solved", "noted", "took", "assigned", "transferred", "reclassified", "rerouted", "asked", "undone", "declined",
    "leads", "joins",
)  # fmt: skip
WHYS_CANNOT = (
    "no_report", "report_alone",
    "not_yours", "not_solved", "already_decided", "not_available", "late", "no_text", "other_from", "too_costly",
    "already_open", "work_only", "two_tickets", "unclear_order", "one_order", "whose_files", "nobody", "nothing_waits",
    "advise_only", "is_solved", "whom", "unknown_person", "person_left", "other_group", "which_group", "same_group", "empty_group",
    "opened_it", "handed_on", "which_item", "same_item",
    "no_group", "ask_alone", "which_ticket",
    "caller_whom", "caller_left", "caller_no_gestor", "caller_proof", "caller_thread",
    "ended_before", "merge_whom", "merge_unknown", "merge_self", "merge_done", "merge_closed", "merge_went", "merge_entity", "merge_secret",
    "merge_leads", "merge_both_lead", "merge_stays", "merged_away", "of_merged",
    "solution_waits", "no_question", "no_answer", "nothing_to_undo", "others_solution", "taken_back", "unnamed",
    "incident_solved", "incident_apart", "incident_secret", "incident_exists", "leads_already", "joined_already", "no_incident",
)  # fmt: skip

MISSED = (TargetFacts("answer", OPENED.replace(day=23)), TargetFacts("solution", OPENED.replace(day=24)))
LATE = {"since": OPENED, "people": (("Bia Lemos", "bia@aurora.example"), ("Caio Reis", "caio@aurora.example")), "conversation": HISTORY}


LIKELY = UNTOLD | {"likeliest": (ITEM, PASSWORDS, SECRET), "elsewhere": ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter in one state; `name` is unique and fit for a file name."""

    name: str
    kind: str
    facts: Mapping[str, object]


def _sample(name: str, to: str = "Marina Alves Prado", /, **facts: object) -> Sample:
    return Sample(name, name.partition("-")[0], {"reader_name": to, **facts})


def _told(text: str, author: str) -> dict[str, object]:
    return {"text": text, "author": author, "files": FILES, "omitted": BIG, "conversation": HISTORY}


REP, TECH = "Marina Alves Prado", "Rui Campos"
CALLED = {"number": "L_61122001", "title": "Portal", "text": ASKED, "caller": REP}
SAMPLES = (
    *(_sample(f"digest-{span}-{busy}", TECH, digest=digest(span, busy)) for span in ("day", "week", "asked") for busy in (0, 14, 1400)),
    _sample("received", ticket=TICKET, item=ITEM, files=(*FILES, LOGO), missing=NOTHING, received_sha256="3" * 64),
    _sample("received-pending", ticket=DEMANDED, item=ITEM, files=(LOGO,), missing=SCREEN, received_sha256="3" * 64),
    _sample("received-papers", ticket=DEMANDED, item=ITEM, files=FILES, missing=PAPERS, received_sha256="3" * 64),
    _sample("received-incident", ticket=TICKET, item=ITEM, files=(), missing=SCREEN, received_sha256="3" * 64),
    _sample("received-passwords", ticket=replace(TICKET, code=18), item=PASSWORDS, files=(), missing=NOTHING, received_sha256="3" * 64),
    _sample("received-confidential", ticket=replace(TICKET, code=1), item=SECRET, files=(), missing=NOTHING, received_sha256="3" * 64),
    _sample("missing", ticket=DEMANDED, missing=SCREEN, files=(), came=False),
    _sample("missing-papers", ticket=DEMANDED, missing=PAPERS, files=(*FILES, LOGO), came=True),
    *(_sample(f"routed-{why}", ticket=TICKET, files=FILES, author=REP, without=why, missing=missing, audience=audience)
        for why, missing, audience in (("in_files", (), "representante"), ("spared", (), "representante"),
            ("given_up", ITEM.evidence, "representante"), ("", (), "entidade"))),
    *(_sample(f"assigned-without-{why}", TECH, ticket=TICKET, item=ITEM, handed="", asked=ASKED_FOR, without=why, unless="só aqui",
        **_told(ASKED, REP)) for why in WITHOUTS),
    _sample("received-known", ticket=TICKET, item=ITEM, files=FILES, missing=NOTHING, received_sha256="3" * 64, known=True),
    _sample("received-opened-by", ticket=TICKET, item=ITEM, files=FILES, missing=NOTHING, received_sha256="3" * 64, opened_by=TECH),
    _sample("which_entity-caller", TECH, title="Portal fora do ar", entities=ENTITIES, reason="", caller=REP, **WHEN),
    *(
        _sample(f"opened_for-{name}", TECH, **CALLED, group=group, routed=routed, works=works)
        for name, group, routed, works in (
            ("group", "21150.SR-1", True, True),
            ("other", "21150.SR-3", True, False),
            ("pending", "21150.SR-1", False, False),
            ("confidential", "", True, False),
        )
    ),
    _sample("assigned-confidential", TECH, ticket=replace(TICKET, code=1), item=SECRET, handed="", **_told(ASKED, REP)),
    _sample("assigned", TECH, ticket=TICKET, item=ITEM, handed="", **_told(ASKED, REP)),
    _sample("assigned-passwords", TECH, ticket=replace(TICKET, code=18), item=PASSWORDS, handed="", **_told(ASKED, REP)),
    *(
        _sample(f"assigned-{handed}", TECH, ticket=TAKEN, item=ITEM, handed=handed, by="Outra", note=note, **_told(ASKED, REP))
        for handed, note in (("person", "Você conhece o caso."), ("group", "É da regional de vocês."), ("item", ""))
    ),
    _sample("reclassified", ticket=TICKET, item=ITEM, before="13 - ERRO"),
    _sample("reclassified-passwords", ticket=replace(TICKET, code=18), item=PASSWORDS, before="13 - ERRO"),
    _sample("reclassified-confidential", ticket=replace(TICKET, code=1), item=SECRET, before="3 - RECLAMAÇÃO"),
    _sample("colleague-wordless", TECH, ticket=TAKEN, done="took", **_told("", "Outra")),
    _sample("catalogue-none", title="Portal fora do ar", reason="none", **UNTOLD),
    _sample("catalogue-likely", title="Portal fora do ar", reason="none", **LIKELY),
    _sample("catalogue-again", title="Portal fora do ar", reason="again", **(LIKELY | {"likeliest": (SECRET,), "checks": ()})),
    _sample("catalogue-unknown", title="Portal fora do ar", reason="unknown", unknown_code=20, **UNTOLD),
    _sample("catalogue-asked", title="", reason="asked", **UNTOLD),
    _sample("catalogue-reminder", title="Portal fora do ar", reason="reminder", **LIKELY),
    *(_sample(f"which_entity{r and '-'}{r}", title="Portal", entities=ENTITIES, reason=r, **WHEN) for r in ("", "again", "reminder")),
    _sample("hold_ended", title="Portal fora do ar", code=None, entities=(), likeliest=(ITEM, SECRET), by_entity=False, **WHEN),
    _sample("hold_ended-untold", title="Olá", code=None, entities=(), likeliest=(), by_entity=False, **WHEN),
    _sample("hold_ended-entity", title="Portal fora do ar", code=12, entities=ENTITIES, likeliest=(ITEM,), by_entity=True, **WHEN),
    _sample("received-late", ticket=TICKET, item=ITEM, files=FILES, missing=NOTHING, received_sha256="3" * 64, had_ended=True),
    _sample("confirm", claims=CLAIMS[:1], more=0),
    _sample("confirm-several", claims=CLAIMS, more=7),
    _sample("unconfirmed", count=1),
    _sample("unconfirmed-several", count=3),
    _sample("withdrawn", count=1),
    _sample("withdrawn-several", count=3),
    *(_sample(f"alarm-{why}", "", why=why) for why in ("answers", "explained", "ticket", "claims", "loop", "relay")),
    *(_sample(f"mailbox-{why}", "", why=why, detail=ANSWERED, **MAILBOX) for why in WHYS_MAILBOX),
    *(_sample(f"stamps-{why}", "", why=why, authority="act.orgao.example/tsa", since=OPENED) for why in ("missing", "back")),
    *(
        _sample(f"health-{check}{'-over' * over}", "", why=check, over=over, since=OPENED, until=DEADLINE if over else None)
        for check in CHECKED
        for over in (False, True)
    ),
    _sample("mailbox-wordless", "", why="silent", detail="", **MAILBOX),
    _sample("answer", ticket=TAKEN, **_told("O erro aparece em todos os computadores?", TECH)),
    _sample("answer-solved", ticket=SOLVED, **_told("Tentei ligar e não consegui.", TECH)),
    _sample("comment", TECH, ticket=TAKEN, **_told("Sim, em todos.", REP)),
    _sample("comment-solved", TECH, ticket=SOLVED, **_told("Obrigada!", REP)),
    _sample("solution", ticket=SOLVED, by_law=True, **_told(SOLUTION, TECH)),
    _sample("solution-plain", ticket=SOLVED, by_law=False, **_told(SOLUTION, TECH)),
    _sample("solution-second", ticket=replace(SOLVED, round=2), by_law=True, **_told(SOLUTION, TECH)),
    _sample("solution_sent", TECH, ticket=SOLVED, text=SOLUTION, joined=0),
    _sample("solution_sent-joined", TECH, ticket=SOLVED, text=SOLUTION, joined=12),
    _sample("approved-representante", ticket=APPROVED, audience="representante", author=REP),
    _sample("approved-entidade", ticket=APPROVED, audience="entidade", author="João"),
    _sample("refused-entidade", ticket=TAKEN, audience="entidade", **_told("O erro continua.", "João")),
    *(_sample(f"colleague-{done}", TECH, ticket=TAKEN, done=done, **_told("Vou verificar.", "Outra")) for done in DONE_BY_COLLEAGUES),
    _sample("colleague-merged", TECH, ticket=MERGED, done="merged", into="L_61122002", **_told("Vou verificar.", "Outra")),
    _sample("merged", ticket=MERGED, into=HEIR, opener=HEIR.requester),
    _sample("merged-own", ticket=MERGED, into=replace(HEIR, title=""), opener=""),
    _sample("merged-solved", ticket=MERGED, into=replace(HEIR, status="solved", deadline=DEADLINE), opener=""),
    _sample("absorbed", TECH, ticket=HEIR, merged=MERGED, by="Outra", note="É o mesmo erro.", **_told(ASKED, REP)),
    _sample("absorbed-solved", TECH, ticket=replace(HEIR, status="solved"), merged=MERGED, by="Outra", note="", **_told(ASKED, REP)),
    _sample("understood-merged", TECH, ticket=MERGED, done=JOINING, names={}, why="", works=True, hears=True),
    _sample("approved-técnico", TECH, ticket=APPROVED, audience="técnico", author=REP),
    _sample("refused-representante", ticket=TAKEN, audience="representante", **_told("O erro continua.", REP)),
    _sample("refused-técnico", TECH, ticket=TAKEN, audience="técnico", **_told("O erro continua.", REP)),
    _sample("refusal_reason", ticket=SOLVED),
    *(_sample(f"undecided-{why}", ticket=SOLVED, why=why, text="Podem aprovar depois?", passed_on=True) for why in WHYS_UNDECIDED),
    *(_sample(f"reminder-{days}", ticket=SOLVED, days=days, text=SOLUTION) for days in (2, 1, 0)),
    _sample("expired-representante", ticket=EXPIRED, audience="representante"),
    _sample("expired-técnico", TECH, ticket=EXPIRED, audience="técnico"),
    _sample("question", ticket=PENDING, **_told("O erro aparece em todos os computadores?", TECH)),
    _sample("question_reminder", ticket=PENDING, text="O erro aparece em todos os computadores?", missing=None),
    _sample("question_reminder-evidence", ticket=DEMANDED, text="", missing=PAPERS),
    _sample("resumed-representante", ticket=TAKEN, audience="representante", author=REP),
    _sample("resumed-entidade", ticket=TAKEN, audience="entidade", author="João"),
    _sample("comment-resumed", TECH, ticket=TAKEN, resumed=True, **_told("Sim, em todos.", REP)),
    _sample("unanswered-representante", ticket=UNANSWERED, audience="representante", demanded=False),
    _sample("unanswered-evidence", ticket=UNANSWERED, audience="representante", demanded=True),
    _sample("unanswered-técnico", TECH, ticket=UNANSWERED, audience="técnico", demanded=False),
    _sample("taken_back", ticket=TAKEN, author=TECH),
    _sample("out_of_scope", ticket=SOLVED, by_law=True, **_told(SOLUTION, TECH)),
    _sample("out_of_scope-second", ticket=replace(SOLVED, round=2), by_law=False, **_told(SOLUTION, TECH)),
    _sample("cancelled-representante", ticket=WITHDRAWN, audience="representante", author=REP),
    _sample("cancelled-entidade", ticket=WITHDRAWN, audience="entidade", author="João"),
    _sample("cancelled-técnico", TECH, ticket=WITHDRAWN, audience="técnico", author=REP),
    _sample("closed", ticket=APPROVED),
    _sample("not_entitled", "", title="Meu benefício"),
    *(_sample(f"cannot-{why}", ticket=SOLVED, title="", why=why, passed_on=False, names=NAMES) for why in WHYS_CANNOT),
    _sample("cannot-stranger", ticket=None, title="Sobre o chamado", why="not_yours", passed_on=False),
    _sample("cannot-passed-on", ticket=SOLVED, title="", why="not_solved", passed_on=True),
    _sample("deadline_moved", ticket=SOLVED, text=SOLUTION),
    _sample("delivery_failed", TECH, ticket=TAKEN, **BOUNCED, stopped=True, asked=False, of_desk=False),
    _sample("delivery_failed-question", TECH, ticket=TAKEN, **BOUNCED, stopped=True, asked=True, of_desk=False),
    _sample("delivery_failed-other", TECH, ticket=TAKEN, **BOUNCED, stopped=False, asked=False, of_desk=True),
    _sample("late-group", TECH, ticket=TICKET, targets=MISSED[:1], audience="técnico", mine=False, **LATE),
    _sample("late-mine", TECH, ticket=TAKEN, targets=MISSED[1:], audience="técnico", mine=True, **LATE),
    _sample("late-supervisor", "Lia Reis", ticket=TAKEN, targets=MISSED, audience="supervisor", mine=False, **LATE),
    _sample("understood", TECH, ticket=TAKEN, done=LINES, names=NAMES, why="no_text", works=True, hears=True),
    _sample("understood-supervisor", TECH, ticket=TAKEN, done=(("noted", {}),), names={}, why="", works=False, hears=True),
    _sample("understood-handed", TECH, ticket=TICKET, done=GONE, names=NAMES, why="handed_on", works=False, hears=False),
)  # fmt: skip


def letters() -> Letters:
    """The letters of the demo office."""
    return Letters(TEMPLATES, OFFICE)
