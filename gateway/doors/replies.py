"""What does the door say? Replies in ASCII Portuguese, each with its enhanced status (RFC 3463) and what to do next."""

OUR_FAULT = "451 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
HALFWAY = "421 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
TOO_SLOW = "421 4.4.2 A mensagem demorou demais; tente novamente"
SILENT = "421 4.4.2 Sem comandos ha muito tempo; conecte-se de novo"
LEAVING = "421 4.3.2 Servico em manutencao; tente novamente em alguns minutos"
CROWDED = "421 4.7.0 Conexoes demais; tente novamente em alguns minutos"

LOGGED_IN = "235 2.7.0 Login aceito"
TOO_MANY_TRIES = "421 4.7.0 Tentativas demais; confira o CPF e a senha LDAP"
DIRECTORY_AWAY = "454 4.7.0 Falha temporaria nossa; tente novamente em alguns minutos"
BUSY = "454 4.7.0 Logins demais ao mesmo tempo; tente novamente em um minuto"
WRONG_PASSWORD = "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"  # noqa: S105 - a reply
NOT_ENCRYPTED = "538 5.7.11 Login so com conexao segura; no programa de e-mail, ligue STARTTLS ou SSL/TLS"
CALLED_OFF = "501 5.7.0 Login cancelado"
NO_BASE64 = "501 5.5.2 Login ilegivel (nao e base64)"
NO_LOGIN = "501 5.5.2 Login ilegivel; use AUTH PLAIN como na RFC 4616"
LINE_TOO_LONG = "500 5.5.6 Linha longa demais"
SAY_EHLO = "503 5.5.1 EHLO primeiro"
IN_ALREADY = "503 5.5.1 Login ja feito; para trocar de pessoa, conecte-se de novo"
IN_MID_MAIL = "503 5.5.1 AUTH so antes de MAIL; envie RSET e tente de novo"
NO_SUCH_MECHANISM = "504 5.5.4 Use AUTH PLAIN ou AUTH LOGIN"


def too_many_tries(minutes: int) -> str:
    """What is said while a login is capped, right or wrong. minutes: until it may be tried again."""
    wait = "1 minuto" if minutes == 1 else f"{minutes} minutos"
    return f"454 4.7.0 Tentativas demais; aguarde {wait} e confira o CPF e a senha LDAP antes de tentar de novo"
