"""Which words do people write that decide nothing, though a keyword stands in them?"""

FORMS = (
    "APROVAR",
    "aprovar",
    "Aprovo",
    "aprovo",
    "APROVADO",
    "Aprovado",
    "aprovada",
    "Aprovamos",
    "RECUSAR",
    "Recuso",
    "recusado",
    "CANCELAR",
)
APPROVING = ("APROVAR", "aprovar", "Aprovar", "Aprovo", "aprovo", "APROVADO", "aprovado", "Aprovada", "Aprovamos", "CANCELAR")
GREETINGS = ("", "", "Bom dia,\n\n", "Boa tarde!\n", "Prezados,\nbom dia.\n\n", "Olá, tudo bem?\n\n", "oi\n", "Prezada Joana,\n\n")
CLOSINGS = (
    "",
    "",
    "\n\nAtt,\nMaria Prado",
    "\n\nAtenciosamente,\nJosé da Silva\nGestor",
    "\n\nobrigada",
    "\n\nEnviado do meu iPhone",
    "\n\n-- \nAna",
)
THINGS = ("", " a solução", " o chamado", " a resposta", " o atendimento", " a solução apresentada", " o chamado L_61122001")

NEGATIONS = (
    "não {f}", "NÃO {f}", "nao {f}{t}", "Nunca {f}{t}", "jamais {f}", "Eu não {f}{t}.", "{f} não", "{f}, não!", "{f}? Não.", "{f} NÃO",
    "Não posso {f}{t}", "Não vou {f}{t} por enquanto", "não quero {f}", "Sem {f} por ora", "Nem {f} nem recuso", "De forma alguma {f}",
    "Não me peçam para {f}", "ninguém aqui {f}{t}", "Negativo, não {f}", "Tampouco {f}{t}", "Isso eu não {f}", "não, {f} não", "ñ {f}",
    "naum {f}", "n {f}{t}", "Não é o caso de {f}", "Está longe de {f}", "Impossível {f} isso", "Deixo de {f}{t}", "Não está {f}",
)  # fmt: skip
QUESTIONS = (
    "{f}?", "{f} ?", "{f}{t}?", "Posso {f}{t}?", "Como faço para {f}?", "Onde clico para {f}?", "É para {f}?", "Devo {f} ou recusar?",
    "{f}?!", "{f}!?", "Quem deve {f}{t}?", "Já foi {f}?", "Será que {f}?", "{f}... é isso?", "Até quando posso {f}?", "{f}, certo?",
    "{f}\n\nÉ assim que se responde?", "{f}\nE o certificado?", "{f} ？", "{f}\u2048", "Para {f} basta responder este e-mail?",
    "{f}, ok?", "{f} mesmo com o erro?", "{f}❓",
)  # fmt: skip
FUTURES = (
    "{f} amanhã", "Amanhã {f}{t}", "Vou {f} depois", "{f} depois de testar", "{f} na segunda-feira", "{f} assim que funcionar",
    "{f} quando o acesso voltar", "Pretendo {f}{t}", "{f} em breve", "Logo {f}", "{f} até sexta", "aprovarei{t}",
    "Aprovaremos{t} amanhã", "Irei {f}{t}", "Depois {f}", "Semana que vem {f}", "vamos {f} mais tarde", "{f} hoje à tarde", "recusarei",
    "cancelarei o chamado", "Aguardem, {f} em seguida", "Ainda hoje {f}", "{f} assim que a Maria voltar de férias", "Daqui a pouco {f}",
    "{f} no fim do dia",
)  # fmt: skip
CONDITIONS = (
    "{f} se funcionar", "Se funcionar, {f}", "{f} desde que corrijam o nome", "{f} caso não haja outra opção",
    "Só {f} se enviarem a tela", "{f} com ressalvas", "{f} em parte", "{f} parcialmente", "{f}, mas falta o certificado",
    "{f} porém o erro voltou", "{f}, exceto o item 2", "{f}, com exceção do item 3", "{f}\nmas o erro continua",
    "{f}\n\nFalta o comprovante", "{f}\nAinda não testei", "{f} sob protesto", "{f} apenas o primeiro item",
    "{f} contanto que não caia de novo", "{f}, salvo engano", "{f}\n\nObrigado, mas o CPF está errado",
    "{f} a contragosto porque não resolveu", "{f} provisoriamente", "{f} por ora, e reabro se cair", "{f}\nO portal caiu outra vez",
    "{f}. Só que o prazo venceu.", "{f} 👎", "{f} ❌", "{f}. Continua lento.", "{f}\nSem acesso desde ontem", "{f}, embora incompleto",
    "{f} apesar do erro", "{f}, a não ser que piore", "{f} (pendente a senha)", "{f}\nPreciso do certificado",
    "{f}\n\nGostaria de outra solução", "{f}\nVerifiquem o CPF, por favor",
)  # fmt: skip
OBJECTIONS = (
    "mas falta o nome",
    "porém com atraso",
    "exceto o item 2",
    "ainda não testei",
    "falta o CPF",
    "o erro continua",
    "não funcionou",
    "e agora?",
    "só quando voltar",
    "se voltar",
    "O portal caiu.",
    "A senha veio errada.",
    "Recebi o documento errado",
    "nada mudou",
    "Corrijam o endereço",
    "Continua igual",
    "Favor verificar o CPF",
    "Preciso de outra senha",
    "Reabro se cair",
    "O acesso travou de novo",
    "Sem efeito",
    "Desconsiderem",
    "Desconsidere esta mensagem",
    "Retiro o que disse",
    "Foi engano",
    "Enviei por engano",
    "brincadeira",
    "É piada",
    "Mentira",
    "volto atrás",
    "Esperem",
    "Aguardem a Joana",
    "Quem decide é a Joana",
    "isso foi o que ela escreveu",
    "teste",
    "Copiei da carta de vocês",
    "palavra do chefe",
    "ver anexo",
    "conforme anexo",
    "veja abaixo",
    "leia o histórico",
)
BOTH = (
    "APROVAR ou RECUSAR", "APROVAR / RECUSAR", "APROVAR/RECUSAR", "Aprovar ou recusar?", "RECUSAR ou APROVAR", "RECUSAR não, APROVAR",
    "APROVAR não, RECUSAR", "APROVAR\nRECUSAR", "RECUSAR\nAPROVAR", "[ ] APROVAR\n[x] RECUSAR", "( ) APROVAR ( ) RECUSAR",
    "APROVAR | RECUSAR", "- APROVAR\n- RECUSAR", "1. APROVAR\n2. RECUSAR", "APROVAR, RECUSAR", "aprovo e recuso",
    "Aprovo. Ou melhor, recuso.", "Recuso. Aliás, aprovo.", "Nem aprovo nem recuso", "Aprovo a primeira, recuso a segunda",
    "APROVAR RECUSAR", "APROVAR - RECUSAR", "RECUSAR?\nAPROVAR?", "Aprovado/Recusado", "Aprovado ( ) Recusado ( )", "Recuso\n\nAprovo",
    "APROVAR\n\nRECUSAR: motivo",
)  # fmt: skip
REPORTED = (
    "O chefe disse: {f}", "Meu chefe mandou {f}{t}", "A diretoria respondeu '{f}'", 'O presidente escreveu: "{f}"', "Fulano disse {f}",
    "Segundo a Joana, está {f}", "Me falaram para {f}", "O sistema mostra 'APROVADO' na tela", "Na tela aparece: {f}",
    "O botão {f} sumiu", "O link {f} não abre", "Cliquei em {f} e nada aconteceu", "O cadastro foi {f} pela agência",
    "{f} pela diretoria em reunião", "{f} o cadastro do João", "{f} o pagamento da guia é urgente", "Favor {f} o cadastro",
    "Favor {f} o acesso da Joana", "Peço {f} o requerimento 123", "Solicito {f} o vínculo", "Obrigado por {f}",
    "O requerimento consta como {f}", "status: {f}", "Status do requerimento: {f}", "Situação: {f}", "O benefício do segurado foi {f}",
    "Li que devo {f}", "Recebi um aviso de {f}", "Tentei {f} e deu erro", "Quero {f}", "Gostaria de {f}{t}", "Preciso {f}{t}",
    "Preciso que o senhor {f}", "Vim aqui {f}", "O e-mail fala em {f}", "Assunto: {f}", "Resposta: talvez {f}", "Acho que {f}",
    "Pode ser que {f}", "Digamos que {f}", "É claro que {f}, só que não", "Aprovar assim é fácil", "{f}... só rindo",
    "Claro, {f}, por que não 🙄", "{f} kkkk imagina", "{f}, parabéns pela demora", "{f}, obrigado por nada",
    "Que maravilha, {f} um erro desses", "aprove", "Aprovem logo isso", "aprovação", "Aprovação pendente", "A aprovação é com vocês",
    "reprovado", "desaprovo", "aprovei o quê", "recusa", "cancelamento", "Cancelar o acesso da Joana", "cancelado o acesso",
    "Cancelem o acesso dele", "Recusado pelo sistema", "O pedido foi recusado pela agência", "Cancela tudo", "aprovável",
)  # fmt: skip
BURIED = (
    "O sistema voltou.\n{f}", "Segue em anexo o documento\n\n{f}", "Obrigado!\n{f}",
    "O técnico ligou hoje cedo.\n\nConversamos.\n\n{f}", "Testei agora\n{f}{t}", "Ciente do prazo\n\n{f}",
    "Encaminho para ciência\n{f}", "Resposta abaixo:\n\n{f}", "Minha resposta é:\n{f}", "1) li a solução\n2) {f}",
    "Item 1: ok\nItem 2: {f}", "| resposta | {f} |", "Campo\tValor\nResposta\t{f}", "a) nada\nb) {f}",
    "Senhores\n\nVide o histórico\n\n{f}\n\nGrata",
)  # fmt: skip
MISSPELLED = (
    "APORVAR", "APROVRA", "APRVAR", "APROBAR", "APROVAAR", "APPROVAR", "APROVARR", "aprvo", "apovo", "aprovdo", "aprovdao", "Aprovao",
    "aprobado", "approved", "approve", "APROVR", "APR0VAR", "4PROVAR", "APROWAR", "PROVAR", "PROVADO", "APROVAD", "Aprova", "aprovas",
    "CANCELRA", "CANSELAR", "CANCELLAR", "CANCLAR", "cancel", "RECUASR", "RECSUAR", "REKUSAR", "RECUSA", "recuzo", "recusso", "RECUZAR",
)  # fmt: skip
AGREEMENTS = (
    "de acordo", "ok", "OK, obrigado", "ciente", "Ciente, obrigada", "tudo certo", "pode encerrar", "resolvido", "Resolvido, obrigado!",
    "funcionou", "perfeito", "👍", "✅", "sim", "Sim.", "combinado", "Obrigado", "recebido", "Concordo", "aceito", "Aceito a solução",
    "positivo", "certo", "beleza", "show", "autorizo", "Autorizado", "deferido", "homologado", "validado", "homologo", "Confere",
    "encerrar",
)  # fmt: skip
VACATION = (
    "Estou de férias até 10/12 e não acesso o e-mail. Para {f}, procure a Joana.",
    "Mensagem automática: estarei ausente até segunda. Se quiser {f}, responda depois.",
    "Obrigado pela sua mensagem. Estou fora do escritório. {f} só na volta.",
    "Resposta automática\n\nRecebemos seu e-mail: 'Para {f}, responda com a palavra {f}'. Retornaremos em breve.",
    "I am out of the office until Monday.\n\n{f}",
    "Sua mensagem foi recebida e será lida.\n\n{f}",
)
LETTER = (
    "O chamado L_61122001 foi solucionado.", "Para aprovar, responda com a palavra APROVAR, ou use este link:",
    "Para recusar, responda RECUSAR e escreva o motivo, ou use este link e escreva o motivo depois da palavra:", "APROVAR", "RECUSAR",
    "[APROVAR]", "[RECUSAR]", "Aprove ou recuse a solução até 05/12/2026.", "Responda acima desta linha.",
    "Sem resposta nesse prazo, o chamado é encerrado por decurso de prazo.", "O QUE VOCÊ PODE FAZER", "Chamado: L_61122001",
    "Você tem 7 dias corridos, contados do dia seguinte a este e-mail", "Suporte do Acordo de Cooperação", "suporte@carteiro.example",
    "Aprovar: mailto:suporte@carteiro.example?body=APROVAR", "Recusar: mailto:suporte@carteiro.example?body=RECUSAR", "Olá, Ana Prado.",
)  # fmt: skip
LETTER_LINES = tuple(line for line in LETTER if line not in {"APROVAR", "RECUSAR", "Responda acima desta linha."})
# Lines that nobody but our letter says.
LETTER_SPEECH = tuple(line for line in LETTER_LINES if "[" not in line and not line.startswith(("Chamado:", "suporte@", "Olá", "Suporte")))
DISCLAIMERS = (
    "Esta mensagem é confidencial e destina-se apenas ao destinatário. {f} ou divulgar o conteúdo é proibido a quem a recebeu por engano.",
    "AVISO LEGAL: o conteúdo deste e-mail é sigiloso e privilegiado. Se você não é o destinatário, não deve {f}, copiar ou usar.",
    "This message is confidential. If you are not the intended recipient you may not {f} it.",
)
SIGNATURES = ("{f}", "Maria Prado\n{f}", "José - {f}", "Maria Prado | {f} | Gestora", "Slogan: {f} sempre!", "{f} Consultoria Ltda.")

ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u202e", "\u2066")
LOOKALIKES = {
    "A": "АΑ",
    "a": "аɑ",
    "P": "РΡ",
    "p": "рρ",
    "R": "Ꭱʀ",
    "O": "ОΟ0",
    "o": "оο0",
    "E": "ЕΕ",
    "e": "е",
    "C": "СϹ",
    "c": "с",
    "S": "Ѕ",
    "V": "Ѵ",
}
PROSE = (
    "O sistema não permite gravar o cadastro.", "Seguem os documentos pedidos.", "Aguardamos retorno da equipe.",
    "O portal abriu hoje cedo.", "O representante é novo na entidade.", "Informo que a tela ficou branca.",
    "Encaminho para conhecimento.", "O prazo termina na sexta.",
)  # fmt: skip
