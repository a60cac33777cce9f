"""What does a test's Dovecot have set? The text of dovecot.conf (2.3), for root and for any other user who runs the tests."""

import grp
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from tests.tokens import keep_key

CAPABILITIES = (
    "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES MULTIAPPEND UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED"
    " CONDSTORE QRESYNC ESEARCH SEARCHRES WITHIN LIST-STATUS BINARY MOVE LITERAL+ SPECIAL-USE"
)
APART = "Recebidos"
"""The folder that a quota is for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """without: capabilities that are not offered (the commands still work); oauth: XOAUTH2 and OAUTHBEARER too.

    separator, prefix: of the personal namespace; logins: how many connections a user may have, 0 any.
    quota: bytes that Recebidos and what is below it may hold, 0 any. They are a namespace of their own then, for within one namespace
    Dovecot counts what is moved and refuses nothing.
    """

    without: tuple[str, ...] = ()
    logins: int = 0
    quota: int = 0
    separator: str = "/"
    prefix: str = ""
    oauth: bool = False


CONF = """\
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_failure_delay = 0
auth_verbose = yes
auth_mechanisms = plain login{mechanisms}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/
mail_fsync = never
rawlog_dir = {home}/said
imap_idle_notify_interval = 30s
imap_capability = {capability}
mail_max_userip_connections = {logins}
{plugins}
service imap-login {{
  chroot = {chroot}
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {home}/users
}}
{passdb}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
"""

QUOTA = """\
mail_plugins = quota
plugin {{
  quota = maildir:conta:ns={apart}
  quota_rule = *:bytes={quota}
}}
namespace apart {{
  separator = {separator}
  prefix = {apart}
  location = maildir:~/{folder}
}}
"""

OAUTH = """\
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth.conf
}}
"""
LOCAL = """\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = sub
"""


def server() -> tuple[str, str, str]:
    """User, group and login user of the server: Debian's own when root starts it, else who runs the tests."""
    if os.getuid() == 0:
        return "dovecot", "dovecot", "dovenull"
    name = pwd.getpwuid(os.getuid()).pw_name
    return name, grp.getgrgid(os.getgid()).gr_name, name


def quota(wanted: Wanted) -> str:
    """What a limit on APART takes."""
    apart = wanted.prefix + APART + wanted.separator
    return QUOTA.format(quota=wanted.quota, separator=wanted.separator, apart=apart, folder=APART)


def write(home: Path, port: int, tls_port: int, wanted: Wanted) -> None:
    """Writes dovecot.conf into `home`, and what it refers to for oauth."""
    user, group, login = server()
    said = CONF.format(
        home=home,
        port=port,
        tls_port=tls_port,
        user=user,
        group=group,
        login=login,
        chroot="login" if os.getuid() == 0 else "",
        capability=" ".join(one for one in CAPABILITIES.split() if one not in wanted.without) if wanted.without else "",
        logins=wanted.logins or 100,
        mechanisms=" xoauth2 oauthbearer" if wanted.oauth else "",
        plugins=quota(wanted) if wanted.quota else "",
        passdb=OAUTH.format(home=home) if wanted.oauth else "",
        separator=wanted.separator,
        prefix=wanted.prefix,
    )
    (home / "dovecot.conf").write_text(said)
    if wanted.oauth:
        (home / "oauth.conf").write_text(LOCAL.format(home=home))
        keep_key(home / "keys")
