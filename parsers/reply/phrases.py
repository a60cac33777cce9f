"""Which words do mail programs write around what they quote, language by language?

Folded (parsers/reply/lines.py): no case, accents or quotes. The order of languages: pt, en, es, fr, de, it, then the common others.
"""

WROTE = (
    r"\b(?:escreveu|escreveram|enviou|respondeu|wrote|writes|you write|sent"
    r"|said|says|stated|replied|answered|disse|respondio|dijo|a repondu|antwortete|ha risposto"
    r"|escribio|escribe|ha escrito|a ecrit|ecrit|ecrivait|schrieb|schrieben"
    r"|geschrieben|ha scritto|scrisse|scriveva"
    r"|schreef|geschreven|napisa[lł](?:a|\(a\))?|pisze|skrev|kirjoitti|napsala?|napsal\(a\)|va escriure|escribiu|a scris|ezt irta|irta"
    r"|(?:sunu )?yazd[ıi]|je napisao(?:/la)?|menulis|da viet|написала?|написал\(а\)|пишет|писала?|пише|написав|написа|έγραψε|كتب|כתב)(?!\w)"
    r"|写道|寫道|书写|님이 작성|님이 쓴 글|さんは書きました|(?:さん)?のメール"
)
# Those that people use as well, of what is no mail.
ALSO_SAID = frozenset(
    "enviou respondeu sent said says stated replied answered disse respondio dijo antwortete".split()  # noqa: SIM905
) | {"a repondu", "ha risposto"}
# Pieces of the raw lines, in small letters, one of which gives such a verb, or an address in its place, away.
WROTE_PIECES = (
    "@", "escr", "wrot", "writ", "crit", "schr", "scri", "napis", "pisze", "skre", "kirjo", "napsa", "írta", "irta", "yazd",
    "enviou", "respond", "sent", "said", "says", "stated", "replied", "answered", "disse", "dijo", "répondu", "antwortete", "risposto",
    "according", "spake", "citando", "quoting", "zitat", "menulis", "viết", "пис", "пиш", "έγρα", "写道", "寫道", "书写",
    "작성", "쓴", "書きました", "のメール", "כתב", "كتب", "missatge", "cita",
)  # fmt: skip
CITING = (
    r"(?:citando(?: a)?|quoting|quoting message from|quote from|zitat von|zitiere|cita de|citation de|citazione(?: da| di)?|citaat van"
    r"|citat fr[aå]n|missatge de|mensagem citada (?:de|por)|cytat|scrive|according to|thus spake)"
)

_MESSAGE = (
    r"mensagem original|mensagem anterior|mensagem de resposta|mensaje de respuesta|messaggio di risposta|message de reponse"
    r"|mensagem encaminhada|mensagem reencaminhada|mensagem reenviada|mensagem recebida"
    r"|compromisso original|email original|e-mail original"
    r"|original message|original e-?mail|original appointment|forwarded message|forwarded e-?mail|forwarded mail|begin message"
    r"|begin forwarded message|previous message|reply message|original meeting request"
    r"|mensaje original|mensaje reenviado|mensaje anterior|correo original|cita original"
    r"|message d origine|message original|message initial|message transfere|message reexpedie|message precedent|courriel original"
    r"|courriel d origine|mail original|rendez-vous d origine"
    r"|ursprungliche (?:nachricht|mail|e-mail|besprechungsanfrage)|original-?nachricht|originalmail|weitergeleitete (?:nachricht|mail"
    r"|e-mail)"
    r"|ursprunglicher termin"
    r"|messaggio originale|messaggio inoltrato|messaggio precedente|appuntamento originale"
    r"|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|oryginalna wiadomosc|wiadomosc oryginalna|wiadomosc przekazana"
    r"|przekazana wiadomosc|treść oryginalnej wiadomości|ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande"
    r"|oprindelig meddelelse|original meddelelse|videresendt (?:meddelelse|besked)|opprinnelig melding|original melding"
    r"|videresendt melding|alkuperainen viesti|valitetty viesti|edelleen lahetetty viesti|p[uů]vodni (?:zprava|e-mail)|preposlana zprava"
    r"|povodna sprava|missatge original|missatge reenviat|mensaxe orixinal|mesaj original|mesajul original|eredeti uzenet"
    r"|tovabbitott uzenet|orijinal mesaj|ozgun (?:ileti|mesaj)|iletilen ileti|iletilmis (?:ileti|mesaj)|yonlendirilmis ileti"
    r"|исходное сообщение|оригинальное сообщение|исходное письмо|пересылаемое сообщение|пересланное сообщение|пересланное письмо"
    r"|вихідне повідомлення|αρχικό μήνυμα|原始邮件|原始郵件"
    r"|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|元のメッセージ|転送メッセージ|転送されたメッセージ"
    r"|원본 메시지|원본 메일|전달된 메시지|전달된 메일"
)
SEPARATOR = rf"(?:(?:start of |end of |begin |inicio d[ae] |fim d[ae] )?(?:{_MESSAGE})(?: follows| segue| a seguir| folgt)?)"
# What a separator may go on with: `Forwarded message from Ana`, `Original Message by Ana on Friday`.
SEPARATOR_REST = r"(?: (?:de|from|por|by|von|da|van|d|du|from:) .{1,90})?"
OPENING = (
    r"(?:(?:mensagem |message )?(?:encaminhada|reencaminhada|reenviada|forwarded) (?:por|by):? .{2,90}[>\])]?"
    r"|inicio da mensagem (?:encaminhada|reencaminhada|reenviada)|inicio de mensagem reencaminhada|begin forwarded message"
    r"|inicio del mensaje (?:reenviado|original)|debut du message (?:reexpedie|transfere)"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail|mail)|inizio (?:del )?messaggio inoltrato|begin doorgestuurd bericht"
    r"|poczatek przekazywanej wiadomosci|vidarebefordrat brev|videresendt besked|start p[aå] videresendt besked"
    r"|valitetty viesti alkaa|zacatek preposilane zpravy|начало переадресованного сообщения|下面是被转发的邮件|以下是轉寄的郵件"
    r"|転送されたメッセージ|전달된 메시지 시작|iletilen iletinin baslangici)"
)
FORWARDED_BY = (
    r"(?:encaminhad[oa] por|reencaminhad[oa] por|reenviad[oa] por|repassad[oa] por|forwarded by|transfere par|reexpedie par"
    r"|weitergeleitet von|inoltrato da"
    r"|doorgestuurd door|forwarded from|respondid[oa] por|enviad[oa] por) .{2,100}"
)
FORWARD = (
    r"encaminh|reencaminh|reenvia|repass|forward|fwd|transfer|reexpedi|weitergeleit|inoltrat|doorgestuurd|przekaz|vidarebef|videresend"
)
# Ticket systems ask to answer above a line of theirs.
ABOVE = (
    r"acima (?:desta|dessa) linha|acima da linha|above (?:this|the) line|encima de esta linea|arriba de esta linea|sobre esta linea"
    r"|(?:au-dessus|au dessus) de cette ligne"
    r"|(?:uber|oberhalb) (?:dieser|der) (?:zeile|linie)|sopra (?:questa|la) (?:riga|linea)|boven deze (?:regel|lijn)"
)
# The raw pieces that give such a line away: in the whole text those of the languages in which it may stand without a rule before it.
ABOVE_OFTEN = ("cima d", "bove t", "CIMA D", "BOVE T")
ABOVE_PIECES = (*ABOVE_OFTEN, "cette ligne", "r Zeile", "r Linie", "questa ri", "deze regel")
ANSWER = r"respo|repl|antwor|repon|rispo|respue|respui|type|write|escrev|escrib|digit|reponse|schreib|scriv|ecri|antwoord|beantwo"
