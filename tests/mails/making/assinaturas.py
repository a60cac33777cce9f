"""What stands below an answer and is no answer: closings, marks, notices, lines of telephones and of virus scanners."""

from tests.mails.making.answer import Answer, Shape, made
from tests.mails.making.orders import approves, comments, logo, refuses
from tests.mails.making.quoted import ANTONIO, CONCEICAO, JOAO, RITA, Person
from tests.mails.making.shapes.gmail import ANDROID, WEB
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import PHONE
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import ROUNDCUBE, ZIMBRA

_SECRECY = (
    "AVISO: esta mensagem e seus anexos são confidenciais e de uso exclusivo do destinatário. Se você a recebeu por engano, "
    "informe o remetente e apague-a."
)
_LGPD = (
    "Esta mensagem pode conter dados pessoais protegidos pela Lei Geral de Proteção de Dados (Lei 13.709/2018). O uso ou a divulgação "
    "sem autorização é proibido."
)
_ENGLISH = (
    "This message may contain confidential information and is intended only for the addressee. If you received it by mistake, "
    "please notify the sender and delete it."
)
_BOARD = "Este e-mail só vale como compromisso se aprovado pela diretoria. Mensagem confidencial."
_TREES = "Antes de imprimir, pense no meio ambiente."
_SCANNER = "Livre de vírus. www.avast.com <https://www.avast.com/sig-email>"
_CARD = (
    "Atenciosamente,\n\nRita de Cássia Moura\nSecretaria de Assistência Social\nRua das Acácias, 100 - Centro\n"
    "Ribeirão Manso\nTel.: (35) 5555-0177 | Cel.: (35) 95555-0178\nwww.ribeiraomanso.example"
)

# case -> what stands below, and whose it is
BELOW: dict[str, tuple[str, Person]] = {
    "atenciosamente": ("Atenciosamente,\nJoão Batista Nogueira", JOAO),
    "att": ("Att,\nJoão", JOAO),
    "att-ponto": ("Att.\n\nRita Moura", RITA),
    "cordialmente": ("Cordialmente,\n\nConceição Ferraz\nPresidente", CONCEICAO),
    "respeitosamente": ("Respeitosamente,\nRita de Cássia Moura\nSecretária", RITA),
    "saudacoes": ("Saudações,\nAntônio", ANTONIO),
    "abracos": ("Abraços,\nJoão", JOAO),
    "marca": ("-- \nConceição Ferraz\nAssociação dos Aposentados de Porto Claro", CONCEICAO),
    "cartao": (_CARD, RITA),
    "sigilo": (f"Atenciosamente,\nAntônio de Pádua Lima\n\n{_SECRECY}", ANTONIO),
    "so-sigilo": (_SECRECY, ANTONIO),
    "lgpd": (f"Atenciosamente,\nRita\n\n{_LGPD}", RITA),
    "duas-linguas": (f"Atenciosamente,\nAntônio\n\n{_SECRECY}\n\n{_ENGLISH}", ANTONIO),
    "meio-ambiente": (f"Att,\nRita\n\n{_TREES}", RITA),
    "antivirus": (_SCANNER, CONCEICAO),
    "ipad": ("Enviado do meu iPad", JOAO),
    "galaxy": ("Enviado do meu Galaxy", JOAO),
    "motorola": ("Enviado do meu Motorola", JOAO),
    "xiaomi": ("Enviado do meu Xiaomi", JOAO),
    "celular": ("Enviado do meu celular", JOAO),
    "yahoo-iphone": ("Enviado do Yahoo Mail para iPhone", JOAO),
    "outlook": ("Enviado do Outlook", JOAO),
}  # fmt: skip
_SHAPES: tuple[tuple[Shape, str], ...] = (
    (WEB, "ambos"), (ROUNDCUBE, "texto"), (DESKTOP, "html"), (OUTLOOK, "html"),
    (THUNDERBIRD, "texto"), (ZIMBRA, "html"), (DESKTOP, "texto"), (ANDROID, "html"),
)  # fmt: skip


def _signed(at: int, case: str, below: str, by: Person) -> tuple[Shape, Answer]:
    shape, form = _SHAPES[at % len(_SHAPES)]
    if at % 3 == 2:
        return shape, refuses(
            f"recusar-{case}", "Recuso, pois o acesso segue bloqueado.", "o acesso segue bloqueado.", below=below, by=by, form=form
        )
    if at % 3 == 1:
        return shape, comments(f"comentario-{case}", "Vamos conferir e respondo até sexta-feira.", below=below, by=by, form=form)
    return shape, approves(f"aprovar-{case}", "Aprovado, obrigado.", below=below, by=by, form=form)


_MORE: list[tuple[Shape, Answer]] = [
    # A signature without mark may stay: only the decision is compared.
    (OUTLOOK, approves("aprovar-nome-sem-fecho", "APROVAR\n\nConceição Ferraz\nPresidente\n(48) 5555-0155", keeps=False, by=CONCEICAO)),
    (WEB, approves("aprovar-so-nome", "Aprovado!\n\nJoão", keeps=False, by=JOAO)),
    (DESKTOP, approves("aprovar-logo", "Aprovado.", form="html", by=RITA, below="Atenciosamente,\nRita de Cássia Moura\n[[image003.jpg]]",
                       files=(logo("image003.jpg", "image003.jpg@01DC5C8A"),))),
    (PHONE, approves("aprovar-linha-nova", "Aprovado", by=JOAO, below="Enviado do Outlook para iOS")),
    (WEB, comments("palavra-no-aviso", "Vou verificar com a equipe.", by=ANTONIO,
                   below=f"Atenciosamente,\nAntônio\n\n{_BOARD}")),
    (ROUNDCUBE, comments("palavra-na-assinatura", "Recebido.", form="texto", by=ANTONIO,
                         below="-- \nAntônio de Pádua Lima\nProjeto aprovado no edital de 2026")),
]  # fmt: skip

MAILS = [made("assinaturas", *pair) for pair in (*(_signed(at, case, *what) for at, (case, what) in enumerate(BELOW.items())), *_MORE)]
