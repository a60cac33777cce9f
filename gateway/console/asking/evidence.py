"""Where do the bytes of mails and files lie?"""

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import SECRETS, Part, Place, plain
from gateway.console.asking.question import Question
from gateway.console.asking.url import query

FILES, S3 = "files", "s3"
KINDS = {FILES: "a folder (for several machines one that all of them share)", S3: "S3-compatible object storage"}
OWN = "{home}/evidence"
KEY = f"{SECRETS}/evidence.key"


def ask(asker: Asker, _draft: Draft) -> Part:
    """A folder or a bucket."""
    if asker.choice("evidence.kind", "Where do the bytes lie?", KINDS, FILES) == FILES:
        return plain("evidence", f"file:{asker.text('evidence.folder', 'Folder', OWN)}")
    bucket = asker.text("evidence.bucket", "Bucket, with a prefix if there is one (bucket/prefix)")
    endpoint = asker.text("evidence.endpoint", "URL of the server; Enter: Amazon's own", "")
    region = asker.text("evidence.region", "Region; Enter: none", "")
    access = asker.text("evidence.access_key", "Access key; Enter: as the environment of AWS says", "")
    secret = asker.text("evidence.secret_key", "Secret key (not shown)", hidden=True) if access else ""
    ca = asker.text("evidence.ca", "File (PEM) of the authority of its certificate; Enter: those of the system", "") if endpoint else ""
    said = {"endpoint": endpoint, "region": region, "access_key": access, "ca": ca}

    def value(place: Place) -> str:
        options = {name: one for name, one in said.items() if one} | ({"secret_key_file": place(KEY)} if secret else {})
        return f"s3://{bucket}{query(options)}"

    return Part("evidence", value, {KEY: f"{secret}\n"} if secret else {})


QUESTION = Question("evidence", "Evidence", "Mails as received and the files in them, kept for years.", ask, ("evidence",))
