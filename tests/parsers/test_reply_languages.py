"""Is an attribution known for one in every language and order, wherever it is wrapped, and with or without marks below?"""

import textwrap

import pytest

from parsers.reply.reply import new_text

WHO = "Suporte às Entidades <suporte@carteiro.example>"
MARKED = "> Prezada Maria,\n>\n> O chamado foi solucionado.\n> APROVAR\n>> citação mais funda"
UNMARKED = "Prezada Maria,\n\nO chamado foi solucionado.\nAPROVAR"

# What the programs write, by language; those of one line at most that have a moment or an address, so that they need no marks below.
ATTRIBUTIONS = {
    "pt-BR Gmail": f"Em ter., 9 de jun. de 2026 às 10:15, {WHO} escreveu:",
    "pt-BR Gmail, older": f"Em 9 de junho de 2026 10:15, {WHO} escreveu:",
    "pt-BR Gmail on a telephone": f"Em ter., 9 de jun. de 2026 10:15, {WHO} escreveu:",
    "pt-BR Gmail, name first": f"{WHO} escreveu em ter., 9/06/2026 às 10:15 :",
    "pt-PT Gmail": f"{WHO} escreveu (terça, 9/06/2026 à(s) 10:15):",
    "pt-PT Gmail, older": f"{WHO} escreveu no dia terça, 9/06/2026 à(s) 10:15:",
    "pt-BR Thunderbird": "Em 09/06/2026 10:15, Suporte às Entidades escreveu:",
    "pt-BR Thunderbird, às": "Em 09/06/2026, às 10:15, Suporte às Entidades escreveu:",
    "pt-BR Thunderbird, name first": "Suporte às Entidades escreveu em 09/06/2026 10:15:",
    "pt-PT Thunderbird": "Às 10:15 de 09/06/2026, Suporte às Entidades escreveu:",
    "pt-BR Apple": f"Em 9 de jun. de 2026, à(s) 10:15, {WHO} escreveu:",
    "pt-PT Apple": f"No dia 09/06/2026, às 10:15, {WHO} escreveu:",
    "pt-PT Apple, words": f"A 9 de junho de 2026, 10:15 +0100, {WHO} escreveu:",
    "pt-BR Outlook for Mac": 'Em 09/06/2026 10:15, "Suporte, INSS" <suporte@carteiro.example> escreveu:',
    "pt-BR Yahoo": f"Em terça-feira, 9 de junho de 2026 10:15:00 BRT, {WHO} escreveu:",
    "pt-BR Yahoo, GMT": f"Em terça-feira, 9 de junho de 2026 às 10:15:00 GMT-3, {WHO} escreveu:",
    "pt-BR Roundcube": f"Em 09.06.2026 10:15, {WHO} escreveu:",
    "pt-BR Roundcube, ISO": "Em 2026-06-09 10:15, suporte@carteiro.example escreveu:",
    "pt-BR Horde": "Citando Suporte <suporte@carteiro.example>:",
    "pt-BR Expresso": 'Em 09/06/2026 às 10:15 horas, "Suporte" <suporte@carteiro.example> escreveu:',
    "pt-BR K-9": f"Em 9 de junho de 2026 10:15:00 BRT, {WHO} escreveu:",
    "pt-BR Evolution": "Em ter, 2026-06-09 às 10:15 -0300, Suporte às Entidades escreveu:",
    "pt-BR KMail": "Em terça-feira, 9 de junho de 2026, às 10:15:00 -03, Suporte escreveu:",
    "pt-BR SquirrelMail": "Em Ter, Junho 9, 2026 10:15 am, Suporte escreveu:",
    "pt-BR Notes": "Suporte/SP/INSS escreveu em 09/06/2026 10:15:00:",
    "pt-BR eM Client": 'Em 09/06/2026 10:15:00, "Suporte" <suporte@carteiro.example> escreveu:',
    "pt-BR Spark": "Em 9 de jun. de 2026 10:15 -0300, Suporte <suporte@carteiro.example>, escreveu:",
    "pt-BR Proton": "Em terça-feira, 9 de junho de 2026 às 10:15, Suporte <suporte@carteiro.example> escreveu:",
    "pt-BR Samsung": "Em ter, 9 de jun de 2026 10:15, Suporte <suporte@carteiro.example> escreveu:",
    "address alone": "suporte@carteiro.example escreveu:",
    "address in brackets": "Suporte <suporte@carteiro.example> escreveu:",
    "mailto": "Suporte [mailto:suporte@carteiro.example] escreveu:",
    "address with its link": "Em 09/06/2026 10:15, Suporte <suporte@carteiro.example<mailto:suporte@carteiro.example>> escreveu:",
    "bold": "Em 09/06/2026 10:15, *Suporte* <suporte@carteiro.example> *escreveu:*",
    "unbreakable spaces": "Em\u00a09/06/2026\u00a010:15, Suporte\u00a0<suporte@carteiro.example> escreveu:",
    "marks of direction": "Em 09/06/2026 10:15, \u202aSuporte\u202c <\u202asuporte@carteiro.example\u202c> escreveu:\u200e",
    "name like an address": "Em 09/06/2026 10:15, suporte@carteiro.example <suporte@carteiro.example> escreveu:",
    "comma and quotes in the name": "Em 09/06/2026 10:15, \"Prado, Ana 'Lu'\" <ana@x.example> escreveu:",
    "without a verb": "2026-06-09 10:15 GMT-03:00 Suporte <suporte@carteiro.example>:",
    "without a verb, words": '9 de junho de 2026 10:15, "Suporte" <suporte@carteiro.example>:',
    "without a verb, name first": "* Suporte <suporte@carteiro.example> [2026-06-09 10:15]:",
    "en Gmail": f"On Tue, Jun 9, 2026 at 10:15 AM {WHO} wrote:",
    "en Gmail, narrow space": f"On Tue, Jun 9, 2026 at 10:15\u202fAM {WHO} wrote:",
    "en Apple": f"On Jun 9, 2026, at 10:15 AM, {WHO} wrote:",
    "en-GB Apple": f"On 9 Jun 2026, at 10:15, {WHO} wrote:",
    "en Thunderbird": "On 6/9/26 10:15, Support wrote:",
    "en Thunderbird, name first": "Support wrote on 6/9/2026 10:15 AM:",
    "en Yahoo": f"On Tuesday, June 9, 2026 at 10:15:00 AM GMT-3, {WHO} wrote:",
    "en Proton": f"On Tuesday, June 9th, 2026 at 10:15 AM, {WHO} wrote:",
    "en Mutt": "On Tue, Jun 09, 2026 at 10:15:00AM -0300, Support wrote:",
    "en Gnus": "Support <support@x.example> writes:",
    "en Mailspring": f"On Jun 9 2026, at 10:15 am, {WHO} wrote:",
    "en Spark": "On 9 Jun 2026, 10:15 -0300, Support <support@x.example>, wrote:",
    "en Newton": "On Tue, Jun 9, 2026 at 10:15am, Support < support@x.example > wrote:",
    "en Evolution": "On Tue, 2026-06-09 at 10:15 -0300, Support wrote:",
    "en KMail": "On Tuesday, 9 June 2026 10:15:00 -03 Support wrote:",
    "en Horde": "Quoting Support <support@x.example>:",
    "en Outlook for Mac": 'On 6/9/26, 10:15 AM, "Support" <support@x.example> wrote:',
    "es Gmail": "El mar, 9 jun 2026 a las 10:15, Soporte (<soporte@x.example>) escribió:",
    "es Gmail, older": "El 9 de junio de 2026, 10:15, Soporte <soporte@x.example> escribió:",
    "es Apple": "El 9 jun 2026, a las 10:15, Soporte <soporte@x.example> escribió:",
    "es Thunderbird": "El 9/6/26 a las 10:15, Soporte escribió:",
    "es Yahoo": "El martes, 9 de junio de 2026, 10:15:00 GMT-3, Soporte <soporte@x.example> escribió:",
    "es Roundcube": "El 2026-06-09 10:15, Soporte escribió:",
    "es Thunderbird, name first": "Soporte escribió el 09/06/2026 a las 10:15:",
    "fr Gmail": "Le mar. 9 juin 2026 à 10:15, Support <support@x.example> a écrit :",
    "fr Apple": "Le 9 juin 2026 à 10:15, Support <support@x.example> a écrit :",
    "fr Thunderbird": "Le 09/06/2026 à 10:15, Support a écrit\u00a0:",
    "fr Yahoo": "Le mardi 9 juin 2026 à 10:15:00 UTC−3, Support <support@x.example> a écrit :",
    "fr Thunderbird, name first": "Support a écrit le 09/06/2026 à 10:15 :",
    "fr, accents apart": "Le mar. 9 juin 2026 a\u0300 10:15, Support <support@x.example> a e\u0301crit\u00a0:",
    "month between strokes": "Em 9/jun/2026 10:15, Suporte <suporte@carteiro.example> escreveu:",
    "de Gmail, name first": "Erika Muster <erika@x.example> schrieb am Di., 9. Juni 2026, 10:15:",
    "de Gmail": "Am Di., 9. Juni 2026 um 10:15 Uhr schrieb Erika Muster <erika@x.example>:",
    "de Apple": "Am 09.06.2026 um 10:15 schrieb Erika Muster <erika@x.example>:",
    "de Thunderbird": "Am 09.06.26 um 10:15 schrieb Erika Muster:",
    "de Thunderbird, name first": "Erika Muster schrieb am 09.06.2026 um 10:15:",
    "de Yahoo": "Am Dienstag, 9. Juni 2026, 10:15:00 MESZ hat Erika Muster <erika@x.example> geschrieben:",
    "de Horde": "Zitat von Erika Muster <erika@x.example>:",
    "it Gmail": "Il giorno mar 9 giu 2026 alle ore 10:15 Supporto <supporto@x.example> ha scritto:",
    "it Apple": "Il giorno 9 giu 2026, alle ore 10:15, Supporto <supporto@x.example> ha scritto:",
    "it Thunderbird": "Il 09/06/26 10:15, Supporto ha scritto:",
    "it Yahoo": "Il martedì 9 giugno 2026 alle ore 10:15:00 CEST, Supporto <supporto@x.example> ha scritto:",
    "nl Gmail": "Op di 9 jun 2026 om 10:15 schreef Jan <jan@x.example>:",
    "nl Apple": "Op 9 jun. 2026 om 10:15 heeft Jan <jan@x.example> het volgende geschreven:",
    "pl Gmail": "wt., 9 cze 2026 o 10:15 Jan Kowalski <jan@x.example> napisał(a):",
    "pl Apple": "Wiadomość napisana przez Jan Kowalski <jan@x.example> w dniu 9 cze 2026, o godz. 10:15:",
    "pl Thunderbird": "W dniu 9.06.2026 o 10:15, Jan Kowalski pisze:",
    "sv Gmail": "Den tis 9 juni 2026 kl 10:15 skrev Sven <sven@x.example>:",
    "da Gmail": "Den tirs. 9. jun. 2026 kl. 10.15 skrev Søren <soren@x.example>:",
    "no Gmail": "tir. 9. jun. 2026 kl. 10:15 skrev Kari <kari@x.example>:",
    "sv Apple": "9 juni 2026 kl. 10:15 skrev Sven <sven@x.example>:",
    "fi Gmail": "ti 9. kesäk. 2026 klo 10.15 Matti (matti@x.example) kirjoitti:",
    "fi Apple": "Matti <matti@x.example> kirjoitti 9.6.2026 kello 10.15:",
    "cs Gmail": "út 9. 6. 2026 v 10:15 odesílatel Jan <jan@x.example> napsal:",
    "cs Thunderbird": "Dne 09. 06. 26 v 10:15 Jan napsal(a):",
    "ru Gmail": "вт, 9 июн. 2026 г. в 10:15, Иван <ivan@x.example>:",
    "ru Gmail, older": "9 июня 2026 г., 10:15 пользователь Иван <ivan@x.example> написал:",
    "ru Thunderbird": "09.06.2026 10:15, Иван пишет:",
    "ru Yandex": '09.06.2026, 10:15, "Иван" <ivan@x.example>:',
    "ja Gmail": "2026年6月9日(火) 10:15 Taro <taro@x.example>:",
    "ja Apple": "2026/06/09 10:15、Taro <taro@x.example>のメール:",
    "zh Gmail": "Wang <wang@x.example> 于2026年6月9日周二 10:15写道：",
    "zh-TW Gmail": "Wang <wang@x.example> 於 2026年6月9日 週二 上午10:15寫道：",
    "zh Apple": "2026年6月9日 10:15，Wang <wang@x.example> 写道：",
    "zh Thunderbird": "在 2026/6/9 10:15, Wang 写道:",
    "ko Gmail": "2026년 6월 9일 (화) 오전 10:15, Kim <kim@x.example>님이 작성:",
    "tr Gmail": "Ali <ali@x.example>, 9 Haz 2026 Sal, 10:15 tarihinde şunu yazdı:",
    "hu Gmail": "Anna <anna@x.example> ezt írta (időpont: 2026. jún. 9., K, 10:15):",
    "ro Gmail": "În mar., 9 iun. 2026 la 10:15, Ion <ion@x.example> a scris:",
    "uk Gmail": "вт, 9 черв. 2026 р. о 10:15 Іван <ivan@x.example> пише:",
    "el Gmail": "Στις Τρί 9 Ιουν 2026 στις 10:15 π.μ., ο χρήστης Νίκος <n@x.example> έγραψε:",
    "ca Gmail": "Missatge de Pau <pau@x.example> del dia dt., 9 de juny 2026 a les 10:15:",
}

# These are a mail program's only when marked lines follow; alone a person might have written them.
WITH_MARKS_ONLY = (
    "Suporte escreveu:", "Suporte às Entidades Parceiras escreveu:", "Citando Suporte:", "Support wrote:", "Quoting Support:",
    "Soporte escribió:", "Erika Muster schrieb:", "Support a écrit :", "Em 09/06/2026, Suporte escreveu:",
)  # fmt: skip


SHORTEST_LINE = 48  # no program wraps a line earlier; a shorter one above a name is the person's


def breaks(attribution: str) -> list[str]:
    """The attribution whole, and wrapped in the ways of the programs: a date that begins it may stand alone, a name may not."""
    first = 8 if any(letter.isdigit() for letter in attribution[:20]) else SHORTEST_LINE
    spaces = [at for at, letter in enumerate(attribution) if letter == " " and at > first and attribution[at + 1] != ">"]
    once = [f"{attribution[:at]}\n{attribution[at + 1 :]}" for at in spaces]
    widths = (32, 40, 60, 72) if first < SHORTEST_LINE else (60, 72)
    narrow = [textwrap.fill(attribution, width, break_long_words=False, break_on_hyphens=False) for width in widths]
    return [attribution, *once, *(said for said in narrow if "\n>" not in said)]


def words(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("program", ATTRIBUTIONS)
def test_an_attribution_is_no_new_text_however_it_is_wrapped(program: str) -> None:
    for said in breaks(ATTRIBUTIONS[program]):
        assert new_text(f"Tudo certo por aqui.\n\n{said}\n\n{MARKED}\n") == "Tudo certo por aqui.", said
        assert words(new_text(f"Tudo certo por aqui.\n\n{said}\n{MARKED}\n\nE mais isto.\n")) == ["Tudo certo por aqui.", "E mais isto."], (
            said
        )


@pytest.mark.parametrize("program", ATTRIBUTIONS)
def test_history_without_marks_goes_with_its_attribution(program: str) -> None:
    for said in breaks(ATTRIBUTIONS[program]):
        assert new_text(f"Tudo certo por aqui.\n\n{said}\n\n{UNMARKED}\n") == "Tudo certo por aqui.", said


@pytest.mark.parametrize("program", ATTRIBUTIONS)
def test_an_answer_right_above_the_attribution_stays(program: str) -> None:
    """Without an empty line between; and the answer may look like a name."""
    for answer in ("APROVAR", "Tudo certo por aqui.", "Segue o CPF pedido"):
        assert new_text(f"{answer}\n{ATTRIBUTIONS[program]}\n{MARKED}\n") == answer


@pytest.mark.parametrize("said", WITH_MARKS_ONLY)
def test_a_bare_attribution_needs_marks_below(said: str) -> None:
    assert new_text(f"Tudo certo por aqui.\n\n{said}\n{MARKED}\n") == "Tudo certo por aqui."
    kept = f"Tudo certo por aqui.\n\n{said}\n\nmas isso não resolve o nosso caso."
    assert new_text(kept) == kept


@pytest.mark.parametrize(
    "said",
    [
        "Em ter., 9 de jun. de 2026 às 10:15, Suporte <suporte@x.example\n> escreveu:",
        "Em ter., 9 de jun. de 2026 às 10:15, Suporte <\nsuporte@x.example\n> escreveu:",
        "On Tue, Jun 9, 2026 at 10:15am, Support < support@x.example\n> wrote:",
        "Em ter., 9 de jun. de 2026 às 10:15, Suporte <suporte@x.example> escreveu\n:",
        "Em ter., 9 de jun. de 2026 às 10:15, Não Responda - para Entidades <nao@x.example> escreveu:",
        "Em ter., 9 de jun. de 2026 às 10:15, 'Suporte' via Grupo (INSS/SP) [21150] <suporte@x.example> escreveu:",
        "  Em ter., 9 de jun. de 2026 às 10:15, <suporte@x.example> escreveu:  ",
        "Em ter., 9 de jun. de 2026 às 10:15, Suporte <suporte@x.example> escreveu: Prezada Maria, o chamado foi",
    ],
)
def test_addresses_and_names_of_all_kinds(said: str) -> None:
    assert new_text(f"Tudo certo por aqui.\n\n{said}\n\n{UNMARKED}\n") == "Tudo certo por aqui."


def test_a_program_may_say_you() -> None:
    text = "Friday, June 5, 2026, 10:00:00 AM, you wrote:\n\nSI> Olá\nSI> tudo bem?\nSI> sim\n\nTudo certo."
    assert new_text(text) == "Tudo certo."


@pytest.mark.parametrize(
    "said",
    [
        f"Em ter., 9 de jun. de 2026 às 10:15, {WHO} escreveu",
        '9 de junho de 2026 10:15, "Suporte" <suporte@carteiro.example>',
        "On Tue, Jun 9, 2026 at 10:15 AM Support <support@x.example> wrote",
    ],
)
def test_the_colon_may_be_missing(said: str) -> None:
    assert new_text(f"Tudo certo por aqui.\n\n{said}\n\n{MARKED}\n") == "Tudo certo por aqui."
    assert new_text(f"Tudo certo por aqui.\n\n{said}\n\n{UNMARKED}\n") == "Tudo certo por aqui."
