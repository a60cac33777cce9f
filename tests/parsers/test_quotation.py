"""Is every line of another mail marked, and every line that the person wrote left unmarked? As mail programs build their pages."""

import pytest

from parsers.page import markup

MOST = 500_000
HEAD = "<b>De:</b> Suporte &lt;suporte@carteiro.example&gt;<br><b>Enviada em:</b> 10 de agosto de 2026 19:30<br><b>Assunto:</b> RES: x"
RULED = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
EDGED = "border-left:2px solid #ccc;padding-left:8px"


def read(page: str, *, answers: bool = False) -> markup.Shown:
    """What the page shows; `bq` stands for `blockquote`."""
    return markup.read(page.replace("<bq", "<blockquote").replace("</bq", "</blockquote"), MOST, answers=answers)


def quoted(page: str, *, answers: bool = False) -> tuple[list[str], list[str]]:
    """(the lines that the person wrote, the quoted ones)."""
    lines = [line for line in read(page, answers=answers).text.split("\n") if line.strip("> ")]
    return [line for line in lines if line[0] != ">"], [line.lstrip("> ") for line in lines if line[0] == ">"]


@pytest.mark.parametrize(
    "history",
    [
        # Gmail, of today and of before 2018
        (
            "<br><div class='gmail_quote gmail_quote_container'><div class=gmail_attr>Em 1, A escreveu:</div><bq class=gmail_quote>velho"
            "</bq></div>"
        ),
        (
            "<div class=gmail_extra><br><div class=gmail_quote>2015-03-10 10:00 A &lt;a@b.example&gt;:<br><bq class=gmail_quote>velho"
            "</bq></div></div>"
        ),
        "<div class='m_-435gmail_quote'>Em 1, A escreveu:<bq class='m_-435gmail_quote'>velho</bq></div>",
        # Outlook: desktop, for Mac, 2003, on the web, quoted again, mobile, Exchange 2010
        f"<div><div style='{RULED}'><p>{HEAD}</p></div></div><p>velho</p>",
        f"<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'>{HEAD}</div><p>velho</p>",
        f"<span id=OLK_SRC_BODY_SECTION><div>{HEAD}</div>velho</span>",
        f"<bq id=MAC_OUTLOOK_ATTRIBUTION_BLOCKQUOTE><div>{HEAD}</div>velho</bq>",
        f"<div class=OutlookMessageHeader><hr tabindex=-1>{HEAD}</div><div>velho</div>",
        f"<div id=appendonsend></div><hr style='display:inline-block;width:98%' tabindex=-1><div id=divRplyFwdMsg>{HEAD}</div>velho",
        f"<hr tabindex='-1'><div id='x_divRplyFwdMsg'>{HEAD}</div><div>velho</div>",
        f"<div id='x_x_divRpF123456'>{HEAD}</div><div>velho</div>",
        f"<hr tabindex='-1'><font>{HEAD}</font><div>velho</div>",
        f"<div class='ms-outlook-mobile-reference-message skipProofing'>{HEAD}</div><div>velho</div>",
        f"<div id=mail-editor-reference-message-container><div>{HEAD}</div>velho</div>",
        f"<p class=MsoNormal><a name='_MailOriginal'></a>{HEAD}</p><p>velho</p>",
        "<hr tabindex=-1><b>发件人：</b>A &lt;a@b.example&gt;<br><b>发送时间：</b> 2026-08-10<br><b>主题：</b> x<div>velho</div>",
        "<hr id=ecxstopSpelling>Date: Mon, 23 Nov 2026<br>From: a@b.example<div>velho</div>",
        f"<div id=quoted_header><hr>{HEAD}</div><br>velho",
        "<p class=airmail_on>Em 1, A escreveu:</p><bq class=clean_bq type=cite>velho</bq>",
        # Thunderbird, Apple Mail, iPhone
        "<div class=moz-cite-prefix>Em 10/10, A escreveu:<br></div><bq type=cite cite='mid:x'>velho<bq type=cite>mais</bq></bq>",
        "<div class=moz-forward-container>-------- Mensagem encaminhada --------<table><tr><th>De:</th><td>A</td></tr></table>velho</div>",
        "<br><bq type=cite><div>Em 10 de out., A escreveu:</div><br class=Apple-interchange-newline><div>velho</div></bq>",
        # Yahoo, Zimbra, Roundcube, Proton, Tutanota, GMX, NetEase, Zoho, Spark, FairEmail, Yandex, eM Client
        "<div id=ydp1b2cyahoo_quoted_123 class=ydp1b2cyahoo_quoted><div>Em 1, A escreveu:</div><div>velho</div></div>",
        f"<hr id=zwchr data-marker=__DIVIDER__><div data-marker=__HEADERS__>{HEAD}</div><div data-marker=__QUOTED_TEXT__>velho</div>",
        "<p id=reply-intro>Em 2026-08-10 10:00, A escreveu:</p><bq type=cite style='border-left:#1010ff 2px solid'>velho</bq>",
        "<div class=protonmail_quote>Em 1, A &lt;a@b.example&gt; escreveu:<br><br><bq class=protonmail_quote type=cite>velho</bq></div>",
        "<bq class=tutanota_quote style='border-left:1px solid'>velho</bq>",
        "<div name=quote style='border-left:2px solid #C3D9E5'><div><b>Gesendet:</b> x</div><div name=quoted-content>velho</div></div>",
        "<div id=isReplyContent>velho</div>",
        "<div class=zmail_extra><br>Em 1, A escreveu:<br><bq style='border-left:1px dotted'>velho</bq></div>",
        "<div name=messageReplySection>Em 1, A escreveu:<br><bq type=cite class=spark_quote>velho</bq></div>",
        "<div fairemail=reference><p>Em 1, A escreveu:</p>velho</div>",
        '<div>10.10.2026, 10:00, "A" &lt;a@b.example&gt;:</div><bq><p>velho</p></bq>',
        f"<div>Em 10/10/2026 10:00, A escreveu:</div><div style='{EDGED}'>velho</div>",
        "<div>Em 10/10/2026 10:00, A escreveu:</div><table style='margin-left:20px'><tr><td>velho</td></tr></table>",
        f"<div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p>{HEAD}</p>velho</div>",
        "<bq style='border-left:1px solid #0857A6'>Em 10/10/2026 10:00, A escreveu:<br>velho</bq>",
    ],
)
def test_history_is_marked_and_the_answer_is_not(history: str) -> None:
    mine, others = quoted(f"<div>Bom dia,</div><div>Aprovo.</div>{history}")
    assert mine == ["Bom dia,", "Aprovo."]
    assert "velho" in others


@pytest.mark.parametrize(
    "page",
    [
        (
            "<div class=gmail_quote><div class=gmail_attr>Em 1, A &lt;a@b.example&gt; escreveu:<br></div><bq class=gmail_quote>p1</bq>"
            "<div>r1</div><bq class=gmail_quote>p2</bq><div>r2</div></div>"
        ),
        "<div class=moz-cite-prefix>Em 1, A escreveu:</div><bq type=cite>p1</bq><p>r1</p><bq type=cite>p2</bq><p>r2</p>",
        f"<div>Em 10/10/2026 10:00, A escreveu:</div><div style='{EDGED}'>p1</div><p>r1</p><div style='{EDGED}'>p2</div><p>r2</p>",
        "<div>Em 10/10/2026 10:00, A escreveu:</div><p style='margin-left:40px'>p1</p><p>r1</p><p style='margin-left:40px'>p2</p><p>r2</p>",
        "<p>10.10.2026, 10:00, &lt;a@b.example&gt;:</p><bq>p1</bq>r1<bq>p2</bq>r2",
    ],
)
def test_answers_between_quotations_are_the_persons(page: str) -> None:
    mine, others = quoted(page)
    assert mine == ["r1", "r2"]
    assert others[1:] == ["p1", "p2"]


@pytest.mark.parametrize(
    "page",
    [
        "O edital diz:<bq>art. 5</bq>correto?",
        "O edital diz:<bq class=gmail_quote style='border-left:1px solid #ccc'>art. 5</bq>correto?",
        "Em 10/10/2026, às 10:00, o sistema mostrou:<bq>art. 5</bq>correto?",
        "O Ofício 12/2026 diz:<div style='border-left:3px solid red'>art. 5</div>correto?",
        "Veja:<bq class=webkit-indent-blockquote style='margin:0 0 0 40px;border:none;padding:0'>art. 5</bq>correto?",
        "Veja:<p style='margin-left:36pt'>art. 5</p>correto?",
        "Veja:<hr tabindex=-1>art. 5<br>correto?",
        "Veja:<div style='border:none;border-top:solid windowtext 1.0pt;padding:3.0pt 0cm'><b>Nome:</b> art. 5</div>correto?",
        "<table><tr><td>Ana</td></tr><tr><td style='border-left:2px solid'>art. 5</td></tr></table>correto?",
        "<div id=appendonsend></div>",
        "<div class=gmail_quote></div>Veja",
    ],
)
def test_a_mail_that_answers_nothing_has_nothing_quoted(page: str) -> None:
    assert quoted(page)[1] == []


def test_what_looks_like_a_quotation_is_one_in_a_mail_that_answers() -> None:
    page = "velho:<bq style='border-left:1px solid'>p1</bq>r1"
    assert quoted(page, answers=True) == (["velho:", "r1"], ["p1"])
    assert quoted(page + "<div class=moz-cite-prefix>Em 1:</div><bq type=cite>p2</bq>") == (
        ["velho:", "r1"],
        ["p1", "Em 1:", "p2"],
    )


def test_a_forwarded_mail_is_quoted_whole() -> None:
    page = (
        "Segue.<div class=gmail_quote><div dir=ltr class=gmail_attr>---------- Forwarded message ---------<br>De: A</div>"
        "texto<bq class=gmail_quote>q</bq>fim</div>"
    )
    assert quoted(page) == (["Segue."], ["---------- Forwarded message ---------", "De: A", "texto", "q", "fim"])


def test_depth_is_told_by_repetition() -> None:
    page = "a" + "<bq type=cite>b" * 3
    assert read(page).text == "a\n> b\n> > b\n> > > b"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("oi<br><span class=gmail_signature_prefix>-- </span><br><div class=gmail_signature>Ana<br>Gestora</div>", "oi\n-- \nAna\nGestora"),
        ("oi<div class=gmail_signature>Ana</div>", "oi\n-- \nAna"),
        ("oi<pre class=moz-signature cols=72>-- \nAna</pre>", "oi\n-- \nAna"),
        ("oi<div id=ms-outlook-mobile-signature>Obter o Outlook para iOS</div>", "oi\n-- \nObter o Outlook para iOS"),
        ("oi<div data-marker=__SIG_PRE__>Ana</div><hr id=zwchr><div>velho</div>", "oi\n-- \nAna\n> velho"),
        ("oi<div id=Signature><p style='margin:0'>Ana</p></div><div id=appendonsend></div>", "oi\n-- \nAna"),
        # More is written after it, or nothing before it: then it may hold what the person says.
        ("oi<div class=gmail_signature>Ana</div><div>mais uma coisa</div>", "oi\nAna\nmais uma coisa"),
        ("<div class=gmail_signature>Aprovo<br>Ana</div>", "Aprovo\nAna"),
        ("oi<div class=gmail_signature><br></div>", "oi"),
        ("oi<bq type=cite>a<div class=gmail_signature>Ana</div></bq>", "oi\n> a\n> Ana"),
    ],
)
def test_a_signature_that_says_it_is_one_begins_with_its_mark(page: str, shown: str) -> None:
    assert read(page).text == shown


def test_pictures_that_only_stand_in_history_are_known() -> None:
    page = (
        "oi<img src='cid:tela@1'><img src=\"cid:logo@1\"><bq type=cite><img src=cid:velha@1><img src='cid:logo@1'>"
        f"</bq><hr tabindex=-1>{HEAD}<br><img src='cid:outra@1'><img src='https://x.example/a.png'>"
    )
    assert read(page).quoted_pictures == {"velha@1", "outra@1"}
