"""What every platform must do; a new file in `publishing/platforms` is taken up by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes import WITHOUT_SERVER, scene, server_class
from vlogkit.publishing import registry

SERVED = [name for name in registry.names() if name not in WITHOUT_SERVER]
CASES = [(name, variant) for name in SERVED for variant in server_class(name).variants]


@pytest.mark.parametrize(("platform", "variant"), CASES)
def test_a_due_post_is_published_once_with_a_receipt(platform: str, variant: str, tmp_path: Path) -> None:
    with scene(tmp_path, platform, variant) as stage:
        if platform == "tiktok":
            stage.publish()
            assert stage.state == "accepted"
            next(iter(stage.server.uploads.values()))["posted"] = True
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1
        (receipt,) = stage.desk.ledger.receipts()
        assert receipt.remote_id
        assert receipt.url or platform == "tiktok"
        assert set(stage.post.files) <= set(receipt.sent)
