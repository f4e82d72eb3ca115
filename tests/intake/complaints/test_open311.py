"""An Open311 server is read page by page, politely, and gone on from where an import stopped."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from vlogkit.errors import InputError, OutsideError, UsageError
from vlogkit.intake.complaints.open311 import MOST_AT_ONCE, import_endpoint, source_of
from vlogkit.intake.complaints.store import ComplaintStore


class City:
    """A loopback city: `answer` gets the query and returns status, headers and body."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]] = lambda path, query: (
            404,
            {},
            b"",
        )
        self.url = ""


@pytest.fixture
def city() -> Iterator[City]:
    town = City()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            town.asked.append((parts.path, query))
            status, headers, body = town.answer(parts.path, query)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    town.url = f"http://127.0.0.1:{server.server_port}/open311/v2"
    yield town
    server.shutdown()
    server.server_close()
    thread.join(5)


def record(number: int, day: str = "2026-11-01T00:00:00+07:00") -> dict[str, str]:
    return {"service_request_id": str(number), "status": "open", "service_name": "Pothole", "requested_datetime": day}


def pages(total: int, size: int) -> Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]]:
    def answer(path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        start = (int(query["page"]) - 1) * size
        return 200, {}, json.dumps([record(n) for n in range(start, min(start + size, total))]).encode()

    return answer


@pytest.fixture
def read(store: ComplaintStore, now: dt.datetime) -> Callable[..., object]:
    waits: list[float] = []

    def go(url: str, **options: object) -> object:
        return import_endpoint(store, url, now=now, source="kota", wait=waits.append, **options)  # type: ignore[arg-type]

    go.waits = waits  # type: ignore[attr-defined]
    return go


def test_all_pages_are_read_with_a_pause_between_them(
    city: City, read: Callable[..., object], store: ComplaintStore
) -> None:
    city.answer = pages(25, 10)
    report = read(city.url)
    assert (report.rows, report.imported, store.count()) == (25, 25, 25)  # type: ignore[attr-defined]
    assert [query["page"] for _, query in city.asked] == ["1", "2", "3", "4"]
    assert read.waits == [1.0, 1.0, 1.0]  # type: ignore[attr-defined]


def test_an_import_broken_off_goes_on_at_its_page(
    city: City, read: Callable[..., object], store: ComplaintStore
) -> None:
    good = pages(25, 10)
    city.answer = lambda path, query: good(path, query) if query["page"] < "3" else (500, {}, b"")
    with pytest.raises(OutsideError, match="500"):
        read(city.url)
    assert store.count() == 20
    city.asked.clear()
    city.answer = good
    assert read(city.url).imported == 5  # type: ignore[attr-defined]
    assert [query["page"] for _, query in city.asked] == ["3", "4"]


def test_a_later_import_goes_back_a_month_and_updates(
    city: City, read: Callable[..., object], store: ComplaintStore, now: dt.datetime
) -> None:
    city.answer = pages(3, 10)
    read(city.url)
    city.asked.clear()
    closed = [{**record(1), "status": "closed", "updated_datetime": "2026-11-20T00:00:00+07:00"}]
    city.answer = lambda path, query: (200, {}, json.dumps(closed if query["page"] == "1" else []).encode())
    assert read(city.url).updated == 1  # type: ignore[attr-defined]
    assert city.asked[0][1]["start_date"] == (now - dt.timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_server_that_asks_for_patience_gets_it(city: City, read: Callable[..., object]) -> None:
    good, refused = pages(2, 10), [(429, {"Retry-After": "7"}, b""), (503, {}, b"")]
    city.answer = lambda path, query: refused.pop(0) if refused else good(path, query)
    assert read(city.url).rows == 2  # type: ignore[attr-defined]
    assert 7.0 in read.waits  # type: ignore[attr-defined]


def test_a_server_without_json_is_read_as_xml(city: City, read: Callable[..., object], store: ComplaintStore) -> None:
    body = b"<service_requests><request><service_request_id>8</service_request_id><status>open</status></request></service_requests>"

    def answer(path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if path.endswith(".json"):
            return 404, {}, b""
        return 200, {}, body if query["page"] == "1" else b"<service_requests/>"

    city.answer = answer
    read(city.url)
    assert [item.id for item in store.cases()] == ["kota-8"]


def test_a_server_without_pages_is_read_in_ever_shorter_times(
    city: City, read: Callable[..., object], store: ComplaintStore
) -> None:
    start = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    every = [record(n, (start + dt.timedelta(hours=n)).isoformat()) for n in range(MOST_AT_ONCE + 500)]

    def answer(path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        low, high = (dt.datetime.fromisoformat(query[name]) for name in ("start_date", "end_date"))
        found = [one for one in every if low <= dt.datetime.fromisoformat(one["requested_datetime"]) <= high]
        return 200, {}, json.dumps(found[:MOST_AT_ONCE]).encode()

    city.answer = answer
    read(city.url, since=start)
    assert store.count() == len(every)


def test_the_jurisdiction_of_the_address_goes_with_every_query(city: City, read: Callable[..., object]) -> None:
    city.answer = pages(2, 1)
    read(f"{city.url}/requests.json?jurisdiction_id=kota")
    assert {query["jurisdiction_id"] for _, query in city.asked} == {"kota"}
    assert {path for path, _ in city.asked} == {"/open311/v2/requests.json"}


def test_another_kind_of_server_is_an_error(city: City, read: Callable[..., object]) -> None:
    city.answer = lambda path, query: (200, {}, b"<html>Selamat datang</html>")
    with pytest.raises(InputError, match="GeoReport"):
        read(city.url)


@pytest.mark.parametrize(
    "url", ["http://example.org/open311", "ftp://example.org", "https://user:secret@example.org/x", "nonsense"]
)
def test_addresses_that_are_not_safe_are_refused(read: Callable[..., object], url: str) -> None:
    with pytest.raises(UsageError):
        read(url)


def test_no_page_is_left_on_the_disk(city: City, read: Callable[..., object], store: ComplaintStore) -> None:
    city.answer = lambda path, query: (200, {}, b'[{"service_request_id": oops')
    with pytest.raises(InputError, match="page"):
        read(city.url)
    assert not list(store.path.parent.glob("page-*"))


def test_an_endpoint_is_called_after_its_host() -> None:
    assert source_of("https://api.311.example.org/v2") == "311-example-org"
