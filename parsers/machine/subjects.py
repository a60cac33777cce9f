"""What kind of machine writes such a subject? Each pattern is for a folded subject and begins at its beginning."""

import re

from parsers.machine.away import TAG

_MAIL = r"(?:e-?mail|mail|message|mensagem|mensaje|correo|correio|courriel|nachricht|messaggio)"

# Nobody but a mail system begins a subject so; a person who forwards or answers one has a prefix (`ENC:`, `Re:`) before it.
_UNDELIVERED = (
    # English
    r"undeliver(?:able|ed|y)\b"
    r"|delivery (?:status|failure|failed|has failed|report|delay|error|problem|notification|notice|warning|has been|expired|to )"
    r"|(?:failed|failure|unable|error|problems?|could not|cannot) (?:in |with |on |of |notice|to )?(?:deliver|delivery|send|sending"
    r"|mail|message|e-?mail)"
    r"|failure notice|failure:|deferred:|delayed mail|delayed delivery|mail delay|mail fail|e-?mail (?:failed|rejected|bounced)"
    r"|mail (?:delivery|system (?:error|problem)|could not|not delivered|failure|undeliver|error|status report|returned|rejected"
    r"|transaction failed)"
    r"|message (?:undeliver|delivery|not delivered|could not|couldn't"
    r"|status - undeliver|blocked|delayed|rejected|failed|not sent|you sent"
    r"|was not|returned)"
    r"|(?:your )?(?:message|e-?mail) (?:to .{1,200} )?(?:was|is|has been|could|has) (?:not|undeliver|rejected|returned|blocked"
    r"|delayed|bounced)"
    r"|return(?:ed|ing)? (?:mail|e-?mail|message|to sender)|non-?delivery|nondeliver|not delivered|undelivered"
    r"|warning: (?:could not|message|e-?mail|delayed|delivery|unable|mail)|(?:transient|permanent"
    r"|temporary) (?:mail )?(?:delivery )?(?:failure|error)"
    r"|(?:user|recipient|address|mailbox) (?:unknown|not found|full|over quota|unavailable|rejected)\b|(?:unknown|invalid) (?:user"
    r"|recipient|address)"
    r"|(?:bounced?|rejected|automatically rejected|blocked) (?:e-?mail|mail|message)|report to sender|address not found|quota exceeded"
    r"|problem delivering|(?:notification|notice) (?:of|about) (?:e-?mail |mail )?(?:delivery|non-?delivery|undelivered)|ndr:|ndn:|dsn:"
    # Portuguese
    r"|nao (?:foi|e|pode ser|pôde ser|pode-se)? ?(?:possivel )?(?:a |o )?(?:entreg|enviar)|mensage(?:m|ns) (?:nao|devolvida"
    r"|rejeitada|bloqueada"
    r"|retornada|atrasada|recusada|em atraso|de erro)|(?:falha|erro|problemas?|atraso) (?:na|no|ao|de|em|ao tentar) (?:a |o )?"
    r"(?:entreg|envi|encaminh)|e-?mail (?:nao|devolvido|retornado|rejeitado|recusado)|(?:notificacao|aviso|relatorio|notificacoes)"
    r" (?:de|do|sobre o|da) (?:status|estado|falha|nao|atraso|erro|devolucao) ?(?:de |da |na |do )?(?:entreg|envi|mensagem)?"
    r"|devolvid[ao] ao remetente|devolucao de|correio (?:nao|devolvido)|retorno de (?:mensagem|e-?mail)|(?:caixa (?:postal|de correio)"
    r"|quota|cota) (?:cheia|lotada|excedida|esta cheia)|entrega (?:adiada|atrasada|nao|falhou|mal|de mensagem)|impossivel entregar"
    r"|endereco nao"
    # Spanish
    r"|no se (?:puede|ha podido|pudo|entrego)|no (?:entregad|entregable|ha sido)|(?:error|fallo|fallos|problema) (?:de|en|en la|en el|al)"
    r" (?:la |el )?(?:entreg|envi)|(?:correo|mensaje) (?:devuelto|no|rechazado)|notificacion (?:de|del|sobre el) (?:estado|error"
    r"|fallo|entrega)"
    r"|entrega (?:fallida|retrasada|no)|devuelto al|buzon lleno"
    # German
    r"|unzustellbar|nicht zu(?:stell|gestell)|zustell(?:ung|fehler|problem)|(?:mail|nachricht|e-mail).{0,60}(?:unzustellbar|nicht zu)"
    r"|(?:ruck|rueck)?benachrichtigung.{0,40}(?:zustell|ubermittl)|fehlgeschlagene|zuruck an|ubermittlungsfehler|verzogerte zustellung"
    # French
    r"|non (?:remis|distribu|delivr|livre)|echec (?:de|d'|lors)|(?:message|courrier|mail) (?:non|retourne|refuse)|(?:avis|rapport) de non"
    r"|notification (?:d'etat|d'echec|de (?:non|remise|l'etat))|retour a l'|impossible de (?:remettre|distribuer|livrer)"
    r"|probleme de (?:remise|livraison)"
    # Italian
    r"|non recapit|mancat[oa] (?:recapito|consegna)|impossibile (?:recapit|consegn|invi)|errore (?:di |nella |nel )?(?:consegna|recapito)"
    r"|messaggio (?:non|rifiutato|respinto)|notifica (?:dello|sullo|di|stato) ?(?:stato|mancat)?|posta (?:non|restituita)|avviso di manca"
    # Dutch, Danish, Norwegian, Swedish, Finnish, Polish, Czech, Turkish, Russian, Japanese, Chinese, Korean
    r"|onbestelbaar|niet (?:bezorgd|afgeleverd)|kan ikke leveres|ikke leveret|uleverbar|kunne ikke leveres|olevererbar"
    r"|gick inte att leverera|ei voi toimittaa|niedostarczaln|nie mo.na dostarczy|zwrot"
    r"|nedoruciteln|teslim edilem|недоставлен|не доставлен|не удается доставить"
    r"|配信不能|配信できません|送信できません|配信(?:に)?失敗|配信エラー|エラーメール|宛先不明|未配達|无法投递|無法投遞"
    r"|退信|系统退信|系統退信|無法傳遞|无法传递|未送达|未传递|投递失败|배달 실패|배달되지 않음|전송 실패"
)
UNDELIVERED = re.compile(rf"{TAG}(?:your {_MAIL} |(?:aviso|notice|notificacao|alerta|alert|erro|error)\s?[:\-] ?)?(?:{_UNDELIVERED})")
DELAYED = re.compile(
    r"warning: |(?:still )?(?:delayed|deferred)\b|.{0,60}\((?:delay|delayed|atraso|adiamento|verzogert|retard|retraso)\)"
    r"|.{0,80}\b(?:is|was|been|ist|mail"
    r"|message|delivery|entrega|mensagem) (?:still being )?(?:delay|deferred|adiada|atrasada|retrasad|verzogert|em atraso)"
    r"|atraso na entrega|delivery delay"
)

# Where the sender is a mail system, these words may stand anywhere.
UNDELIVERED_INSIDE = re.compile(
    r"undeliver|deliver(?:y|ed)|bounce|returned|failure|failed|rejected|not found"
    r"|nao entreg|devolvid|falha|warning|delayed"
    r"|entrega|zustell|remise|recapit|配信|退信|error|erro\b"
)
