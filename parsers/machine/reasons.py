"""Which enhanced status (RFC 3463) do a mail system's words mean? A table of phrases; the first row with one that stands there wins."""

# The status, its class where no reply code tells (5: for good, 4: for now), and phrases as `fold` gives them; the vague ones stand last.
_PHRASES = """
5.1.8  sender address rejected: domain not found | domain of sender address | sender domain not found | sender domain must
       sender verify failed | sender domain does not | sender address does not exist | dominio do remetente | bad sender's system address
       unresolvable sender
5.1.7  sender address rejected | invalid sender | bad sender | syntax error in mail from | sender unknown | remetente invalido
5.4.6  too many hops | too many received | hop count exceeded | mail loop | mail forwarding loop | routing loop | loops back to myself
       loop detected | looping | loop de e-mail | excesso de saltos | exceeds maximum hop | bucle | mailschleife | boucle
5.1.2  host unknown | unknown host | host not found | no such domain | domain not found | domain does not exist | domain doesn't exist
       unknown domain | invalid domain | nonexistent domain | non-existent domain | non-existent host | couldn't find any host
       could not find any host | couldn't find host | name or service not known | no such host | nxdomain
       all relevant mx records point to non-existent | lookups failed permanently | unrouteable | unroutable | unrouteable mail domain
       bad destination system | bad destination host | domain name not found | domain isn't in my list | no mx record
       could not be found in dns | host or domain name not found | the domain name in the recipient | domain couldn't be found
       dominio inexistente | dominio nao existe | dominio nao encontrado | dominio nao foi encontrado | dominio desconhecido
       dominio no encontrado | dominio no existe | host desconhecido | servidor nao encontrado | domain existiert nicht
       domane wurde nicht | domaine inconnu | domaine n'existe | dominio sconosciuto | relevant dns
       not listed in public name & address book for domain | no such hostname | illegal host/domain | name server: host
       name service error
5.2.2  mailbox full | exceeded the local limit | mailbox is full | mailbox was full | over quota | overquota | over-quota | quota exceeded
       exceeded quota | exceeds quota | exceed quota | quota exceed | quota is exceeded | exceeded storage | exceeded his | exceeded their
       exceeded its | exceeded the quota | exceeded email quota | not enough storage | not enough space | mailbox size limit
       mailbox quota | storage quota | disk quota | mail quota | inbox full | inbox is full | out of storage | user is over
       account is full | account is over | mail box is full | mailbox has exceeded | mailbox exceeds | no space left in mailbox
       mailfolder is full | mbox is full | maildir over | maildrop is full | delivery would exceed | the allowed quota
       maximum allowed quota | storage full | too much mail | user full | mailbox over | mailbox too large | exceeded the space
       full mailbox | box full | account full | has reached its quota | caixa postal cheia | caixa postal lotada | caixa de correio cheia
       caixa de entrada cheia | caixa de entrada lotada | quota do usuario | cota do usuario | quota do destinatario | caixa cheia
       esta cheia | esta lotada | cota excedida | quota excedida | cota de disco | excedeu a cota | excedeu a quota | excedeu sua quota
       excedeu o limite de espaco | limite de armazenamento | espaco insuficiente | espaco na caixa | sem espaco | quota de disco
       ultrapassou a cota | ultrapassou a quota | buzon lleno | buzon esta lleno | esta llena | esta lleno | cuota excedida
       excedido la cuota | ha superado la cuota | espacio en el buzon | postfach ist voll | postfach voll | quota uberschritten
       speicherplatz | boite aux lettres pleine | est pleine | quota depasse | casella piena | e piena | quota superata | 容量超過
       容量オーバー | いっぱい | 已满 | 空间不足
5.2.1  mailbox disabled | mailbox is disabled | account disabled | account is disabled | account has been disabled | user disabled
       inactive user | mailbox is inactive | mailbox inactive | account inactive | account is inactive | account is suspended
       user suspended | mailbox suspended | has been suspended | account suspended | not accepting messages | account is locked
       account locked | account expired | account closed | account has been closed | deactivated | mailbox is locked | reach is disabled
       temporarily disabled | mailbox currently disabled | address is disabled | user is inactive | conta desativada | conta suspensa
       conta bloqueada | conta inativa | desativad | usuario bloqueado | usuario suspenso | usuario inativo | caixa postal bloqueada
       cuenta desactivada | cuenta suspendida | desactivad | konto gesperrt | deaktiviert | compte desactive | compte suspendu
       disattivat
5.3.4  message too big | message too large | message too long | message is too large | message is too big | mail too large
       message size exceeds | message size limit | size limit | exceeds maximum size | exceeds the maximum | maximum message size
       message exceeds | exceeded maximum size | too big for | larger than the | larger than | message file too big | max message size
       mensagem muito grande | mensagem e muito grande | tamanho maximo | limite de tamanho | tamanho da mensagem | excede o tamanho
       mensaje demasiado grande | tamano maximo | nachricht zu gross | nachricht ist zu | maximale grosse | message trop volumineux
       taille maximale | messaggio troppo grande | dimensione massima | サイズ
5.1.1  user unknown | name is not recognized | user is unknown | unknown user | no such user | this user doesn't | doesn't have a
       no such recipient | no such mailbox | no such address | no such account | no such person | no such local | unknown recipient
       unknown address | unknown local | unknown mailbox | unknown account | unknown or illegal | unknown or invalid | recipient unknown
       address unknown | addressee unknown | recipient not found | user not found | user not known | mailbox not found | address not found
       account not found | recipient does not exist | user does not exist | user doesn't exist | account does not exist
       account that you tried to reach does not exist | address does not exist | mailbox does not exist | no mailbox here by that name
       have an account | not listed in | not a valid user | not a valid mailbox | not a valid recipient | not a valid address
       invalid recipient | invalid user | invalid mailbox | invalid address | bad destination mailbox | not found in directory
       no account by that name | no user by that name | nobody by that name | address couldn't be found | address could not be found
       unknown e-mail | no such e-mail | user not listed | not our customer | there is no user | there is no such | not known here
       wasn't found at | was not found at | isn't in | user not exist | usuario desconhecido | usuario inexistente | usuario nao existe
       usuario nao encontrado | destinatario desconhecido | destinatario inexistente | destinatario nao existe
       destinatario nao encontrado | endereco inexistente | endereco nao encontrado | endereco nao foi encontrado
       endereco de email que voce inseriu | endereco desconhecido | conta inexistente | conta nao existe | conta nao encontrada
       caixa postal inexistente | caixa postal nao existe | usuario desconocido | usuario no existe | destinatario desconocido
       direccion no encontrada | no se ha encontrado la direccion | direccion de correo electronico que | cuenta inexistente
       empfanger unbekannt | unbekannter empfanger | unbekannter benutzer | adresse wurde nicht gefunden | benutzer unbekannt
       adresse existiert nicht | destinataire inconnu | utilisateur inconnu | adresse inconnue | adresse de messagerie que
       adresse introuvable | n'a pas ete trouvee | utente sconosciuto | destinatario sconosciuto | indirizzo non trovato
       utente inesistente | casella inesistente | 用户不存在 | 宛先不明 | あて先
5.1.6  has moved | no longer at this | moved to a new address | no forwarding address | no longer on server | no longer valid
       mudou de endereco | no longer with | nao trabalha mais | no longer works | no longer in use | no longer accept
       no longer available
5.5.3  too many recipients | destinatarios em excesso | demasiados destinatarios
4.3.1  insufficient system storage | system storage | disk full | no space left on device | no disk space | mail system full
       insufficient system resources | not enough disk
5.7.2  not allowed to post | not a member of the list | only members | posting to this list | not subscribed | restricted to members
       somente membros | group you tried to contact | may not have permission to post | not allowed to send to | doesn't have permission
       grupo que voce tentou
5.7.1  spam | relaying | relay access denied | relay denied | unable to relay | relay not permitted | not permitted to relay
       cannot relay | not a relay | blacklist | black list | blocklist | block list | listed in | blocked using | blocked by | blocked for
       been blocked | is blocked | message blocked | policy | not authorized | not authorised | not permitted | permission denied
       access denied | access not allowed | delivery not authorized | unauthenticated | authentication required | authenticate | dmarc
       spf | dkim | reputation | virus | malware | infected | banned | prohibited | content rejected | message rejected
       administrative prohibition | administratively | not allowed | spamhaus | suspicious | unsolicited | 5322 | rbl | reverse dns
       ptr record | poor reputation | mensagem bloqueada | foi bloquead | bloqueado por | rejeitada por | politica | nao autorizad
       nao permitid | acesso negado | permissao | lista negra | retransmissao | no autorizad | no permitid | acceso denegado
       mensaje bloqueado | nicht berechtigt | nicht erlaubt | abgelehnt | verweigert | non autorise | acces refuse | message bloque
       refuse par | non autorizzat | negato | rifiutato da | bloccato | 拒否 | 拒绝 | 垃圾 | attachment type | attachment not allowed
       attachments are not | blocked attachment | anexo nao permitido
4.4.7  retry time | retry timeout exceeded | in the queue too long | queue too long | expired | delivery time | timed out waiting
       message timeout | too old | could not be delivered within | not been delivered within | after trying for
       unable to deliver message after multiple retries | maximum retry | tempo limite | tempo esgotado | expirou | prazo de entrega
       caducado | abgelaufen | expire | scaduto | cannot send message within | could not send message for past | not delivered for
       has been delayed | was delayed
4.4.3  name server | dns error | dns lookup | dns failure | host name lookup failure | temporary lookup failure
       temporary failure in name resolution | name resolution | lookup failed | lookup deferred | erro de dns | erro no dns
       cname lookup failed | mx lookup | hostname lookup
4.4.1  connection refused | connection timed out | connection timeout | conversation with | no route to host | network is unreachable
       could not connect | couldn't connect | cannot connect | can't connect | unable to connect
       wasn't able to establish an smtp connection | not responding | not respond | host is unreachable | operation timed out
       host unreachable | connect to | conexao recusada | nao foi possivel conectar | nao responde | sem resposta | conexion rechazada
       tiempo de espera | connexion refusee | ne repond pas | connessione rifiutata | non risponde | no answer from host | timed out
       timeout
4.4.2  lost connection | connection lost | connection dropped | connection died | connection reset | connection closed | broken pipe
       remote host closed | premature end | conexao perdida | conexao interrompida | connection was dropped
4.7.1  greylist | graylist | grey list | too many messages | too many connections | rate limit | rate exceeded | throttl
4.3.2  not accepting mail | not accepting network | system not accepting | temporarily unavailable | service unavailable | out of service
4.3.0  local error | local configuration | internal error | temporary failure | unknown mailer error | child status
5.1.3  syntax error in | bad address syntax | invalid syntax | malformed address | bad destination mailbox address | syntax of the address
       illegal address | sintaxe do endereco | address syntax
5.5.2  syntax error | command not recognized | command unrecognized | command not implemented | unrecognized command | unexpected response
5.1.1  does not exist | doesn't exist | don't exist | could not be found | couldn't be found | wasn't found | was not found | not found
       mailbox unavailable | recipient rejected | address rejected | bad recipient | bad address | not known | no longer
       undeliverable address | name not found | disabled | no valid recipient | not a local | nao existe | nao encontrad
       nao foi encontrad | nao pode ser encontrad | inexistente | invalido | invalida | desconhecid | no existe | no encontrad
       desconocid | nicht gefunden | existiert nicht | unbekannt | n'existe pas | introuvable | inconnu | non esiste | non trovat
       inesistente | sconosciut | 存在しない | 存在しません | 見つかりません | 不存在 | 找不到 | not valid
"""


def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(status, phrases) of each row; an indented line goes on with the row above it."""
    rows = _PHRASES.strip().replace("\n   ", " | ").splitlines()
    return tuple((row[:5], tuple(phrase.strip() for phrase in row[5:].split("|") if phrase.strip())) for row in rows)


_TABLE = _rows()


def of(words: str) -> str:
    """The status that folded words mean, '' when they mean nothing."""
    return next((status for status, phrases in _TABLE if any(phrase in words for phrase in phrases)), "")
