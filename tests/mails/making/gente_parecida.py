"""Which mails of people look a little like those of programs? All of them must stay people's."""

from tests.mails.making.automaticas import ABSENT, REPLY, SUBJECT, head, text
from tests.mails.making.devolvidas import ANA, FOLDER, LETTER, WHOLE
from tests.mails.making.devolvidas_em_prosa import EXIM, OFFICE_PT, QMAIL
from tests.mails.making.mail import Made, multipart, part, wire

APROVAR = [{"word": "APROVAR", "argument": "", "text": ""}]


def person(name: str, raw: str, **more: object) -> Made:
    """A mail of a person."""
    return Made(FOLDER, f"gente-{name}", wire(raw), {"kind": "normal", "bounce": None, **more})


def quoted(lines: str) -> str:
    """The lines as an answer quotes them."""
    return "".join(f"> {line}\n" for line in lines.splitlines())


OUTLOOK = "X-Mailer: Microsoft Outlook 16.0\nThread-Index: AdqE1\n"
FORWARDED = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="f"\n\n' + multipart(
    "f", [part("text/plain; charset=utf-8", "O que significa isto?\n", "8bit"), part("message/rfc822", WHOLE, "8bit")]
)
DSN_FORWARDED = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="f"\n\n' + multipart(
    "f",
    [
        part("text/plain; charset=utf-8", "Minha mensagem voltou. O que faço?\n", "8bit"),
        part(
            "message/delivery-status",
            "Reporting-MTA: dns; mx.sindicato.example\n\nFinal-Recipient: rfc822; chefe@sindicato.example\nAction: failed\nStatus: 5.1.1\n",
        ),
        part("text/rfc822-headers", LETTER),
    ],
)
WITH_FILE = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="f"\n\n' + multipart(
    "f",
    [
        part("text/plain; charset=utf-8", "Estou de férias até 30/01, volto dia 2.\n", "8bit"),
        part('application/pdf; name="doc.pdf"', "%PDF-1.4\n", "7bit", 'Content-Disposition: attachment; filename="doc.pdf"'),
    ],
)

GENTE: list[Made] = [
    person(
        "minha-mensagem-voltou",
        head("Minha mensagem voltou: falha na entrega")
        + text("Bom dia,\n\nA mensagem que enviei para a agência voltou. Podem verificar?\n"),
    ),
    person(
        "falha-na-entrega",
        head("Falha na entrega de senha ao segurado")
        + text("A senha não foi entregue ao segurado. O sistema diz: usuário desconhecido.\n"),
    ),
    person(
        "encaminha-devolvida",
        head("ENC: Undelivered Mail Returned to Sender", more=OUTLOOK)
        + text(
            "Recebi isto, o que faço?\n\n-----Mensagem original-----\nDe: Mail Delivery System\n"
            f"Assunto: Undelivered Mail Returned to Sender\n\n{EXIM}"
        ),
    ),
    person(
        "encaminha-sem-comentario",
        head("Fwd: failure notice")
        + text(f"\n---------- Forwarded message ---------\nDe: <MAILER-DAEMON@mx.example>\nSubject: failure notice\n\n{QMAIL}"),
    ),
    person("responde-a-devolvida", head("Re: Undeliverable: Senha") + text("Corrigi o endereço.\n\n" + quoted(OFFICE_PT))),
    person("encaminha-como-anexo", head("Undelivered Mail Returned to Sender") + FORWARDED),
    person("encaminha-partes-da-devolvida", head("Fwd: Undelivered Mail Returned to Sender") + DSN_FORWARDED),
    person("anexa-partes-da-devolvida", head("Minha mensagem voltou") + DSN_FORWARDED),
    person("cola-a-devolvida", head("Erro ao enviar mensagem") + text(f"Olá,\n\nRecebo este erro quando escrevo:\n\n{OFFICE_PT}")),
    person(
        "postmaster-escreve",
        head("[12] Portal fora do ar", "Postmaster <postmaster@sindicato.example>") + text("O portal não foi encontrado hoje cedo.\n"),
        code=12,
    ),
    person(
        "postmaster-responde",
        head("Re: Undelivered Mail Returned to Sender", "Carlos <postmaster@sindicato.example>")
        + text("A mensagem não pôde ser entregue porque o domínio mudou.\n"),
    ),
    person(
        "ferias-mas-segue",
        head(f"Re: {SUBJECT}", more=REPLY) + text("Estou de férias, mas segue o documento que pediram. Retorno dia 30.\n"),
    ),
    person("ferias-com-anexo", head(f"Re: {SUBJECT}", more=REPLY) + WITH_FILE),
    person(
        "aprova-com-rodape-de-ferias",
        head(f"Re: {SUBJECT}", more=REPLY)
        + text("APROVAR\n\n-- \nAna\nEstarei de férias até 30/01/2026. Em caso de urgência, procure Bruno.\n"),
        command=APROVAR,
    ),
    person(
        "aprova-com-supressao",
        head(f"RES: {SUBJECT}", more=REPLY + "X-Auto-Response-Suppress: DR, OOF, AutoReply\n" + OUTLOOK) + text("Aprovado, obrigada!\n"),
        command=APROVAR,
    ),
    person(
        "aprova-por-regra-de-redirecionamento",
        head(f"RES: {SUBJECT}", more=REPLY + "X-MS-Exchange-Inbox-Rules-Loop: suporte-antigo@sindicato.example\n") + text("APROVAR\n"),
        command=APROVAR,
    ),
    person("auto-submitted-no", head(f"Re: {SUBJECT}", more=REPLY + "Auto-Submitted: no\n") + text("APROVAR\n"), command=APROVAR),
    person(
        "pergunta-sobre-resposta-automatica",
        head("[12] Resposta automática não chega ao segurado") + text("A resposta automática do portal não chega.\n"),
        code=12,
    ),
    person(
        "reclama-de-mensagem-automatica",
        head("Mensagem do portal") + text("Essa mensagem automática do portal está errada, quem corrige?\n"),
    ),
    person("responde-a-ausencia", head("RES: Resposta automática: Senha") + text("Ok, aguardo seu retorno.\n\n" + quoted(ABSENT))),
    person("ausencia-de-dados", head("Ausência de dados no portal") + text("Faltam os dados de dezembro.\n")),
    person(
        "ferias-de-representante",
        head("Férias: como trocar o representante") + text("Vou sair de férias e preciso cadastrar um substituto.\n"),
    ),
    person("auto-de-infracao", head("Auto: infração 123") + text("Recebemos o auto de infração. Onde consulto?\n")),
    person(
        "tecnico-encaminhou",
        head(f"Re: {SUBJECT}", "Bruno Teles <bruno.teles@inss.example>", REPLY)
        + text("Sua solicitação foi encaminhada para a equipe de redes. Retornaremos em breve.\n"),
    ),
    person("lida-a-norma", head("Lida: a portaria 990") + text("Li a portaria e tenho uma dúvida sobre o artigo 3.\n")),
    person(
        "convite-de-reuniao",
        head("Convite: reunião")
        + 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="c"\n\n'
        + multipart(
            "c",
            [
                part("text/plain; charset=utf-8", "Podemos conversar?\n", "8bit"),
                part("text/calendar; charset=utf-8; method=REQUEST", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n", "8bit"),
            ],
        ),
    ),
    person(
        "por-rele-de-boletins",
        head(
            f"Re: {SUBJECT}",
            more=REPLY + "List-Unsubscribe: <mailto:sair@rele.example>\n",
            path="<bounces+123-suporte=carteiro.example@rele.example>",
        )
        + text("APROVAR\n"),
        command=APROVAR,
    ),
    person(
        "citacao-com-codigo-smtp",
        head("Erro 550 ao enviar")
        + text(f"O servidor disse: 550 5.1.1 <{ANA}>: Recipient address rejected: User unknown\n\nComo resolvo?\n"),
    ),
]
