"""The Outlooks: classic for Windows, on the web, on telephones and on the Mac."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, logo, refuses, says, screen, silent, undecided, works
from tests.mails.making.quoted import CONCEICAO, JOAO, QUESTION, RITA
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import MAC, PHONE, WEB

SIGNED = (
    "Atenciosamente,\n\nMaria Aparecida da Conceição\nGestora do Acordo\n"
    "Sindicato dos Trabalhadores Rurais de Vale Sereno\nTel.: (11) 5555-0142"
)
NOTICE = (
    "Esta mensagem pode conter informações confidenciais e destina-se exclusivamente ao seu destinatário. "
    "Se você a recebeu por engano, apague-a e avise o remetente."
)
GREEN = "Antes de imprimir, pense em sua responsabilidade com o meio ambiente."
IOS = "Obter o Outlook para iOS<https://aka.ms/o0ukef>"
ANDROID = "Obter o Outlook para Android<https://aka.ms/AAb9ysg>"

_DESKTOP = [
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar-cortesia", "Prezados, bom dia!\n\nAprovo a solução apresentada.", form="texto", below="Att.,\nMaria Aparecida"),
    approves("aprovar-assinatura", "Aprovado.", below=SIGNED),
    approves("aprovar-assinatura-aviso", "Aprovado, obrigada.", below=f"{SIGNED}\n\n{NOTICE}\n\n{GREEN}"),
    approves("aprovar-assinatura-aviso", "Aprovado, obrigada.", form="html", below=f"{SIGNED}\n\n{NOTICE}"),
    approves(
        "aprovar-logo",
        "APROVADO",
        form="html",
        below=f"{SIGNED}\n[[image001.png]]",
        files=(logo("image001.png", "image001.png@01DC5C8A.3F2B1C00"),),
    ),
    refuses(
        "recusar-motivo-ao-lado", "RECUSAR - o CPF do João não aparece na consulta", "o CPF do João não aparece na consulta", below=SIGNED
    ),
    refuses("recusar-motivo-abaixo", "RECUSAR\nO certificado não veio em anexo.", "O certificado não veio em anexo.", form="texto"),
    refuses("recusar-aprovar-no-motivo", "Recuso, pois não posso aprovar sem o certificado.", "não posso aprovar sem o certificado."),
    refuses("recusar-anexo", "RECUSAR", "", files=(screen("tela.png"),), form="texto"),
    refuses(
        "recusar-tela",
        "RECUSAR\n[[image002.png]]",
        None,
        keeps=False,
        form="html",
        files=(screen("image002.png", "image002.png@01DC5C8A.3F2B1C00"),),
    ),
    undecided("ambas", "APROVAR / RECUSAR", "both"),
    undecided("negacao", "Não aprovo a solução.", "negation"),
    undecided("frase", "Aprovar o cadastro é urgente.", "sentence"),
    comments("ciente", "Ciente, obrigada.", below=SIGNED),
    comments("comentario", "O atendimento já voltou ao normal na sede.", by=JOAO, form="html"),
    silent("so-citacao"),
    silent("so-citacao", form="html"),
    silent("encaminhada", place="encaminha", subject="ENC: [L_61123001] Portal fora do ar"),
    says("consultar", "CONSULTAR", "CONSULTAR", letter=QUESTION),
    works(
        "solucionar",
        "SOLUCIONAR\nAcesso restabelecido. Peço que entre de novo no portal.",
        ("SOLUCIONAR", "", "Acesso restabelecido. Peço que entre de novo no portal."),
        form="texto",
    ),
]
_WEB = [
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar-cortesia", "Bom dia!\n\nAprovado. Muito obrigada pelo retorno.", by=CONCEICAO),
    approves("aprovar-assinatura", "Aprovo.", below="Atenciosamente,\nMaria Aparecida da Conceição\nGestora do Acordo"),
    approves("aprovar-numero", "Aprovo o chamado L_61123001."),
    refuses(
        "recusar-duas-linhas",
        'RECUSAR\nO João continua sem acesso.\nA mensagem é "acesso negado".',
        'O João continua sem acesso.\nA mensagem é "acesso negado".',
    ),
    refuses(
        "recusar-motivo-acima", "A tela fica em branco depois do login.\n\nRecuso.", "A tela fica em branco depois do login.", form="html"
    ),
    refuses("recusar-tela", "RECUSAR\n[[image.png]]", None, keeps=False, files=(screen("image.png", "5d1f2b7a-0c1e-4a39"),)),
    undecided("futuro", "Vou aprovar assim que testar.", "future"),
    undecided("letras", "A P R O V A R", "letters"),
    comments("pergunta-simples", "Qual o prazo para o certificado?"),
    silent("so-citacao", form="html"),
    says("ajuda", "AJUDA", "AJUDA"),
    says("cancelar-cortesia", "Cancelar o chamado, por favor.", "CANCELAR", letter=QUESTION, by=RITA),
    says("confirmar", "CONFIRMAR", "CONFIRMAR"),
]
_PHONE = [
    approves("aprovar-ios", "APROVAR", below=IOS),
    approves("aprovar-android", "Aprovado obrigada", below=ANDROID),
    approves("aprovar-sem-linha", "Aprovo", form="html"),
    refuses("recusar-ios", "Recusar: o link não abre no celular", "o link não abre no celular", below=IOS),
    undecided("pergunta", "aprovado?", "question", below=ANDROID),
    comments("comentario", "Estou na estrada, respondo à tarde", below=IOS),
    silent("so-citacao", below=ANDROID),
    silent("so-citacao", below=ANDROID, form="html"),
]
_MAC = [
    approves("aprovar", "APROVAR"),
    approves("aprovar-html", "Aprovada a solução.", form="html"),
    refuses("recusar", "RECUSAR, o erro 503 voltou às 10h40.", "o erro 503 voltou às 10h40."),
    comments("comentario", "Obrigada pelo retorno rápido."),
    silent("so-citacao"),
]  # fmt: skip

_TABLES = ((DESKTOP, _DESKTOP), (WEB, _WEB), (PHONE, _PHONE), (MAC, _MAC))
MAILS = [made("outlook", shape, answer) for shape, answers in _TABLES for answer in answers]
