"""Mails whose only text is a page of HTML in an odd shape; ordinary answers stand in the programs' own folders."""

from tests.mails.making.mail import base64_lines, multipart, packed, part, picture
from tests.mails.making.page import ASKED, HEADER, SOLUTION, WROTE, Pages, document

_PAGES = Pages("paginas")
page, wrote = _PAGES.page, _PAGES.wrote

# Quotations that only the page gives away, and answers between them.
EDGE = "border-left:2px solid #9a9a9a;padding-left:8px"
for case, history in {
    "borda-de-cor": f'<p>{WROTE}</p><div style="{EDGE}">{SOLUTION}</div>',
    "recuo-em-tabela": f'<p>{WROTE}</p><table style="margin-left:30px"><tr><td>{SOLUTION}</td></tr></table>',
    "risco-do-outlook": f"<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>{HEADER}</div>{SOLUTION}",
    "borda-do-outlook": f"<div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p>{HEADER}</p>{SOLUTION}</div>",
    "x-do-owa": f'<hr tabindex="-1"><div id="x_x_divRplyFwdMsg" dir="ltr">{HEADER}</div>{SOLUTION}',
    "sem-atribuicao": f'<blockquote style="margin-left:5px;border-left:1px solid #0000ff">{SOLUTION}</blockquote>',
    "prefixo-do-gmail": f'<div class="m_-81gmail_quote">{WROTE}<blockquote class="m_-81gmail_quote">{SOLUTION}</blockquote></div>',
    "gmx": f'<div name="quote" style="border-left:2px solid #C3D9E5"><div>{HEADER}</div><div name="quoted-content">{SOLUTION}</div></div>',
    "de-texto": "<font size=2>" + WROTE + "<br>&gt; O acesso foi restabelecido.<br>&gt; Responda APROVAR.</font>",
}.items():
    page(f"citacao.{case}", document(f"<div>Aprovado, obrigada.</div><br>{history}"), "Aprovado, obrigada.", "APROVAR")
    page(f"citacao.{case}.so", document(f"<div><br></div>{history}"), "")
page(
    "entre.borda",
    document(
        f'<p>{WROTE}</p><div style="{EDGE}">O erro aparece em todos?</div><p>Sim, em todos.</p><div style="{EDGE}">Qual o navegador?</div>'
        "<div>Firefox.</div>"
    ),
    "Sim, em todos.\nFirefox.",
)
page(
    "nada-citado.norma",
    document("<div>O edital diz:</div><blockquote>O portal abre às 8h.</blockquote><div>Não abre.</div>"),
    "O edital diz:\nO portal abre às 8h.\nNão abre.",
    answers=False,
)
page(
    "nada-citado.recuo",
    document("Os dados são:<blockquote style='margin:0 0 0 40px;border:none;padding:0'><div>De: 8h</div><div>Para: 9h</div></blockquote>"),
    "Os dados são:\nDe: 8h\nPara: 9h",
    answers=False,
)
page(
    "assinatura.por-classe",
    document(
        f'<div>Aprovo a solução.</div><br><div class="gmail_signature"><div>Rita, que não aprova nada sem ler</div></div>'
        f'<div class="gmail_quote"><div class="gmail_attr">{WROTE}</div><blockquote class="gmail_quote">{SOLUTION}</blockquote></div>'
    ),
    "Aprovo a solução.",
    "APROVAR",
)

# Pages that programs and people break.
page(
    "quebrada.sem-fechar",
    "<div><p>O portal<b> não abre<p>desde as 8h<ul><li>Firefox<li>Edge</ul>",
    "O portal não abre\n\ndesde as 8h\n\n- Firefox\n- Edge",
    answers=False,
)
page("quebrada.aspas", "<p class=x\"y title='a>b'>O portal não abre<p>desde as 8h", "O portal não abre\n\ndesde as 8h", answers=False)
page(
    "quebrada.entidades",
    "<p>&Eacute; urgente: n&atildeo abre &#150; c&oacute;digo &lt;503&gt; &foo;</p>",
    "É urgente: não abre – código <503> &foo;",
    answers=False,
)
page("quebrada.roteiro", '<script>if (a<b && c="</p>") {}</script><p>O portal não abre.</p>', "O portal não abre.", answers=False)
page(
    "quebrada.maiusculas",
    "<HTML><BODY><P>O portal<BR>não abre.</P><TABLE><TR><TD>Erro</TD><TD>503</TD></TR></TABLE></BODY></HTML>",
    "O portal\nnão abre.\n\nErro | 503",
    answers=False,
)
page(
    "quebrada.duas-paginas",
    f"{document('<p>O portal não abre.</p>')}{document('<p>Segue a tela.</p>')}",
    "O portal não abre.\n\nSegue a tela.",
    answers=False,
)
page("funda", "<div>" * 3000 + "O portal não abre." + "</div>" * 3000, "O portal não abre.", answers=False, encoding="base64", defects=[])
page("larga", "<b><i>" * 20_000 + "O portal não abre.", "O portal não abre.", answers=False, encoding="base64", defects=[])

# Lists, tables and links stay readable.
page(
    "legivel.tabela",
    document(
        "<p>Segue:</p><table border=1><tr><th>Nome</th><th>CPF</th></tr><tr><td><p>Ana</p></td><td><p>sem</p></td></tr>"
        "<tr><td>&nbsp;</td><td></td></tr></table><p>Grata</p>"
    ),
    "Segue:\n\nNome | CPF\nAna | sem\n\nGrata",
    answers=False,
)
page(
    "legivel.lista-do-word",
    "<p class=MsoNormal>Navegadores:</p>"
    + "".join(
        f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span>"
        f"<span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span></span><![endif]>"
        f"{name}<o:p></o:p></p>"
        for name in ("Firefox", "Edge")
    ),
    "Navegadores:\n- Firefox\n- Edge",
    answers=False,
)
page(
    "legivel.enderecos",
    document(
        '<p>Veja <a href="https://portal.example/erro?id=5&amp;x=1">a tela</a> em <a href="https://portal.example">portal.example</a>.</p>'
    ),
    "Veja a tela <https://portal.example/erro?id=5&x=1> em portal.example.",
    answers=False,
)
page("legivel.pre", "<pre>\nErro  503\n  em login\n</pre><p>Desde as 8h.</p>", "Erro  503\n  em login\n\nDesde as 8h.", answers=False)
page("legivel.emoji", document('<p>Aprovado <img alt="👍" src="https://ribeiraomanso.example/1f44d.png"></p>'), "Aprovado 👍", "APROVAR")

SCREEN, OLD = (base64_lines(picture(320, 200, seed)) for seed in (1, 2))
wrote(
    "telas.nova-e-citada",
    f"Subject: Re: [L_61123001] Portal fora do ar\nIn-Reply-To: {ASKED}\nContent-Type: multipart/related; boundary=limite\n\n"
    + multipart(
        "limite",
        [
            part(
                "text/html; charset=utf-8",
                packed(
                    f'<p>Recuso: o erro continua.</p><img src="cid:nova@x"><p>{WROTE}</p><blockquote type="cite"><img src="cid:velha@x">'
                    f"{SOLUTION}</blockquote>\n",
                    "quoted-printable",
                ),
                "quoted-printable",
            ),
            part("image/png", SCREEN, "base64", "Content-ID: <nova@x>", "Content-Disposition: inline"),
            part("image/png", OLD, "base64", "Content-ID: <velha@x>", "Content-Disposition: inline"),
        ],
    ),
    "Recuso: o erro continua.",
    "RECUSAR",
)

MAILS = _PAGES.mails
