"""What does the door say? Replies in ASCII Portuguese, each with its enhanced status (RFC 3463) and what to do next."""

OUR_FAULT = "451 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
HALFWAY = "421 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
TOO_SLOW = "421 4.4.2 A mensagem demorou demais; tente novamente"
SILENT = "421 4.4.2 Sem comandos ha muito tempo; conecte-se de novo"
LEAVING = "421 4.3.2 Servico em manutencao; tente novamente em alguns minutos"
CROWDED = "421 4.7.0 Conexoes demais; tente novamente em alguns minutos"
TOO_MANY_TRIES = "421 4.7.0 Tentativas demais; confira o CPF e a senha LDAP"
DIRECTORY_AWAY = "454 4.7.0 Falha temporaria nossa; tente novamente em alguns minutos"
WRONG_PASSWORD = "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"  # noqa: S105 - a reply
