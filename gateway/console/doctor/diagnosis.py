"""What does a database mean by its refusal, and what does an operator do about it?"""

from gateway.console.doctor.finding import first_that_fits

SETTING = "CARTEIRO_DATABASE"

# What SQLite and its driver say -> the word for it, and what to do; {} is the file. The first that fits.
OF_SQLITE = (
    ("is not a database", "damaged", "Is {} the right file? Stop everything and put the last backup in its place (`carteiro restore`)."),
    ("malformed", "damaged", "Stop everything, and put the last backup in the place of {} (`carteiro restore`, docs/operating.md)."),
    ("readonly", "read-only", "Let the user that runs Carteiro write {} and its folder, on a disk that is mounted for writing."),
    ("is locked", "busy", "End the program that holds {} (`fuser -v {}`): a backup tool, a shell, a second machine on a shared disk."),
    ("full", "full", "Make room on the disk of {}."),
    ("disk I/O error", "full", "Look at `dmesg` and the disk of {}: is it full, or broken?"),
    ("", "unreachable", "Let the user that runs Carteiro read and write {} and its folder, or mend " + SETTING + "."),
)

# What PostgreSQL and its driver say, likewise; {} is host and name.
OF_POSTGRESQL = (
    (
        "certificate",
        "tls",
        f"Renew the server's certificate, name the host as it does, or name its authority: sslrootcert=FILE in {SETTING}.",
    ),
    (
        "server does not support SSL",
        "tls",
        f"Switch `ssl = on` in postgresql.conf, or take sslmode out of {SETTING} on a network of your own.",
    ),
    ("SSL", "tls", f"Look at sslmode and sslrootcert in {SETTING}, and at `ssl` in postgresql.conf."),
    ("password authentication failed", "login", f"Look at user and password in {SETTING} (CARTEIRO_DATABASE_FILE keeps them in a file)."),
    ("no password supplied", "login", f"Put the password into {SETTING}: postgresql+psycopg://user:password@host/name."),
    (
        "pg_hba.conf",
        "login",
        f"Let this user in from this host: a line in pg_hba.conf of the server, then reload it; {SETTING} names the user.",
    ),
    ("role ", "login", f"Make the user (`createuser`), or name another in {SETTING}."),
    ("authentication failed", "login", f"Look at the user in {SETTING}, and at pg_hba.conf of the server."),
    ("does not exist", "no-database", f"Make the database (`createdb -E UTF8 -T template0 NAME`), or name the right one in {SETTING}."),
    (
        "permission denied",
        "denied",
        f"Give the user of {SETTING} its rights: `ALTER DATABASE … OWNER TO`, `GRANT ALL ON SCHEMA public TO`.",
    ),
    ("resolve", "unknown-host", f"Name the host in {SETTING} as the DNS knows it, and look at this machine's resolver."),
    ("not known", "unknown-host", f"Name the host in {SETTING} as the DNS knows it."),
    ("timeout", "silent", "Look at the server's load, and at a firewall that lets nothing back."),
    ("too many", "busy", "Raise max_connections in postgresql.conf (30 for each process of Carteiro), or run fewer processes."),
    (
        "remaining connection slots",
        "busy",
        "Raise max_connections in postgresql.conf (30 for each process of Carteiro), or run fewer processes.",
    ),
    ("read-only transaction", "read-only", f"Name the primary server in {SETTING}; a standby only reads."),
    ("No space left", "full", "Make room on the disk of the database's server."),
    ("starting up", "busy", "Wait: the server is starting, or recovering from a crash; its log says how far it is."),
    ("", "unreachable", f"See that the server runs, and that {SETTING} names the right host and port."),
)


def diagnosed(said: str, *, sqlite: bool) -> tuple[str, str]:
    """The word for what a database said, and the mend, in which {} stands for what it is called."""
    return first_that_fits(said, OF_SQLITE if sqlite else OF_POSTGRESQL)
