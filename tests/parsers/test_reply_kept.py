"""Does a mail with nothing quoted keep every word, and a reply every line that its writer wrote?"""

import pytest

from parsers.reply.reply import new_text

KEPT = [
    # What looks like an attribution
    "O técnico escreveu:\n\nfavor enviar o documento\n\nmas já enviei.",
    "Em 09/06/2026 às 10:15 o técnico João escreveu:\n\nfaça assim\n\nmas não funciona",
    "Em 09/06/2026 o suporte respondeu:\n- enviar o CPF\n- aguardar\nFiz os dois.",
    'O senhor escreveu em 09/06/2026 às 10:15:\n"aguarde"\nAguardo desde então.',
    "Conforme o colega escreveu em 09/06/2026 10:15:\no portal caiu.",
    "Segue o e-mail do gestor: maria@x.example\nEla escreveu para vocês ontem:\nsem resposta.",
    "Dados:\nmaria@x.example:\nsenha não chega.",
    "Contatos:\nMaria <m@x.example>\nJoão <j@x.example>\nFavor cadastrar os dois.",
    "Reunião em 09/06/2026 10:15 com Maria <m@x.example>\nFavor confirmar.",
    "Horários em que caiu:\n09/06/2026 10:15\n10/06/2026 11:20\nPodem ver?",
    "Registros:\n09/06/2026 10:15 Maria <m@x.example>\n09/06/2026 10:20 João <j@x.example>\nFavor verificar os dois.",
    "On Monday he wrote:\nthe portal is down.",
    "He wrote: nothing works.\nPlease help.",
    "Le technicien a écrit :\nil faut attendre.",
    "Der Techniker schrieb:\nbitte warten.",
    "Passo a passo:\n1. abrir o portal\n2. entrar:\n3. erro 10:15",
    "Em 09/06/2026 às 10:15 enviei e-mail para suporte@x.example pedindo o acesso e até agora ninguém respondeu:\nfavor verificar.",
    "Em 09/06/2026 às 10:15 enviei o pedido ao setor e ninguém respondeu:\nfavor verificar.",
    "Segue o que a Maria <m@x.example> escreveu:\nnão tenho acesso.",
    "Segue o que Maria <m@x.example> escreveu em 09/06/2026 10:15:\nnão tenho acesso.",
    "No dia 09/06/2026, às 10:15, o sistema enviou:\nerro 500",
    "Em 09/06/2026 10:15 recebi de Maria <m@x.example>:\num pedido que não entendi.",
    # What looks like a header or a separator
    "De: 08:00 às 12:00\nPara: 13:00 às 17:00\nAlterar o horário.",
    "Mensagem original do sistema:\nacesso negado",
    "Mensagem original:\nacesso negado",
    "A mensagem:\n-------------\nErro 500\n-------------\nO que fazer?",
    "Dados do gestor\n====================\nNome: Maria\nCPF: 000\n====================\nFavor cadastrar.",
    "--- Dados ---\nNome: Maria\n--- Fim ---\nObrigada.",
    "1) Assunto: senha\n2) Data: hoje\n3) De: todos",
    "Responda esta linha por favor, acima de tudo.",
    "A linha acima desta linha da tabela está errada.",
    # Signs that are no marks of quotation
    "Entrei em:\n> Menu\nNão abre.",
    "Caminho:\n> Menu\n> Sistema\n> Relatórios\nNão abre.",
    "Menu > Sistema > Relatórios\nNão abre.",
    "Aparece isto:\n<erro>\n  <codigo>500</codigo>\n</erro>\nO que é?",
    "Fui em:\n> Menu\nNão abre.\n> Sistema\nTambém não.",
    "O comando:\n> ping portal\n> tracert portal\nnão responde.",
    "Valores:\n>10 dias: atraso\n<10 dias: no prazo\nEstá certo?",
    ">From é como começa a linha que o programa mostra.\nO que é?".replace(">From", "A linha:\n>From"),
    "| Nome | CPF |\n| Maria | 000 |\n| João | 111 |\nFavor cadastrar.",
    "Segue a tabela de Maria:\n| Nome | CPF |\n| Maria | 000 |\n| João | 111: ver |\n| Ana | 222 > 0 |\nFavor cadastrar.",
    "Nome | CPF\nMaria | 000",
    "A -> B\nB => C\nestá invertido.",
    # What looks like a signature, an advertisement, a disclaimer
    "Segue.\n\n-- item um\n-- item dois\nfalta o três, podem ver?",
    "Segue a lista.\n--\nMaria não tem acesso ainda, o que faço?",
    "Texto.\n\n-- \nMaria Silva\n\nPS: falta o documento do João, segue amanhã.",
    "Texto.\n\nAtenciosamente,\nMaria\n\nObs.: falta o documento do João.",
    "Atenciosamente peço que verifiquem o cadastro.",
    "Att. dos gestores, peço o acesso.",
    "Enviado do meu celular o documento não abre, por que?",
    "Enviado do celular da secretaria, mas não chegou no sistema",
    "O documento foi enviado do iPhone.\nNão chegou.",
    "Esta mensagem aparece na tela:\nacesso confidencial\nO que faço?",
    "Este e-mail é confidencial?\nPreciso saber antes de mandar o documento.",
    "Antes de imprimir o certificado aparece um erro.\nPodem ver?",
    "Best practices for the portal?\nThanks",
    "Cordialmente recebidos fomos.",
    "Nota: o sistema caiu.\nImportante: temos prazo.",
    "Abraços a todos e ótimo feriado",
    "Lista:\n__\nitem",
    "Obs: Em 09/06/2026 o acesso caiu: veja.",
    "Bom dia,\n\nO portal não abre.\n\n\n\nFica em branco.",
    "12",
    "Segue:\n\n\tMaria\tgestora\n\tJoão\ttécnico",
    "Prezados:\n\nSolicito acesso ao portal.\n\nAguardo retorno.",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_mail_with_nothing_quoted_loses_no_word(text: str) -> None:
    assert new_text(text) == text
    assert new_text(text.replace("\n", "\r\n")) == text


BROKEN = "> o chamado foi solucionado e aguardamos a aprovação ou a recusa dele só"
MARKED = "> Prezada Maria,\n> o chamado foi solucionado.\n> APROVAR"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("> Qual é o CPF?\nÉ o da Maria.\n> Desde quando?\nDesde ontem.", ["É o da Maria.", "Desde ontem."]),
        ("Respondo abaixo.\n> Qual é o CPF da gestora?\nÉ o da Maria.\n> Desde quando o erro aparece?\nDesde ontem.",
         ["Respondo abaixo.", "É o da Maria.", "Desde ontem."]),
        (f"Oi.\n{MARKED}\nResolvido.", ["Oi.", "Resolvido."]),
        (f"{MARKED}\n\nAPROVAR", ["APROVAR"]),
        ("Oi.\n>> mais funda, de antes.\n>> outra linha de antes.\n> menos funda, de depois.\nResolvido.", ["Oi.", "Resolvido."]),
        ("Em 09/06/2026 10:15, Suporte escreveu:\n| Qual é o CPF?\n| Desde quando?\n| Obrigado\n\nÉ o da Maria.", ["É o da Maria."]),
        ("Em 09/06/2026 10:15, Suporte escreveu:\n: Qual é o CPF?\n: Desde quando?\n: Obrigado\n\nÉ o da Maria.", ["É o da Maria."]),
        ("Suporte <s@x.example> escreveu:\nSI> Qual é o CPF?\nSI> Desde quando?\nSI> Obrigado\n\nÉ o da Maria.", ["É o da Maria."]),
        ("Em 09/06/2026 10:15, Suporte escreveu:\n＞ Qual é o CPF?\nÉ o da Maria.", ["É o da Maria."]),
        ("Em 09/06/2026 10:15, Suporte escreveu:\n&gt; Qual é o CPF?\nÉ o da Maria.", ["É o da Maria."]),
        ("Em 09/06/2026 10:15, Suporte escreveu:\n>Qual é o CPF?\n  > Outra\n\nÉ o da Maria.", ["É o da Maria."]),
        # The answer typed between the attribution and its quotation
        (f"Em 09/06/2026 10:15, Suporte escreveu:\n\nAPROVAR\n\n{MARKED}", ["APROVAR"]),
        # Two levels, each with its attribution
        (f"APROVAR\n\nEm 09/06/2026 10:15, Suporte escreveu:\n{MARKED}\n>\n> Em 08/06/2026, Maria escreveu:\n>> Não abre.", ["APROVAR"]),
        (f"APROVAR\n\nEm 09/06/2026 10:15, Suporte escreveu:\n{MARKED}\n\nEm 08/06/2026 09:00, Maria escreveu:\n\nNão abre.", ["APROVAR"]),
        # History below a signature, and a header block as Outlook puts it below an interleaved answer
        (f"APROVAR\n\n-- \nMaria Silva\nGestora\n\nEm 09/06/2026 10:15, Suporte escreveu:\n{MARKED}", ["APROVAR"]),
        (f"{MARKED}\n\nSim, desde ontem.\n\nDe: Suporte <s@x.example>\nEnviado: 9 de junho de 2026 10:15\nPara: Maria\nAssunto: x\n\nOutra",
         ["Sim, desde ontem."]),
        ("Tudo certo.\n\n________________________________\n> De: Suporte\n> Enviado: 9 de junho\n> texto", ["Tudo certo."]),
        ("Tudo certo.\n> Em 9 de junho, Suporte escreveu:\n> ok", ["Tudo certo."]),
        # A server broke a quoted line in two; but an answer between two quoted lines stays
        (f"Tudo certo.\n\nEm 09/06/2026 10:15, Suporte escreveu:\n{BROKEN}\nem até\n> sete dias.", ["Tudo certo."]),
        (f"Em 09/06/2026 10:15, Suporte escreveu:\n{BROKEN}\nEm até quantos dias?\n> sete dias.", ["Em até quantos dias?"]),
        ("Em 09/06/2026 10:15, Suporte escreveu:\n> o chamado foi solucionado?\nsim\n> sete dias.", ["sim"]),
        # Apple wraps its attribution under marks
        ("APROVAR\n\n> Em 9 de jun. de 2026, à(s) 10:15, Suporte\n> <suporte@x.example> escreveu:\n> \n> Prezada Maria,",
         ["APROVAR"]),
    ],
)  # fmt: skip
def test_every_line_the_person_wrote_stays_and_no_other(text: str, written: list[str]) -> None:
    assert [line for line in new_text(text).split("\n") if line] == written
