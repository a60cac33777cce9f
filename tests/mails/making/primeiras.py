"""First mails, which open tickets: the code in each of its forms, in the subject or in the body, and what is no code."""

from dataclasses import replace
from typing import Any

from tests.mails.making.answer import Answer, File, Order, Shape, made
from tests.mails.making.first import first
from tests.mails.making.mail import Made
from tests.mails.making.orders import screen
from tests.mails.making.quoted import ANA, ANTONIO, BY_HAND, CONCEICAO, JOAO, RITA, Person
from tests.mails.making.shapes.apple import IPHONE, MAIL
from tests.mails.making.shapes.gmail import ANDROID, WEB
from tests.mails.making.shapes.notes import MUTT
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import EXPRESSO, HORDE, ROUNDCUBE, SQUIRREL

_TEXT = "Bom dia,\n\nDesde as 8h o portal não abre. Podem verificar, por favor?"
_FORMS = {"ambos": WEB, "texto": ROUNDCUBE, "html": OUTLOOK}
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_PATH = "PORTAL DE REQUERIMENTOS > SISTEMA"


def _mail(
    case: str, subject: str, code: int | None, title: str | None, *, shape: Shape | None = None, form: str = "ambos", text: str = _TEXT,
    by: Person | None = None, ticket: str = "", files: tuple[File, ...] = (), order: Order | None = None,
) -> Made:  # fmt: skip
    answer = Answer(case, text, (order,) if order else (), subject=subject, form=form, by=by, files=files)
    about: dict[str, Any] = {"code": code, "ticket": ticket} | ({} if title is None else {"title": title})
    return first("primeiras", shape or _FORMS[form], answer, **about)


_CODES = [
    _mail(
        "colchetes", "[12] Portal fora do ar em Vale Sereno", 12, "Portal fora do ar em Vale Sereno", files=(screen("tela-de-erro.png"),)
    ),
    _mail("hifen", "12 - Portal fora do ar", 12, "Portal fora do ar", form="texto"),
    _mail("meia-risca", "12 – Portal fora do ar", 12, "Portal fora do ar", form="html"),
    _mail("ponto", "12. Portal fora do ar", 12, "Portal fora do ar", shape=DESKTOP),
    _mail("parentese", "12) Portal fora do ar", 12, "Portal fora do ar", shape=DESKTOP, form="texto"),
    _mail("dois-pontos", "12: Portal fora do ar", 12, "Portal fora do ar", shape=THUNDERBIRD, form="texto"),
    _mail("item", "Item 12 Portal fora do ar", 12, "Portal fora do ar", shape=THUNDERBIRD, form="html"),
    _mail("act", "ACT-12 Portal fora do ar", 12, "Portal fora do ar", shape=MAIL),
    _mail("act-minusculo", "act-18 senha bloqueada", 18, "senha bloqueada", shape=IPHONE, text="A senha do João está bloqueada."),
    _mail("zero-a-esquerda", "[03] Demora no atendimento da agência", 3, "Demora no atendimento da agência", by=RITA),
    _mail(
        "um-algarismo",
        "[1] Uso indevido do sistema",
        1,
        "Uso indevido do sistema",
        by=CONCEICAO,
        text="Relato em anexo.",
        files=(File("relato.pdf", "application/pdf", _PDF),),
    ),
    _mail("item-escola", "Item 5 Declaração da Escola PEP", 5, "Declaração da Escola PEP", shape=ANDROID, text="Como emito a declaração?"),
    _mail("palavra-de-ordem", "[19] Cancelar o acesso de João", 19, "Cancelar o acesso de João", text="O João deixou a entidade."),
    _mail(
        "assunto-em-base64", "[14] Lentidão e tela em branco à tarde", 14, "Lentidão e tela em branco à tarde", shape=EXPRESSO, form="html"
    ),
    _mail(
        "assunto-latin-1",
        "15 - Atualização de cadastro: João e Conceição",
        15,
        "Atualização de cadastro: João e Conceição",
        shape=SQUIRREL,
        form="texto",
    ),
]
_PATHS = [
    _mail("caminho", f"{_PATH} > INDISPONIBILIDADE: não abre desde as 8h", 12, "não abre desde as 8h"),
    _mail("caminho-so", f"{_PATH} > INDISPONIBILIDADE", 12, "INDISPONIBILIDADE", form="texto"),
    _mail("caminho-duplo-sem-acento", "portal de requerimentos >> sistema >> lentidao: tela em branco", 14, "tela em branco", form="html"),
    _mail(
        "caminho-misto",
        "Portal de Requerimentos > Sistema > Inconsistência de Sistema: erro ao anexar",
        13,
        "erro ao anexar",
        shape=DESKTOP,
    ),
    _mail("caminho-apelido-10", "SEI > MANUTENÇÃO DO ACORDO > USUÁRIO EXTERNO: acesso para assinar", 10, "acesso para assinar", by=RITA),
    _mail(
        "caminho-apelido-16",
        "PORTAL REQUERIMENTOS > SISTEMA > ACESSO > CADASTRAMENTO DE REPRESENTANTES: nova gestora",
        16,
        "nova gestora",
        by=ANTONIO,
        text="Seguem os três documentos.",
        files=(
            File("TCMS.pdf", "application/pdf", _PDF),
            File("identidade.pdf", "application/pdf", _PDF + b"\n"),
            File("declaracao.pdf", "application/pdf", _PDF + b"\n\n"),
        ),
    ),
    _mail("caminho-apelido-7", "ACORDO > MANUTENÇÃO DO ACORDO > SERVIÇO > SOLICITAÇÃO", 7, "SOLICITAÇÃO", by=CONCEICAO, shape=MAIL),
    _mail(
        "caminho-motivo",
        "ACORDO > MANUTENÇÃO DO ACORDO > VIGÊNCIA > CONSULTA: data de término",
        9,
        "data de término",
        shape=HORDE,
        form="texto",
    ),
]
_PREFIXES = [
    _mail(
        "enc",
        "ENC: [13] Erro ao anexar arquivo",
        13,
        "Erro ao anexar arquivo",
        shape=DESKTOP,
        text="Segue a tela.",
        files=(screen("erro.png"),),
    ),
    _mail("res-res-enc", "RES: RES: ENC: [8] Prorrogação do acordo", 8, "Prorrogação do acordo", shape=OUTLOOK),
    _mail("res-sem-espaco", "RES:[14] Tela em branco", 14, "Tela em branco", shape=DESKTOP, form="html"),
    _mail("fwd-fw", "Fwd: Fw: 11) Dúvida sobre documentos", 11, "Dúvida sobre documentos"),
    _mail("externo", "[EXTERNO] [17] Prorrogar o acesso da Rita", 17, "Prorrogar o acesso da Rita", by=RITA, shape=OUTLOOK),
    _mail("externo-no-meio", "RE: [EXTERNAL] FW: 9 - Vigência do acordo", 9, "Vigência do acordo", by=ANTONIO, shape=OUTLOOK, form="html"),
    _mail("minusculas", "res: enc: [6] termo aditivo", 6, "termo aditivo", form="texto"),
]
_BODY = [
    _mail("codigo-no-texto", "Portal fora do ar", 12, "Portal fora do ar", text="Bom dia,\n\n[12]\n\nO portal não abre desde as 8h."),
    _mail(
        "codigo-na-primeira-linha",
        "Acesso da Rita",
        17,
        "Acesso da Rita",
        text="17 - Prorrogação\n\nO acesso vence na sexta-feira.",
        form="texto",
    ),
    _mail(
        "caminho-no-texto",
        "Dúvida",
        11,
        "Dúvida",
        text="PORTAL DE REQUERIMENTOS > ORIENTAÇÕES > DÚVIDAS\n\nQuais documentos são obrigatórios?",
        shape=MUTT,
        form="texto",
    ),
    _mail("numero-so-no-texto", "Até quando vale o nosso acordo?", None, "Até quando vale o nosso acordo?", text="9", form="texto"),
]
_NO_CODE = [
    _mail("numero-de-pessoas", "12 representantes sem acesso", None, "12 representantes sem acesso"),
    _mail("hora", "10:30 reunião com o gestor", None, "10:30 reunião com o gestor", form="texto"),
    _mail("dias", "7 - 8 dias sem resposta", None, "7 - 8 dias sem resposta", form="html"),
    _mail("pergunta", "Até quando vale o nosso acordo?", None, "Até quando vale o nosso acordo?", by=CONCEICAO),
    _mail("edital", "Edital 20530001", None, "Edital 20530001", shape=DESKTOP),
    _mail("codigo-desconhecido", "[45] Outro assunto", None, None, form="texto"),
    _mail("encaminhado-sem-codigo", "ENC: Acesso negado", None, "Acesso negado", shape=DESKTOP, by=JOAO),
    _mail("numero-colado", "L20530001 ainda sem resposta", None, "ainda sem resposta", ticket="L_20530001"),
    _mail("numero-com-espaco", "sobre o chamado l 20530001", None, None, ticket="L_20530001", form="texto"),
    _mail("numero-com-cerquilha", "RES: #L_20530001", None, None, ticket="L_20530001", form="html"),
    _mail("em-nome-de", "[12] Portal fora do ar", 12, "Portal fora do ar", by=ANA, form="texto",
          text="EM NOME DE maria@str-valesereno.example\nA Maria telefonou: o portal não abre.",
          order=("EM NOME DE", "maria@str-valesereno.example", "A Maria telefonou: o portal não abre.")),
    _mail("foto-do-telefone", "[12] Portal fora do ar", 12, "Portal fora do ar", by=JOAO, shape=IPHONE, form="texto",
          text="Segue a foto da tela.", files=(screen("IMG_0712.PNG"),)),
]  # fmt: skip


def _forwarded(shape: Shape, form: str, prefix: str, said: str) -> Made:
    """A colleague's mail forwarded under a code: only what stands above it is new."""
    subject = f"{prefix} [13] Erro ao anexar"
    answer = Answer("encaminhada-com-codigo", said, subject=subject, form=form, place="encaminha", letter=BY_HAND)
    mail = made("primeiras", shape, answer)
    return replace(mail, expected={**mail.expected, "subject": subject, "code": 13, "title": "Erro ao anexar", "ticket": ""})


_FORWARDED = [
    _forwarded(DESKTOP, "ambos", "ENC:", "Segue o relato do colega."),
    _forwarded(DESKTOP, "texto", "ENC:", "Segue o relato do colega."),
    _forwarded(WEB, "ambos", "Fwd:", "Podem ver, por favor?"),
    _forwarded(WEB, "html", "Fwd:", "Podem ver, por favor?"),
    _forwarded(THUNDERBIRD, "texto", "Fwd:", "Para conhecimento e providências."),
    _forwarded(MAIL, "texto", "Fwd:", "Vejam abaixo."),
    _forwarded(MAIL, "html", "Fwd:", "Vejam abaixo."),
]

MAILS = [*_CODES, *_PATHS, *_PREFIXES, *_BODY, *_NO_CODE, *_FORWARDED]
