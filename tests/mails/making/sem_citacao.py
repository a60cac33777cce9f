"""Mails with nothing quoted, whose every word must stay, however much it looks like a quote, a header or a signature."""

from tests.mails.making.answer import Answer, Shape
from tests.mails.making.first import first
from tests.mails.making.mail import Made
from tests.mails.making.shapes.apple import IPHONE, MAIL
from tests.mails.making.shapes.gmail import WEB
from tests.mails.making.shapes.notes import MUTT
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import EXPRESSO, ROUNDCUBE, SQUIRREL

_PLAIN = (ROUNDCUBE, MUTT, SQUIRREL, THUNDERBIRD)

# case -> text; each is sent as text by one of the plain programs, in turn
TEXTS = {
    "de-para-endereco": "Favor trocar o e-mail:\nDe: antigo@str-valesereno.example\nPara: novo@str-valesereno.example\nObrigada",
    "de-para-datas": "Peço alterar a vigência do acesso.\nDe: 01/02/2026\nPara: 01/02/2027",
    "de-para-pessoas": "Troca de gestor\n\nDe: Sebastião Alves Prado\nPara: João Batista Nogueira\nMotivo: desligamento\nData: 20/11/2026",
    "formulario": "Nome: João Nogueira\nCPF: 218.504.936-11\nE-mail: joao@str-valesereno.example\nTelefone: (11) 5555-0100\nPerfil: gestor",
    "formulario-com-assunto": 'Assunto: erro ao anexar\nData: 23/11/2026\nHora: 10h15\nO sistema mostra "falha no envio".',
    "formulario-com-tracos": "Segue o pedido.\n__________________\nNome: Rita\nCPF: 545.831.267-44\n__________________\nSerá aceito?",
    "lista-numerada": "São três problemas:\n1. o login demora\n2. o anexo não sobe\n3. a consulta não abre\nQual vem primeiro?",
    "lista-de-tracos": "Faltam:\n- o TCMS\n- a identidade\n- a declaração\n\nEnvio ainda hoje.",
    "lista-com-dois-tracos": "Lista do dia:\n- item um\n- item dois\n--\nfalta o CPF do item dois, podem ver?",
    "lista-de-asteriscos": "* João: sem acesso\n* Rita: acesso vencido\n* Maria: tudo certo",
    "menu": "Entro em PORTAL DE REQUERIMENTOS > SISTEMA > ACESSO e aparece a tela branca.",
    "menu-em-linha-propria": "O caminho é este:\nGERID > GPA > Papéis > Prorrogar\ne o botão não responde.",
    "tecnico-escreveu": "Em 10/05 o técnico escreveu: limpe o cache.\nFiz isso e não adiantou.",
    "tecnico-escreveu-em-duas-linhas": "Em 10/05/2026 o técnico João escreveu:\nfaça assim\nmas não funciona.",
    "mensagem-da-tela": "Na tela aparece a mensagem:\n\nocorreu um erro no processamento de sua solicitação\n\ne nada mais acontece.",
    "sistema-respondeu": "O sistema escreveu:\nacesso negado\nO que faço?",
    "on-wrote": "The guide says: On Monday the vendor wrote: restart it.\nReiniciamos e nada mudou.",
    "datas": "Tentamos em 20/11/2026 às 10:00, em 21/11/2026 às 14:30 e hoje.\nSempre o mesmo erro.",
    "enderecos-da-rede": "O erro está em https://portal.example/acesso?etapa=2&retorno=inicio#topo\nJá https://portal.example/ajuda abre.",
    "tabela-de-tabulacoes": "Nome\tCPF\tSituação\nJoão\t218.504.936-11\tsem acesso\nRita\t545.831.267-44\tvencido",
    "tabela-de-barras": "| Data | Hora | Erro |\n|------|------|------|\n| 20/11 | 10h | 503 |\n| 21/11 | 14h | 504 |",
    "termina-com-nome": "O portal voltou a abrir, mas a consulta demora.\n\nMaria Aparecida",
    "termina-com-data": "Precisamos do certificado até esta data:\n30/11/2026",
    "termina-com-telefone": "Podem ligar para a recepção, que explica melhor:\n(11) 5555-0142",
    "ps-depois-do-fecho": "O acesso não voltou.\n\nAtenciosamente,\nMaria\n\nPS: falta também o documento do João",
    "enviado-do-meu-setor": "Enviado do meu setor para o de vocês, o processo chegou ontem?",
    "mensagem-original": "A mensagem original do sistema era outra.\nAgora aparece só o código 503.",
    "mensagem-encaminhada": "A mensagem encaminhada ontem não tinha anexo.\nSegue agora.",
    "confidencial": "O documento é confidencial e o destinatário é o gestor do acordo.\nPodem retirar o sigilo?",
    "esta-mensagem": "Esta mensagem aparece quando abro o portal: acesso negado.",
    "obrigada-e-mais": "Obrigada,\no sistema voltou a funcionar às 11h.",
    "responda": "Responda, por favor, se o prazo vale também para feriado.",
    "citado-entre-aspas": 'A norma diz: "o acesso será prorrogado".\nNo nosso caso não foi.',
    "ata": "Reunião de 20/11/2026:\nJoão: o portal cai às 8h.\nRita: na prefeitura também.\nMaria: vou abrir o chamado.",
    "uma-palavra": "Urgente",
    "muito-espaco": "Primeira linha.\n\n\nSegunda linha, depois de um espaço.",
    "numeros": "1234567890\n0987654321\nEstes são os dois protocolos.",
    "igualdade-e-percentual": "A fila está em 100% e o código é x=3D, como na foto.",
}
# Sent as pages (or as both) by the others.
PAGES: tuple[tuple[Shape, str, str, str], ...] = (
    (OUTLOOK, "html", "de-para-endereco", TEXTS["de-para-endereco"]),
    (WEB, "html", "formulario", TEXTS["formulario"]),
    (WEB, "ambos", "lista-numerada", TEXTS["lista-numerada"]),
    (OUTLOOK, "html", "tecnico-escreveu-em-duas-linhas", TEXTS["tecnico-escreveu-em-duas-linhas"]),
    (WEB, "html", "ata", TEXTS["ata"]),
    (DESKTOP, "html", "mensagem-da-tela", "Na tela aparece a mensagem: ocorreu um erro no processamento de sua solicitação."),
    (DESKTOP, "texto", "ps-depois-do-fecho", TEXTS["ps-depois-do-fecho"]),
    (MAIL, "html", "termina-com-nome", TEXTS["termina-com-nome"]),
    (MAIL, "texto", "enderecos-da-rede", TEXTS["enderecos-da-rede"]),
    (IPHONE, "texto", "menu", TEXTS["menu"]),
    (IPHONE, "html", "menu-em-linha-propria", TEXTS["menu-em-linha-propria"]),
    (EXPRESSO, "texto", "de-para-pessoas", TEXTS["de-para-pessoas"]),
)


def _mail(shape: Shape, form: str, case: str, text: str) -> Made:
    answer = Answer(case, text, subject="[12] Portal fora do ar", form=form)
    return first("sem_citacao", shape, answer, code=12, title="Portal fora do ar", text=text)


MAILS = [
    *(_mail(_PLAIN[at % len(_PLAIN)], "texto", case, text) for at, (case, text) in enumerate(TEXTS.items())),
    *(_mail(*page) for page in PAGES),
]
