"""What stands beside our door? aiosmtpd as it comes, with a handler that throws every mail away."""

import asyncio
from urllib.parse import urlsplit

from aiosmtpd.smtp import SMTP

from gateway import settings


class Discard:
    """Says 250 and forgets."""

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's name
        """The whole work."""
        return "250 OK"


async def serve() -> None:
    parts = urlsplit(settings.read().listen[0])
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Discard(), hostname="bare.example"), parts.hostname, parts.port or 25
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
