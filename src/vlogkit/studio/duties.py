"""Which role each address of the studio asks for, where people sign in: one table, and what is not in it is refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from vlogkit.errors import UsageError
from vlogkit.records.settings import Duty

Who = frozenset[Duty] | Literal["anybody", "signed in", "nobody"]
"""Any of these roles; or whoever comes, whoever is signed in, or nobody over the network."""

AUTHOR: frozenset[Duty] = frozenset({"author"})
CARE: frozenset[Duty] = frozenset({"author", "approver"})
APPROVER: frozenset[Duty] = frozenset({"approver"})
PUBLISHER: frozenset[Duty] = frozenset({"publisher"})
ASKERS: frozenset[Duty] = frozenset({"author", "approver", "publisher"})
ADMIN: frozenset[Duty] = frozenset({"admin"})

DUTIES: dict[str, Who] = {
    "GET /static": "anybody",
    "GET /fonts/{name}": "anybody",
    "GET /language/{lang:str}": "anybody",
    "GET /sign-in": "anybody",
    "POST /sign-in": "anybody",
    "POST /sign-out": "signed in",
    "GET /passphrase": "signed in",
    "POST /passphrase": "signed in",
    "POST /answer-phrase": "signed in",
    "GET /start": "nobody",  # a workspace is made on the machine where it lies, in any folder of it
    "POST /start": "nobody",
    "POST /start/colours": "nobody",
    "GET /start/looks/{name}": "nobody",
    "GET /": "signed in",
    "POST /sender": "nobody",  # what a computer starts is decided by whoever sits at it
    "GET /items": "signed in",
    "GET /items/new": AUTHOR,
    "POST /items/new": AUTHOR,
    "GET /kinds/{name}": AUTHOR,
    "GET /said": "signed in",
    "GET /pictures/{path:path}": "signed in",
    "GET /items/{name}": "signed in",
    "POST /items/{name}": AUTHOR,
    "POST /items/{name}/text": AUTHOR,
    "GET /items/{name}/versions": "signed in",
    "GET /items/{name}/versions/{version}/picture": "signed in",
    "GET /items/{name}/findings": "signed in",
    "GET /items/{name}/picture": "signed in",
    "GET /items/{name}/thumb": "signed in",
    "GET /items/{name}/outline": "signed in",
    "POST /items/{name}/files": AUTHOR,
    "POST /items/{name}/render": AUTHOR,
    "GET /items/{name}/made": "signed in",
    "GET /items/{name}/phone": AUTHOR,
    "POST /items/{name}/phone": AUTHOR,
    "GET /items/{name}/talks/{number:int}": "signed in",
    "POST /items/{name}/talks/{number:int}": AUTHOR,
    "POST /items/{name}/talks/{number:int}/files": AUTHOR,
    "GET /items/{name}/talks/{number:int}/film": "signed in",
    "GET /items/{name}/talks/{number:int}/look": "signed in",
    "GET /made/{kind}/{name}/{path:path}": "signed in",
    "GET /care/{path:path}": CARE,
    "POST /care/{path:path}": CARE,
    "GET /protected/{path:path}": CARE,
    "GET /complaints": CARE,
    "GET /complaints/found": CARE,
    "POST /complaints/files": AUTHOR,
    "POST /complaints/columns": AUTHOR,
    "GET /complaints/{id}": CARE,
    "POST /complaints/{id}": CARE,  # its yes and no are an approver's alone: `check_may` in the page
    "GET /complaints/{id}/pictures/{which}": CARE,
    "GET /review": "signed in",
    "POST /review": APPROVER,
    "GET /review/{post}": "signed in",
    "POST /review/{post}": APPROVER,
    "GET /sheets/{item}": ASKERS,
    "POST /sheets/{item}": ASKERS,
    "GET /sheets/{item}/link": ASKERS,
    "GET /sheets/{item}/{sheet}": ASKERS,
    "POST /answers": ASKERS,  # whose answer it is stands in its code, whoever enters it
    "GET /calendar": "signed in",
    "GET /calendar.ics": "signed in",
    "GET /calendar.csv": "signed in",
    "POST /plan": AUTHOR | PUBLISHER,
    "GET /planned/{item}": "signed in",
    "POST /posts/{post}/move": PUBLISHER,
    "GET /queue": "signed in",
    "GET /posts/{post}": "signed in",
    "POST /posts/{post}": PUBLISHER,
    "GET /retractions": "signed in",
    "GET /retractions/grave": "signed in",
    "GET /retractions/{item}": "signed in",
    "POST /retractions/{item}": ASKERS,  # its yes is an approver's alone, and that it may go out again a publisher's
    "POST /hold": "signed in",  # stopping is everybody's; going on is not
    "POST /hold/lift": PUBLISHER,
    "POST /publish": PUBLISHER,
    "GET /accounts": ADMIN,
    "POST /accounts": ADMIN,
    "POST /accounts/{name}/secrets": ADMIN,
    "POST /accounts/{name}/sign-in": "nobody",  # the page of Google opens at the computer of the studio
    "POST /accounts/{name}/check": ADMIN,
}
"""Who may ask for what, by method and address as the routes have it."""


def check_duty(has: Collection[Duty], asked: Who) -> None:
    """Refuse what somebody with these roles may not do. Raises UsageError."""
    if asked in {"anybody", "signed in"} or ("admin" in has and asked != "nobody"):
        return
    if isinstance(asked, str):
        hint = "Do it on the computer where the studio runs, without --host."
        raise UsageError("this cannot be done over the network", hint=hint)
    if not asked & frozenset(has):
        names = " / ".join(sorted(asked))
        hint = "Ask an admin: roles are named in vlogkit.yaml, `people:`."
        raise UsageError(f"this asks for the role `{names}`, which you do not have", hint=hint)
