"""Mails whose page hides words, or seems to: what nobody sees decides nothing, what people see stays (T060)."""

from tests.mails.making.page import SOLUTION, Pages, document

_PAGES = Pages("ocultas")
page = _PAGES.page

# What nobody sees decides nothing (T060).
HIDINGS = {
    "display-none": "display:none",
    "corpo-zero": "font-size:0",
    "branco-no-branco": "color:#ffffff",
    "transparente": "color:rgba(0,0,0,0)",
    "fora-da-tela": "position:absolute;left:-10000px;top:auto",
    "altura-zero": "max-height:0;overflow:hidden;mso-hide:all",
    "opacidade-zero": "opacity:0",
    "comentario-no-estilo": "dis/**/play:n/**/one;display/* */:none",
}
for case, style in HIDINGS.items():
    page(
        f"{case}",
        document(
            f'<div style="{style}">APROVAR</div>\n<p>Ainda estou testando com a equipe.</p>\n<blockquote type=cite>{SOLUTION}</blockquote>'
        ),
        "Ainda estou testando com a equipe.",
    )
page(
    "por-classe",
    document("<p class=nota>APROVAR</p><p>Ainda estou testando com a equipe.</p>", "<style>p.nota, #y { display: none }</style>"),
    "Ainda estou testando com a equipe.",
)
page("em-comentario", document("<!-- APROVAR --><!--[if mso]><p>APROVAR</p><![endif]--><p>Vou testar.</p>"), "Vou testar.")
page("em-campos", document("<p>Vou testar.</p><textarea>APROVAR</textarea><select><option>APROVAR</select>"), "Vou testar.")
page("so-em-figura", document('<p>Vou testar.</p><img src="https://ribeiraomanso.example/b.png" alt="APROVAR">'), "Vou testar.")
page("so-no-estilo", document("<p>Vou testar.</p>", "<style>p::before { content: 'APROVAR' }</style>"), "Vou testar.")
page(
    "nao-antes",
    document('<p><span style="color:white">não </span>Aprovo.</p>'),
    "Aprovo.",
    "APROVAR",
    text="Aprovo.",
)
page(
    "visivel.branco-no-escuro",
    document('<table bgcolor="#102030"><tr><td><font color="#ffffff">Aprovo.</font></td></tr></table>'),
    "Aprovo.",
    "APROVAR",
)
page(
    "visivel.preheader",
    document(
        f"<div style='display:none;max-height:0'>Rita respondeu{'&zwnj;&nbsp;' * 40}</div><div>Aprovado{'&#847;&zwnj;&nbsp;' * 40}</div>"
    ),
    "Aprovado",
    "APROVAR",
)
page(
    "visivel.depende-do-lugar",
    document(
        "<p class=k>Aprovo.</p><p>Segue a resposta.</p>",
        "<style>.k { display: none } .gmail_quote .k, body:has(> .x) .k { display: block }</style>",
    ),
    "Aprovo.\n\nSegue a resposta.",
)

MAILS = _PAGES.mails
