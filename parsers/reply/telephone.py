"""Is this line what a telephone or a web mail adds below what was written: `Enviado do meu iPhone`?"""

import re

from parsers.language.objection import objection, question
from parsers.reply.lines import folded

LONGEST = 160
# What such a line says about the sending, language by language (folded).
_SENT = (
    r"(?:(?:esta mensagem foi |este e-?mail foi |mensagem )?enviad[oa] (?:do|da|de|pelo|pela|via|por|a partir d[oea]|atraves d[oea]"
    r"|desde|usando|com?n?(?: o)?|a traves de|no|na|em) .{2,120}"
    r"|(?:this (?:message|e-?mail) was )?(?:sent|written|composed|secured) (?:from|via|with|using|on|by) .{2,120}"
    r"|(?:obtenha|obter|baixe|get|obtener|obten(?:ga)?|descargar?|telecharge[rz]|obtenez|obtenir|scarica|ottieni|ottenere|holen sie sich"
    r"|download|laden sie)"
    r" (?:o |l |las? |the new )?\W?(?:outlook|yahoo|gmail|bluemail|typeapp|aol|aqua|spark|proton|my ?mail|windows"
    r"|mail|aplicativo|app)\b.{0,110}"
    r"|outlook fur (?:ios|android) (?:beziehen|herunterladen).{0,60}|provenance ?: .{2,80}"
    r"|(?:https?://)?www\.aqua-mail\.com.{0,20}"
    r"|envoye (?:de|depuis|a partir d[eu]|avec|via|par|grace a) .{2,120}"
    r"|(?:diese nachricht wurde )?(?:von|mit) mein[\w/]* .{2,80} (?:gesendet|geschickt|verschickt).{0,60}"
    r"|(?:diese nachricht wurde von mein\w* .{2,90}gesendet.{0,40})"
    r"|gesendet (?:von|mit|uber|aus) .{2,120}|inviato (?:da|dal|dalla|con|tramite|via) .{2,120}"
    r"|enviado desde .{2,120}|yahoo mail.{0,100}|(?:verstuurd|verzonden) (?:vanaf|vanuit|met|via) .{2,100}|wysłan[eo] (?:z|ze"
    r"|przy) .{2,100}"
    r"|skickat fr[aå]n .{2,90}|sendt (?:fra|med) .{2,90}|lahetetty .{2,90}|odeslano (?:z|pomoci) .{2,90}|отправлено (?:с|из) .{2,90}"
    r"|.{2,40}から送信|发自我?的? ?.{2,40}|發自我?的? ?.{2,40}|從我的 ?.{2,40}傳送|나의 ?.{2,30}에서 보냄|.{2,40} gonderildi)"
)
_LINE = re.compile(rf"\W{{0,6}}{_SENT}", re.IGNORECASE)
# How such a line begins, raw: a cheap look.
_COULD = re.compile(
    r"[\W_]{0,12}(?:env|est|sen|thi|me[ns]|this|writ|comp|sec|obt|bai|get|des|dow|out|t[eé]l|sca|ott|hol|lad|prov|die|von|mit|ges|inv|yah|ver"
    r"|ww|http|wys|ski|l[aä]h|ods|odes)|.{0,60}[^\x00-\u024f]|.{2,40} g[oö]nder",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"iphon|ipad|\bios\b|android|galaxy|samsung|motorola|moto [a-z]|xiaomi|redmi|poco\b|huawei|\blg\b|nokia|\basus|realme|celular"
    r"|smartphone|smart ?phone|telefone|telemovel|dispositivo|tablet|aparelho|outlook|gmail|yahoo|hotmail|e-?mail|correio|blackberry"
    r"|windows"
    r"|courrier"
    r"|proton|\bbol\b|\buol\b|\bterra\b|\big mail|zimbra|mobile|movil|telephone|portable|appareil|handy|mobilgerat|gerat|aol|phone|device"
    r"|thunderbird|k-9|fairemail|aqua-?mail|bluemail|spark|mailspring|newton|superhuman|posta\b|correo|workspace|roundcube|expresso|webmail"
    r"|telefon|puhelim|मोबाइल|\bnine\b|canary|mailbird|em client|typeapp|airmail|tutanota|\btuta\b|zoho|fastmail|missive|shortwave"
    r"|\bboxer\b"
    r"|polymail"
    r"|mail\.ru|yandex|\bhtc\b|\bpalm\b|\bsony\b|\bgmx\b|web\.de|libero|laposte|seznam|the bat|kmail|evolution|claws|sylpheed|\bmutt\b"
    r"|airdroid|edison|mailmate|postbox"
    r"|(?:sent|enviado) (?:from|via|with|com|do|pelo) (?:front|hey)\Z|touchdown|ipod|verizon|at&t|t-mobile|my cell\b",
    re.IGNORECASE,
)
_BREVITY = re.compile(
    r"[.,] *(?:please|por favor|desculp|excus|pardon|bitte|scusa|veuillez|perd).{0,80}(?:brev|bri[eè]v|k[uü]rze|typo|errors?|erros).{0,40}",
    re.IGNORECASE,
)


def is_telephone(line: str) -> bool:
    """Whether the line is an advertisement of the device or the program that sent the mail."""
    if not line or len(line) > LONGEST or _COULD.match(line) is None:
        return False
    said = folded(line).strip(" .-<>")
    if _LINE.fullmatch(said) is None or _DEVICE.search(said) is None:
        return False
    # The program's own apology is no objection: `Please excuse my brevity`.
    return not objection(_BREVITY.sub(" ", line)) and not question(line)
