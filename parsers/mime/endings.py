"""Which ending has a file of this type, and which type does an ending claim? A table of our own, the same on every machine."""

_TABLE = """
application/gzip gz tgz
application/java-archive jar
application/json json
application/msword doc dot
application/octet-stream bin
application/pdf pdf
application/pgp-encrypted asc pgp gpg
application/pgp-signature asc sig
application/pkcs7-mime p7m
application/pkcs7-signature p7s
application/rtf rtf
application/vnd.android.package-archive apk
application/vnd.microsoft.portable-executable exe dll scr com msi cpl
application/vnd.ms-excel xls xlt xla
application/vnd.ms-outlook msg
application/vnd.ms-powerpoint ppt pps
application/vnd.ms-tnef dat
application/vnd.oasis.opendocument.presentation odp
application/vnd.oasis.opendocument.spreadsheet ods
application/vnd.oasis.opendocument.text odt
application/vnd.openxmlformats-officedocument.presentationml.presentation pptx ppsx
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx xlsm
application/vnd.openxmlformats-officedocument.wordprocessingml.document docx docm
application/vnd.rar rar
application/x-7z-compressed 7z
application/x-bat bat cmd ps1 vbs vbe js jse wsf hta
application/x-ms-shortcut lnk
application/x-sharedlib so elf
application/x-tar tar
application/xml xml
application/zip zip
audio/amr amr
audio/mp4 m4a
audio/mpeg mp3
audio/ogg ogg opus oga
audio/wav wav
image/avif avif
image/bmp bmp dib
image/emf emf
image/gif gif
image/heic heic heif
image/jpeg jpg jpeg jpe jfif
image/png png
image/svg+xml svg
image/tiff tif tiff
image/webp webp
image/wmf wmf
image/x-icon ico
message/delivery-status txt
message/disposition-notification txt
message/rfc822 eml
text/calendar ics
text/css css
text/csv csv
text/html html htm
text/plain txt log
text/rfc822-headers txt
text/vcard vcf
video/3gpp 3gp
video/mp4 mp4 m4v
video/mpeg mpg mpeg
video/quicktime mov
video/webm webm
video/x-matroska mkv
video/x-ms-wmv wmv
video/x-msvideo avi
"""
_ROWS = [row.split() for row in _TABLE.strip().splitlines()]
_ENDINGS = {kind: endings[0] for kind, *endings in _ROWS} | {"image/jpg": "jpg", "image/pjpeg": "jpg", "text/xml": "xml", "text/rtf": "rtf"}
_TYPES = {ending: kind for kind, *endings in reversed(_ROWS) for ending in endings}
UNTYPED = "application/octet-stream"


def ending(media_type: str) -> str:
    """The usual ending with its dot, '' where a type has none of its own."""
    found = _ENDINGS.get(media_type, "")
    return f".{found}" if found and media_type != UNTYPED else ""


def type_of(name: str) -> str:
    """The type that a name's ending claims; `application/octet-stream` when it claims none."""
    return _TYPES.get(name.rpartition(".")[2].lower(), UNTYPED) if "." in name else UNTYPED
