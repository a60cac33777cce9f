"""Is what nobody sees left out, and what only some see said to be so? (T060)"""

import pytest

from parsers.page import markup

MOST = 500_000


def read(page: str) -> tuple[str, bool]:
    shown = markup.read(page, MOST)
    return shown.text, shown.doubtful


@pytest.mark.parametrize(
    "style",
    [
        *("display:none", "DISPLAY : NONE !important", "display/**/:none", "dis\\70lay:none", "visibility:hidden", "mso-hide:all"),
        *(
            "opacity:0",
            "opacity:0.0",
            "opacity: 1%",
            "max-height:0;overflow:hidden",
            "height:0px;overflow:hidden",
            "width:1px;overflow:clip",
        ),
        *("font-size:0", "font-size:1px", "font-size:.1em", "font-size:1%", "font:0/0 a", "text-indent:-9999px", "margin-left:-999em"),
        *("position:absolute;left:-9999px", "position:absolute;clip:rect(0,0,0,0)", "clip-path: inset(50%)", "transform:scale(0)"),
        *("color:#fff", "color:#FFFFFF", "color:white", "color:#fefefe", "color:rgb(255, 255, 255)", "color:transparent"),
        *("color:rgba(0,0,0,0)", "color:#00000000", "background:#102030;color:#102030", "-webkit-text-fill-color:transparent"),
        "overflow:hidden;mso-line-height-rule:exactly;line-height:0;height:0",
    ],
)
def test_hidden_text_is_no_text(style: str) -> None:
    assert read(f'<p>visto</p><div style="{style}">APROVAR</div><p>fim</p>')[0].replace("\n", "") == "vistofim"
    assert read(f"ok<span style='{style}'>APROVAR</span>") == ("ok", False)


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td bgcolor='#003366'><font color=white>visto</font></td></tr></table>",
        "<div style='background:#000'><p style='color:#fff'>visto</p></div>",
        "<div style='background:url(x.png)'><p style='color:#fff'>visto</p></div>",
        "<div style='background-image:linear-gradient(red,blue);color:white'>visto</div>",
        "<body bgcolor=black text=white>visto",
        "<font color=white><font color=black>visto</font></font>",
        "<div style='font-size:0'><span style='font-size:14px'>visto</span></div>",
        "<p style='text-indent:-18.0pt;margin-left:-36pt'>visto</p>",
        "<div style='max-height:0'>visto</div>",
        "<div style='overflow:hidden;height:20px;line-height:0'>visto</div>",
        "<div style='left:-9999px'>visto</div>",
        "<div style='opacity:.8;font-size:smaller;display:block;visibility:visible'>visto</div>",
        "<div aria-hidden=true>visto</div>",
        "<style>.x{display:block!important}</style><div class=x style='display:none'>visto</div>",
        "<style>.x{display:none} p.x{display:block}</style><p class=x>visto</p>",
        "<style>p.MsoNormal{margin:0cm;font-size:11pt} .y{display:none}</style><p class=MsoNormal>visto</p>",
        "<style>@media print{p{display:none}} @font-face{display:none}</style><p>visto</p>",
        "<!--[if mso]><style>p{display:none}</style><![endif]--><p>visto</p>",
        "<style>.t{color:#fff} table .c{background:#036}</style><table><tr><td class=c><p class=t>visto</p></td></tr></table>",
        "<style>.t{color:#fff;background:#036}</style><p class=t>visto</p>",
        "<font style='display:none'><p>x</font>visto</p>",
        "<p style='display:none'>x<p>visto",
        "<p>visto<td style='display:none'>x</td>",
    ],
)
def test_text_that_is_seen_stays(page: str) -> None:
    assert read(page) == ("visto", False)


@pytest.mark.parametrize(
    "css",
    [
        *(".x{display:none}", "p{display:none}", "p.x {font-size:0}", "#y{visibility:hidden}", "*{opacity:0}", "a, .x , b{display:none}"),
        *("<!-- .x{display:none} -->", "@media screen{.x{display:none}}", "/* } */ .x{color:#ffffff}", "p{display:block} .x{display:none}"),
        ".x{display:none!important} p.x{display:block}",
    ],
)
def test_a_simple_rule_hides(css: str) -> None:
    assert read(f"<style>{css}</style>visto<p class='w x' id=y>APROVAR</p>") == ("visto", False)


@pytest.mark.parametrize(
    "css",
    [
        *("@media (max-width:600px){.x{display:none}}", "body .x{display:none}", "p[class]{display:none}", "p:has(b){display:none}"),
        *("div > p{display:none}", "@supports (x:y){p{font-size:0}}", "p:first-child{display:none}", "[class~=x]{display:none}"),
        *(".x{display:none} .gmail_quote .x{display:block}", "@media (min-width:1px){.x{display:block}} p{display:none}"),
    ],
)
def test_what_depends_on_the_place_is_shown_and_doubtful(css: str) -> None:
    assert read(f"<style>{css}</style>visto<p class=x>APROVAR</p>") == ("visto\n\nAPROVAR", True)


def test_doubt_is_only_for_words_that_are_not_quoted() -> None:
    css = "<style>@media (max-width:600px){.x{display:none}}</style>"
    assert not markup.read(f"{css}visto<blockquote type=cite><p class=x>velho</p></blockquote>", MOST).doubtful
    assert not markup.read(f"{css}visto<p class=x> </p><p class=z>fim</p>", MOST).doubtful


def test_rules_that_only_colour_or_size_make_no_doubt() -> None:
    css = "@media (prefers-color-scheme:dark){.x{color:#f1f3f5!important;background:#101317}} a:hover{color:red} td p{font-size:9pt}"
    assert read(f"<style>{css}</style><p class=x>visto</p>") == ("visto", False)


def test_a_mail_written_all_in_white_is_read_and_doubtful() -> None:
    assert read("<div style='color:#fff'>Aprovo.</div><blockquote type=cite>velho</blockquote>") == ("Aprovo.\n> velho", True)


def test_text_that_only_a_style_sheet_writes_is_none() -> None:
    assert read("<style>p::before{content:'APROVAR'}</style><p>visto</p>") == ("visto", False)


def test_deep_rules_and_hidden_parts_of_tables_end_where_they_end() -> None:
    page = "<table><tr style='display:none'><td>a</td></tr><tr><td hidden>b</td><td>visto</td></tr></table>fim"
    assert read(page) == ("visto\nfim", False)
