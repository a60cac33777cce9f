"""Does reading a mail ever open a connection or a file that the mail names? (the kernel's own account, and a listener that waits)"""

import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUTSIDE = re.compile(r"(?:connect|sendto|sendmsg)\(.*AF_INET6?")

PAGE = """<html><head>
<link rel="stylesheet" href="{url}/a.css"><style>@import url({url}/b.css); @font-face {{ src: url({url}/f.woff) }}</style>
<base href="{url}/"><meta http-equiv="refresh" content="0;url={url}/r"><script src="{url}/s.js"></script></head>
<body background="{url}/bg.png"><p>APROVAR</p>
<img src="{url}/pixel.gif"><img src="file://{secret}"><img src="cid:a"><img src="http://169.254.169.254/latest/meta-data/">
<iframe src="{url}/frame"></iframe><object data="{url}/o"></object><embed src="{url}/e"><video src="{url}/v"></video>
<svg><image href="{url}/svg.png"/></svg><a href="{url}/link" ping="{url}/ping"></a><form action="{url}/form"></form>
</body></html>"""
MAIL = """From: Maria <maria@str-valesereno.example>\r
To: suporte@carteiro.example\r
Subject: [13] Erro\r
Message-ID: <a@str-valesereno.example>\r
Disposition-Notification-To: maria@str-valesereno.example\r
List-Unsubscribe: <{url}/unsubscribe>\r
Content-Type: multipart/mixed; boundary=x\r
\r
--x\r
Content-Type: text/html; charset=utf-8\r
\r
{page}\r
--x\r
Content-Type: message/external-body; access-type=URL; URL="{url}/external"\r
\r
Content-Type: text/plain\r
\r
--x\r
Content-Type: application/xml; name=pedido.xml\r
\r
<!DOCTYPE a [<!ENTITY b SYSTEM "{url}/entity"><!ENTITY c SYSTEM "file://{secret}">]><a>&b;&c;</a>\r
--x\r
Content-Type: text/html; name=pagina.html\r
\r
<!DOCTYPE html SYSTEM "{url}/dtd"><img src="{url}/again">\r
--x\r
Content-Type: message/rfc822\r
\r
Content-Type: text/html\r
\r
<img src="{url}/within">\r
--x--\r
"""


def test_a_mail_full_of_addresses_is_read_without_asking_any_of_them(tmp_path: Path) -> None:
    secret = tmp_path / "segredo.txt"
    secret.write_text("não deve ser lido")
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        url = f"http://127.0.0.1:{canary.getsockname()[1]}"
        mail = tmp_path / "isca.eml"
        mail.write_text(MAIL.format(url=url, secret=secret, page=PAGE.format(url=url, secret=secret)))
        account = tmp_path / "trace"
        reader = [sys.executable, "-m", "gateway", "read", "--json", str(mail)]
        traced = ["strace", "-f", "-s", "200", "-e", "trace=network,openat,open", "-o", str(account), *reader]
        done = subprocess.run(traced, cwd=ROOT, check=True, capture_output=True, text=True)
        knocked = False
        try:
            canary.accept()[0].close()
            knocked = True
        except TimeoutError:
            pass
    calls = account.read_text(errors="replace")
    assert '"APROVAR"' in done.stdout
    assert "isca.eml" in calls, "the account must show what was opened"
    assert not knocked
    assert not OUTSIDE.search(calls)
    assert "segredo.txt" not in calls
    assert "não deve" not in done.stdout
