"""A stand-in server, an account on it, a bundle and a post that is due: what tests of platforms start from."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.desk import NOW, Desk, Watch, make_bundle, post_of
from tests.servers import wordpress
from tests.servers.standin import StandIn
from vlogkit.publishing.due import Done
from vlogkit.records.post import Entry, Post
from vlogkit.records.settings import Account

WITHOUT_SERVER = frozenset({"outbox", "whatsapp"})


def server_class(platform: str) -> type[StandIn]:
    made: type[StandIn] = importlib.import_module(f"tests.servers.{platform}").Server
    return made


def environment(*servers: StandIn) -> dict[str, str]:
    """Secrets as the environment carries them, with the hosts that they are for."""
    names = {"wordpress": "situs"} if len(servers) > 1 else {}
    found = {}
    for server in servers:
        addresses = [value for value in (server.url, *server.options().values()) if "://" in value]
        hosts = ",".join(address.split("/")[2] for address in addresses)
        start = f"VLOGKIT_SECRET_{names.get(server.platform, 'akun').upper()}"
        found |= {f"{start}_{key.upper()}": value for key, value in {**server.secrets, "host": hosts}.items()}
    return found


@dataclass
class Scene:
    """One due post on one account of one stand-in server."""

    server: StandIn
    desk: Desk
    post: Post
    host: StandIn | None = None

    @property
    def entry(self) -> Entry:
        return self.desk.ledger.entry(self.post.id)

    @property
    def state(self) -> str:
        return self.entry.post.state

    def publish(self) -> list[Done]:
        done: list[Done] = self.desk.publish()
        return done

    def publish_until_settled(self, rounds: int = 12) -> str:
        """Publish again and again, the clock moved to when the post is looked at next."""
        for _ in range(rounds):
            wake = self.entry.wake
            if wake is None:
                break
            self.desk.clock.now = max(self.desk.clock.now, wake)
            self.publish()
        return self.state


@contextmanager
def scene(root: Path, platform: str, variant: str, **options: Any) -> Iterator[Scene]:
    """Servers up, post stored, clock at its time; `options` go to the account, `post_…` to the post."""
    with ExitStack() as running:
        server = running.enter_context(server_class(platform)())
        host = running.enter_context(wordpress.Server()) if "media_host" in server.options() else None
        post_values = {key.removeprefix("post_"): options.pop(key) for key in [*options] if key.startswith("post_")}
        given = server.options() | {"timeout_seconds": "20"} | options
        account = Account(name="akun", platform=platform, base_url=server.url, options=given)
        accounts, servers = (account,), (server,)
        if host:
            site = Account(name="situs", platform="wordpress", base_url=host.url, options=host.options())
            accounts, servers = (account, site), (server, host)
        desk = Desk(root, accounts=accounts, clock=Watch(NOW), environment=environment(*servers))
        bundle = make_bundle(root, size=700_000 if platform == "youtube" else 6000)
        values = {"link": "https://jateng.example/b", **post_values}
        post = post_of(bundle, account, files=server.variants[variant], **values)
        desk.store(post)
        try:
            yield Scene(server, desk, post, host)
        finally:
            desk.ledger.close()
