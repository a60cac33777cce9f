"""Which mails are known as a program's by one mark alone, and which bounces name their recipient in odd ways? With people beside them."""

from tests.mails.making.automaticas import REPLY, SUBJECT, head, machine, text
from tests.mails.making.devolvidas import ANA, WHOLE, bounce, daemon, dsn
from tests.mails.making.devolvidas_em_prosa import PLAIN, UTF8
from tests.mails.making.gente_parecida import APROVAR, person
from tests.mails.making.mail import Made

SENDERS = {
    "nao-responder-com-sublinhado": "Portal <nao_responder@portal.example>",
    "semresposta": "Cobrança <semresposta@loja.example>",
    "sem-resposta": "sem-resposta@loja.example",
    "no-responder": "Banco <no-responder@banco.example>",
    "ne-pas-repondre": "ne-pas-repondre@boutique.example",
    "nicht-antworten": "Kundendienst <nicht-antworten@laden.example>",
    "non-rispondere": "non-rispondere@negozio.example",
    "noreply-com-sufixo": "noreply-abc@portal.example",
    "alertas-noreply": "alerts-noreply@portal.example",
    "no-reply-com-etiqueta": "no-reply+17@portal.example",
    "notificacoes": "Portal <notificacoes@portal.example>",
    "alertas": "alertas@portal.example",
    "zabbix": "Zabbix <zabbix@monitor.example>",
    "nagios": "nagios@monitor.example",
    "root": "root <root@servidor.example>",
    "daemon-com-comentario": "daemon@servidor.example (System Daemon)",
    "majordomo": "majordomo@listas.example",
    "pedido-de-lista": "avisos-request@listas.example",
    "dono-de-lista": "owner-avisos@listas.example",
    "robo": "Robô do portal <portal-bot@portal.example>",
    "autoresponder": "auto-responder@provedor.example",
    "boletim-newsletter": "Novidades <newsletter@loja.example>",
    "nome-nao-responda": "Não responda <sistema@portal.example>",
    "administrador-do-sistema": "System Administrator <postmaster@correio.example>",
}
PATHS = {
    "bounce-numerado": "<bounce-1234@envios.example>",
    "verp": "<b-77_suporte=carteiro.example@envios.example>",
    "dono": "<owner-avisos@listas.example>",
    "bounces-da-lista": "<avisos-bounces@listas.example>",
    "noreply-de-fora": "<noreply@envios.example>",
}
SUBJECTS = {
    "autoreply": "AutoReply",
    "auto-reply-com-colchetes": "[Auto-Reply] Senha",
    "autoresponse": "Autoresponse: Senha",
    "ooo": "OOO until Monday",
    "ooto": "OOTO: Senha",
    "vacation-reply": "Vacation reply: Senha",
    "away-from": "Away from my desk",
    "ausente-ate": "Ausente até 20/01",
    "estou-de-ferias": "Estou de férias até 20/01",
    "ausencia-temporaria": "Ausência temporária: Senha",
    "espanhol": "Fuera de oficina: Contraseña",
    "frances": "Absent du bureau : mot de passe",
    "alemao": "Automatische Antwort: Kennwort",
    "italiano": "Fuori sede: password",
    "holandes": "Automatisch antwoord: wachtwoord",
    "sueco": "Autosvar: lösenord",
    "noruegues": "Automatisk svar: passord",
    "finlandes": "Automaattinen vastaus: salasana",
    "polones": "Odpowiedź automatyczna: hasło",
    "tcheco": "Automatická odpověď: heslo",
    "russo": "Автоответ: пароль",
    "japones": "自動返信: パスワード",
    "chines": "自动回复: 密码",
    "notes": "AUTO: Ana Prado is out of the office (returning 20/01/2026)",
    "auto-re": f"Auto: Re: {SUBJECT}",
}
TMDA = """This message was created automatically by mail delivery software (TMDA).

Your message attached below is being held because the address
<suporte@carteiro.example> has not been verified.

To release your message for delivery, please send an empty message
to the following address, or use your mailer's "Reply" feature.

   ana-confirm-1768309202.12345.abcdef@sindicato.example
"""
PROTECTED = """Olá,

Para evitar spam, só recebo mensagens de remetentes autorizados, e o seu endereço
ainda não está autorizado. Para que sua mensagem seja entregue, confirme o envio
clicando em https://filtro.example/c/1234

Mensagem enviada pelo filtro do provedor.
"""
WAITLIST = """Your message about "Senha" was waitlisted.

Please add yourself to my Guest List so your messages will be delivered to my Inbox.
Click here: https://filter.example/g/1234
"""
DESAFIOS = {
    "tmda": (head("Please confirm your message", "Ana <ana-confirm-12.abc@sindicato.example>", REPLY, path="<>"), TMDA),
    "tmda-com-devolvida": (head("Please confirm your message", path="<>"), f"{TMDA}\n----- Original message -----\n{WHOLE}"),
    "lista-de-espera": (head(f"Re: {SUBJECT} (Action Required)", more=REPLY), WAITLIST),
    "remetente-autorizado": (head(f"Re: {SUBJECT}", more=REPLY, path="<>"), PROTECTED),
    "confirme-seu-e-mail": (head("Confirme o seu e-mail"), "Clique no endereço abaixo.\n"),
}
PROSE = {
    "so-nome-local": (
        "Returned mail: User unknown",
        "   ----- Transcript of session follows -----\n550 ana.prado... User unknown\n\n   ----- Unsent message follows -----\n" + WHOLE,
        "5.1.1",
        "failed",
    ),
    "nome-local-e-dominio": (
        "failure notice",
        'Your mail to domain sindicato.example failed.\nunknown user: "ana.prado"\n',
        "5.1.1",
        "failed",
    ),
    "transcricao-rcpt": (
        "Delivery failure",
        f"Session transcript:\n>>> MAIL FROM:<suporte@carteiro.example>\n<<< 250 ok\n>>> RCPT TO:<{ANA}>\n<<< 550 5.1.1 no such user\n",
        "5.1.1",
        "failed",
    ),
    "lista-com-ponto-e-virgula": (
        "Undeliverable mail",
        f"Your message could not be delivered to:\n  {ANA}; Action: Failed\n  joao@outro.example\nMailbox full.\n",
        "5.2.2",
        "failed",
    ),
    "ainda-se-tenta": ("Mail Delivery Problem", f"Your mail to {ANA} is still being retried: connection timed out.\n", "4.4.1", "delayed"),
    "quatro-horas": (
        "Falha na entrega",
        f"A mensagem para {ANA} não foi entregue em 4 horas. O servidor continuará tentando por 3 dias. Conexão recusada.\n",
        "4.4.1",
        "delayed",
    ),
    "cinco-dias": (
        "Warning: message not delivered",
        f"Message to {ANA} could not be delivered for 5 days: mailbox full. Giving up.\n",
        "5.2.2",
        "failed",
    ),
}
NOTICE = f"Delivery failed for {ANA}\n"
REPORTS = {
    "final-so-local": "Final-Recipient: rfc822; ana.prado",
    "final-de-sistema": "Final-Recipient: system; ana.prado",
    "final-x400": f"Final-Recipient: x400; /G=Ana/S=Prado/O=Sindicato/C=BR/\nOriginal-Recipient: rfc822;{ANA}",
    "final-do-exchange": f"Final-Recipient: rfc822; IMCEAEX-_O=SIND_CN=ana@sindicato.example\nOriginal-Recipient: rfc822;{ANA}",
}
LOOKALIKES = {
    "codigo-e-resposta-automatica": ("[12] Resposta automática: não chega ao segurado", "Não chega desde ontem.\n"),
    "ferias-do-gestor": ("Férias do gestor: pedido de acesso", "Cadastrem a substituta, por favor.\n"),
    "estou-de-ferias-e-preciso": ("Estou de férias", "Preciso que o acesso do meu substituto seja liberado.\n"),
    "fora-do-escritorio-pergunta": ("Fora do escritório - como acesso o portal?", "O portal não abre em casa.\n"),
    "mensagem-retida": ("Mensagem retida", "Bom dia, sua mensagem ficou retida no antispam. Já autorizei o remetente.\n"),
    "pede-lista-branca": ("Antispam", "Coloquem nosso domínio na whitelist: temos de confirmar as mensagens de vocês uma a uma.\n"),
    "confirmacao-de-e-mail": ("[12] Confirmação de e-mail", "O link do portal não funciona: diz que meu endereço não foi verificado.\n"),
    "autodeclaracao": ("Auto-declaração rural: dúvida", "Qual modelo usamos?\n"),
}
PEOPLE_SENDERS = {
    "jenkins": "Paulo Jenkins <jenkins@sindicato.example>",
    "root-com-nome": "Ana Prado <root@sindicato.example>",
    "equipe-de-suporte": "Suporte <suporte@sindicato.example>",
    "equipe-de-noticias": "Imprensa <news@sindicato.example>",
    "administracao": "Administração <admin@sindicato.example>",
    "bot-de-sobrenome": "João Bot <joao.bot@sindicato.example>",
}
NO_FIELDS = {
    "auto-submitted-none": "Auto-Submitted: none\n",
    "auto-submitted-comentado": "Auto-Submitted: No (written by a person)\n",
    "x-autoreply-no": "X-Autoreply: no\n",
    "x-autogenerated-false": "X-Autogenerated: false\n",
    "precedence-normal": "Precedence: special-delivery\n",
    "srs-do-exchange": "",
}

PROGRAMAS: list[Made] = [
    *(machine(f"remetente-{name}", head("Aviso", sender, path="") + text("Segue o aviso.\n")) for name, sender in SENDERS.items()),
    *(machine(f"caminho-{name}", head("Aviso", path=path) + text("Segue o aviso.\n"), kind="normal") for name, path in PATHS.items()),
    *(machine(f"assunto-{name}", head(subject) + text("Responderei depois.\n")) for name, subject in SUBJECTS.items()),
    *(machine(f"desafio-{name}", top + text(body)) for name, (top, body) in DESAFIOS.items()),
    *(
        bounce(f"prosa-{name}", daemon(subject) + (PLAIN if body.isascii() else UTF8) + "\n" + body, ANA, status, action)
        for name, (subject, body, status, action) in PROSE.items()
    ),
    *(
        bounce(
            f"relatorio-{name}",
            dsn(daemon("Undelivered Mail"), NOTICE, f"Reporting-MTA: dns; mx.example\n\n{fields}\nAction: failed\nStatus: 5.1.1\n"),
            ANA,
            "5.1.1",
        )
        for name, fields in REPORTS.items()
    ),
    *(person(name, head(subject) + text(body)) for name, (subject, body) in LOOKALIKES.items()),
    *(person(name, head("Senha", sender, path="") + text("A senha não chega.\n")) for name, sender in PEOPLE_SENDERS.items()),
    *(
        person(
            name,
            head(f"Re: {SUBJECT}", more=REPLY + fields, path="<bounces+SRS=ab1=cd@sindicato.example>" if not fields else f"<{ANA}>")
            + text("APROVAR\n"),
            command=APROVAR,
        )
        for name, fields in NO_FIELDS.items()
    ),
]
