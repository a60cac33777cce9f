"""To whom could a mail system not deliver, in its own words? Every address of the notice is judged by the line it stands in."""

import re

from parsers.mime.address import lower

_LABEL_OF_HOST = r"[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]*+"
_ADDRESS = re.compile(
    r"(?:(?<![\w'])[oO]'(?=[A-Za-z]))?+[^\s<>\"'(),;:@\[\]{}|\\=?/&]{1,64}+(?:=[^\s<>@\"']{1,64}+)?"
    rf"@{_LABEL_OF_HOST}(?:\.{_LABEL_OF_HOST})*+(?<=[^\d.])"
)
_ROOM = 16 * 1024
_MOST = 100
# Before the address: nothing but marks (`<a@b>:`), a label, or the words that name a recipient.
_ALONE = re.compile(r"[\s<>*\-•·\"'(\[]*\Z")
_LABEL = re.compile(
    r"(?:\b(?:generated (?:from|by)|to|para|recipients?|destinatari[oa]s?|destinataires?|empf\w{1,3}nger|an|a|user|usuario|address"
    r"|endereco|mailbox"
    r"|account|rcpt to|for|failed|e-?mail|mail to|member|addressee|x-failed-recipients"
    r"|original-recipient|final-recipient|forward-path|destination|to address|user name|username)\s*[:=]?|\b(?:delivery|deliver"
    r"|entreg\w*|envi\w*|sent|send|message|mensagem|mensaje|e-?mail)\b[^\n]{0,40}"
    r"\b(?:to|para|a|for|an|por)\b[^\n]{0,12})[\s<\"'*(\[]*\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s>\"'*)\]]*(?:[:;,(\-.]|\r?$|\.\.\. |failed|on [0-9]|in [0-9]|em [0-9]|am [0-9]|user|unknown|does|not|no |nao|is |was |could)",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_OF_RECIPIENT = re.compile(
    r"(?:\b(?:from|de|von|sender|remetente|reply-to|return-path|mail from|envelope-from|contact|contate|postmaster|help|suporte"
    r"|support|questions?|mailto|via|by|message-id|administra\w+)\b\W{0,6}[^\n]{0,20})\Z",
    re.IGNORECASE,
)
_SYSTEM = re.compile(r"(?:postmaster|mailer-daemon|mail-daemon|abuse|admin|administrator|helpdesk|no-?reply|hostmaster|webmaster)@")
_BARE_NAME = re.compile(
    r"(?:unknown (?:or illegal )?(?:local[- ]?part|user|alias|recipient|account|mailbox)|(?:user|recipient|mailbox"
    r"|account) (?:unknown|not found|name)"
    r"|no such (?:user|mailbox|account)|not (?:exist|found|known) here|does not exist here|usu.{1,3}rio (?:desconhecido|inexistente)"
    r"|destinat.{1,3}rio (?:desconhecido|inexistente)|\b(?:user|usu.{1,3}rio|mailbox|account|recipient|conta))"
    r"\s?[:=]?[ \t]{0,3}[\"'<(]{0,2}([A-Za-z][A-Za-z0-9._-]{1,40}[A-Za-z0-9])(?=[\"'>)]|[.;,]?\s|\Z)(?!@)",
    re.IGNORECASE,
)
_MARKS = frozenset(":=\"'<")
_DOMAIN = re.compile(
    r"\b(?:domain|domains|dom.{1,3}nio|at|em|host|@)\s{0,2}[:=\"'<(]{0,2}((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})\b", re.IGNORECASE
)
_VERP = re.compile(r"(?:^|[+\-=])([^\s+=@<>]{1,64})=([a-z0-9][a-z0-9.-]{1,200}\.[a-z]{2,24})@", re.IGNORECASE)


def recipients(text: str, sent_to: str, own: frozenset[str]) -> list[tuple[str, int]]:
    """(address, where it ends in the text), the likeliest first.

    sent_to: the To lines of the returned mail; own: addresses of the bounce's reader and writer, and of the returned mail's sender.
    """
    meant = set(addresses(sent_to)) - own
    ranked: list[tuple[int, int, str, int]] = []
    for count, match in enumerate(_ADDRESS.finditer(text[:_ROOM])):
        if count == _MOST:
            break
        found = lower(match[0]).strip(".-_*'")
        if found in own or not found.partition("@")[0]:
            continue
        before = text[max(0, match.start() - 80) : match.start()].rpartition("\n")[2]
        points = 4 * (found in meant) + _shape(before, text[match.end() : match.end() + 12])
        points -= 3 * bool(_SYSTEM.match(found) and found not in meant)
        ranked.append((-points, count, found, match.end()))
    return [(found, end) for points, _, found, end in sorted(ranked) if points < 1]


def _shape(before: str, after: str) -> int:
    if _ALONE.match(before):
        return 3 if _AFTER.match(after) else 2
    if _LABEL.search(before):
        return 2
    return -2 if _NOT_OF_RECIPIENT.search(before) else 0


def addresses(text: str) -> list[str]:
    """Every address of a text, in order."""
    return [lower(match[0]).strip(".-_*'") for match in _ADDRESS.finditer(text[:_ROOM])]


def completed(name: str, text: str, sent_to: str, own: frozenset[str]) -> str:
    """The address of which a mail system says only the local part: of those that the notice or the returned mail names; '' for none."""
    local = lower(name).strip("\"'<> ")
    candidates = [address for address in [*addresses(text), *addresses(sent_to)] if address not in own]
    return next((address for address in candidates if address.partition("@")[0] == local), "")


def unfinished(text: str, meant: list[str]) -> str:
    """Whom the notice names by a local part alone: one of those meant, else with the one domain that the notice speaks of."""
    found = [*_BARE_NAME.finditer(text[:_ROOM])]
    named = [match[1].lower() for match in found]
    known = next((address for address in meant if address.partition("@")[0] in named), "")
    if known or meant or not named:
        return known
    marked = next((match[1].lower() for match in found if not _MARKS.isdisjoint(match[0])), "")
    domain = _DOMAIN.search(text[:_ROOM])
    return f"{marked}@{domain[1].lower()}" if domain and marked else ""


def of_return_path(line: str) -> str:
    """The recipient that a variable return path carries (`bounce+ana=sindicato.example@…`), '' when it carries none."""
    match = _VERP.search(line)
    return lower(f"{match[1]}@{match[2]}") if match else ""
