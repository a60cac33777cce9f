"""Do pages that take long leave /health and /metrics alone, and is who finds no hand free told so?"""

import asyncio
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from gateway.console.page.answer import Answer
from gateway.console.page.hands import Busy, Hands
from gateway.console.page.server import serving
from gateway.console.page.site import Site
from gateway.settings import Settings
from tests.world import World


def test_a_hand_gives_what_the_work_gives_and_raises_what_it_raises() -> None:
    async def asked() -> None:
        hands = Hands("test", 1, 2)
        assert await hands.do(lambda: 7) == 7
        with pytest.raises(ZeroDivisionError):
            await hands.do(lambda: 1 // 0)
        hands.close()

    asyncio.run(asked())


def test_work_that_is_not_done_in_time_keeps_its_place_until_it_ends() -> None:
    async def asked() -> None:
        hands, over = Hands("test", 1, 1), threading.Event()
        with pytest.raises(Busy):
            await hands.do(lambda: over.wait(60), seconds=0.05)
        with pytest.raises(Busy):
            await hands.do(lambda: 1)
        over.set()
        for _ in range(500):
            try:
                assert await hands.do(lambda: 1) == 1
                break
            except Busy:
                await asyncio.sleep(0.02)
        else:
            pytest.fail("the place was never free again")
        hands.close()

    asyncio.run(asked())


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=30) as got:  # noqa: S310 - our own address
            return int(got.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_pages_that_take_long_hold_up_no_probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    over, begun = threading.Event(), threading.Semaphore(0)

    def slow(_site: Site, _path: str, _query: str) -> Answer:
        begun.release()
        over.wait(60)
        return Answer(200, b"")

    monkeypatch.setattr(Site, "answer", slow)
    world = World(tmp_path)
    chosen = Settings.model_validate({"home": tmp_path, "page": "http://127.0.0.1:8025"})

    async def asked() -> None:
        async with serving(world.tools, chosen, elsewhere=True) as url:
            pages = [asyncio.create_task(asyncio.to_thread(status, url + "/")) for _ in range(4)]
            await asyncio.to_thread(begun.acquire)
            await asyncio.to_thread(begun.acquire)
            for path in ("/health/live", "/health/ready", "/health", "/metrics"):
                assert await asyncio.to_thread(status, url + path) == 200, path
            assert not any(page.done() for page in pages)
            over.set()
            assert await asyncio.gather(*pages) == [200] * 4

    asyncio.run(asked())
    world.close()
