#!/bin/sh
# Which servers and clients do the tests talk to? Installs what is missing from Debian packages and starts none of it (`make servers`).
set -eu

PATH=$PATH:/usr/sbin:/sbin
export PATH

# program:package; a program that is already there is left alone, wherever it came from. Net::SSLeay is how swaks speaks TLS;
# Arial stands for the fonts with its measures, which letters fall back to.
WANTED='initdb:postgresql swaks:swaks Net::SSLeay:libnet-ssleay-perl mutt:mutt strace:strace curl:curl postfix:postfix redis-server:redis-server openssl:openssl slapd:slapd ldapsearch:ldap-utils nsd:nsd dovecot:dovecot-imapd chromium:chromium fusermount3:fuse3 unzip:unzip faketime:faketime systemd-analyze:systemd promtool:prometheus zsh:zsh fish:fish Arial:fonts-liberation'

there() {
    if [ "$1" = initdb ]; then
        for candidate in /usr/lib/postgresql/*/bin/initdb; do [ ! -x "$candidate" ] || return 0; done
        return 1
    fi
    if [ "$1" = Net::SSLeay ]; then perl -MNet::SSLeay -e 1 2>/dev/null; return; fi
    if [ "$1" = Arial ]; then
        for candidate in /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf; do [ ! -e "$candidate" ] || return 0; done
        return 1
    fi
    command -v "$1" >/dev/null 2>&1
}

missing=''
for pair in $WANTED; do
    there "${pair%:*}" || missing="$missing ${pair##*:}"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need:$missing. This is no Debian or Ubuntu (no apt-get): install them by hand, PostgreSQL under /usr/lib/postgresql." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1; then
        echo "The tests need:$missing. Asking sudo to install them ..."
        exec sudo sh "$0"
    fi
    echo "The tests need:$missing. Neither root nor sudo is here; as root: apt-get install$missing" >&2
    exit 1
fi

# Debian asks this file before it starts a server it has just installed; 101 means no.
POLICY=/usr/sbin/policy-rc.d
made=''
tidy() { [ -z "$made" ] || rm -f "$POLICY"; }
trap tidy EXIT
trap 'exit 1' HUP INT TERM
if [ ! -e "$POLICY" ]; then
    made=yes
    printf '#!/bin/sh\nexit 101\n' >"$POLICY"
    chmod 755 "$POLICY"
fi

# Tests make their own PostgreSQL (tests/postgres.py): the package need not make a cluster.
CLUSTERS=/etc/postgresql-common/createcluster.conf
if [ ! -e "$CLUSTERS" ]; then
    mkdir -p "${CLUSTERS%/*}"
    echo 'create_main_cluster = false' >"$CLUSTERS"
fi

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=900 -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# The lists may be empty (a fresh container) or too old (the version they name is gone): only then are they fetched.
echo "Installing$missing ..."
# shellcheck disable=SC2086 # a list of package names
apt install --no-install-recommends $missing >/dev/null 2>&1 ||
    { apt update >/dev/null && apt install --no-install-recommends $missing >/dev/null; } ||
    { echo "Debian packages could not be installed:$missing. Try: apt-get update && apt-get install$missing" >&2; exit 1; }
