"""Does a page of HTML read as people see it: lines, lists, tables, links, whatever a program or a villain wrote?"""

import pytest

from parsers.page import markup
from tests.yardstick import within

MOST = 500_000


def text(page: str) -> str:
    return markup.read(page, MOST).text


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<HTML><BODY><P>um<BR>dois</P><TABLE><TR><TD>a</TD><TD>b</TD></TR></TABLE></BODY></HTML>", "um\ndois\n\na | b"),
        ("um\n dois\t três <b>quatro</b> ,  cinco", "um dois três quatro , cinco"),
        ("<p style='margin:0'>um</p><p style='margin:0'>dois</p>", "um\ndois"),
        ("<p>um<p>dois<div>três</div>", "um\n\ndois\n\ntrês"),
        ("<h2>Título</h2>texto", "Título\n\ntexto"),
        ("a<br><br><br><br><br><br>b", "a\n\n\nb"),
        ("<dl><dt>Nome</dt><dd>Ana</dd></dl>", "Nome\nAna"),
        ("m<sup>2</sup>", "m2"),
        ("<pre>\na  b\n c</pre><p style='white-space:pre-wrap'>x\n y</p>z\nw", "a  b\n c\n\nx\n y\n\nz w"),
        ("<b>um<div>dois</b> três</div>quatro", "um\ndois três\nquatro"),
        ("Ana<o:p></o:p> <st1:PersonName w:st='on'>Souza</st1:PersonName>", "Ana Souza"),
        ("um</p>dois</br>três", "umdois\ntrês"),
    ],
)
def test_lines_are_where_they_are_seen(page: str, shown: str) -> None:
    assert text(page) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</ul>d", "- a\n- b\n- c\nd"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol><li><table><tr><td>a</td><td>b</td></tr></table></li><li>c</li></ol>x", "1. a | b\n2. c\nx"),
        (
            (
                "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span>"
                "<span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times\"'>&nbsp;&nbsp; </span></span></span><![endif]>um</p>"
                "<p class=MsoListParagraph style='mso-list:l0'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>dois</p>"
            ),
            "- um\n1. dois",
        ),
        (
            (
                "<b id='docs-internal-guid-1'><p dir=ltr style='line-height:1.38;margin-top:0pt;margin-bottom:0pt'><span>um</span>"
                "</p><ul><li dir=ltr style='white-space:pre'><p dir=ltr role=presentation>item</p></li></ul></b>"
            ),
            "um\n- item",
        ),
    ],
)
def test_lists_keep_their_marks(page: str, shown: str) -> None:
    assert text(page) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>x", "1 | 2\n3 | 4\nx"),
        ("<table><tr><td>&nbsp;</td><td>a</td><td></td><td>b</td><td>&nbsp;</td><td></td></tr></table>z", "a |  | b\nz"),
        (
            "<table><tr><td>logo</td><td><table><tr><td>Ana</td></tr><tr><td>Gestora</td></tr></table></td></tr></table>",
            "logo\nAna\nGestora",
        ),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td><td>d</td></tr></table>", "a | b\nc | d"),
        ("<table><tr><td>a</td><td>b<br>c</td><td>d</td></tr></table>", "a | b\nc\nd"),
        ("<tr><td>sem tabela</td></tr></table>fim", "sem tabela\nfim"),
    ],
)
def test_tables_read_row_by_row(page: str, shown: str) -> None:
    assert text(page) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<a href='https://x.example/a?b=1&amp;c=2'>clique aqui</a>.", "clique aqui <https://x.example/a?b=1&c=2>."),
        ("<a href='https://x.example'>x.example</a> <a href='http://www.x.example/'>www.x.example</a>", "x.example www.x.example"),
        ("<a href='https://x.example'>um</a> <a href='https://x.example'>de novo</a>", "um <https://x.example> de novo"),
        ("<a href='mailto:suporte@carteiro.example?body=APROVAR'>APROVAR</a>", "APROVAR"),
        ("<a href='https://x.example/'><img src=x alt=logo></a>ok", "ok"),
        ("<a href='javascript:x'>um</a><a href=/y>dois</a><a name=z>três</a>", "umdoistrês"),
        ("novo<blockquote type=cite><a href='https://x.example/1'>velho</a></blockquote>", "novo\n> velho"),
        ("<a href='https://x.example/1'><div>em bloco</div></a>", "em bloco"),
    ],
)
def test_a_link_tells_its_address_once_where_its_words_do_not(page: str, shown: str) -> None:
    assert text(page) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("&lt;b&gt; &amp;amp; &eacute;&ccedil;&#227o &#x27; &#150; &foo; &#99999999999;", "<b> &amp; éção ' – &foo; \ufffd"),
        ("a&#10;b&#x2028;c&#" + "9" * 5000 + ";", "a b c\ufffd"),
        ('<a href="x?a>b">um</a> <p class=x"y>dois</p>', "um\n\ndois"),
        ('a<script>if(a<b && c="x){}</script>b<style><b></style><title>t<i></title>', "a b"),
        ("a<!-->b<!--->c<!-- d -- > e -->f<!x>g<?y>h</ z>i<!--", "abcfghi"),
        ("a<![if !mso]>b<![endif]><!--[if mso]>c<![endif]--><!--[if !mso]><!-->d<!--<![endif]-->", "abd"),
        ("a < b, 1<2 e <3", "a < b, 1<2 e <3"),
        ("a<textarea><b>x</textarea>b<select><option>c</select><noscript>d</noscript>", "a b"),
        ("a<plaintext>b<c>", "a\nb<c>"),
        ("um <b", "um"),
    ],
)
def test_broken_pages_read_as_in_a_browser(page: str, shown: str) -> None:
    assert text(page) == shown


def test_an_emoji_speaks_and_other_pictures_do_not() -> None:
    assert text("ok <img alt='👍' src='https://x.example/1f44d.png'> <img alt='APROVAR' src=x><img alt='❌'>") == "ok 👍 ❌"


def test_fillers_of_preheaders_go_but_stay_where_they_would_hide_in_a_word() -> None:
    assert text("<div>Olá&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&#847;</div>") == "Olá"
    assert text("<div>&#847; &zwnj; &nbsp; &#8199; &shy; &#847; &zwnj;</div>texto") == "texto"
    assert text("APRO&#8203;VAR 👩\u200d💻") == "APRO\u200bVAR 👩\u200d💻"


HOSTILE = (
    *("<div>", "<b>", "<table><tr><td>", "<blockquote type=cite>", "<blockquote style='border-left:1px solid'>", "<div class=gmail_quote>"),
    *(
        "<",
        "<!--",
        "&",
        "</div>",
        "<a ",
        '<a href="',
        "<p",
        "<p>",
        "<li>",
        "<td>x",
        "<ul>",
        "<span style='display:none'>",
        "<style>",
        "<style>a{",
    ),
    *(
        "<style><b>",
        "<x a=",
        "=",
        "<div></b>",
        "<b><div></b>",
        "<table><span></div>",
        "<div class=gmail_signature>a",
        "&nbsp;",
        "&zwnj;&nbsp;",
    ),
    *("<hr tabindex=-1>De: a@b", "<img src=cid:x>", "<a href=http://x.example/>x</a>", "&#" + "9" * 50, "&naoexiste", "<![", "<plaintext>"),
    *(
        "<div style='margin-left:9px'>Em 1:10 a@b wrote:",
        "<div style='border-left:1px solid'>a: b<br>b: c<br>c: a@b",
        "<font color=white>x</font>",
    ),
    *("<span style='mso-list:ignore'>", "<pre>\n", "\0", "<div hidden>x", "<script>", "<blockquote>Em 1:10 a@b wrote:"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_cost_little_and_are_said_to_be_cut(piece: str) -> None:
    with within(30):
        shown = markup.read(piece * (600_000 // len(piece)), MOST)
        assert not shown.whole


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 40_000 + "visto" + "</div>" * 40_000,
        "<div><table><td>" + "<span>" * 30_000 + "</div>" * 30_000 + "visto",
        "<p style='" + "a:b;" * 120_000 + "'>visto",
        "<p class='" + "ab " * 160_000 + "'>visto",
        "<style>" + ".a{display:none}" * 10_000 + "</style>" + "<p class=a>x" * 20_000 + "<p>visto",
        "<style>" + "a," * 200_000 + "b{display:none}</style>visto",
        "<style>" + "@media x{" * 50_000 + "</style>visto",
        "<style>" + "/*" * 90_000 + "</style>visto",
        "<style>.a .b{display:none}"
        + "".join(f".c{i}{{color:red}}" for i in range(5000))
        + "</style>"
        + "<p class='c1 d'></p>" * 9000
        + "visto",
        "<font color=red style='font-size:0'>" * 8000 + "<div></font>" * 8000 + "<b style='font-size:9pt'>visto",
    ],
)
def test_deep_and_wide_pages_lose_nothing_that_is_seen(page: str) -> None:
    with within(30):
        shown = markup.read(page, MOST)
        assert (shown.text, shown.whole) == ("visto", True)
