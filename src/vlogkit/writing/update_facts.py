"""What templates read of an update besides its own fields: facts, bars, days, recap items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vlogkit import formatting
from vlogkit.records.base import Language
from vlogkit.records.notices.media import Picture
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.update import RecapItem, Update
from vlogkit.writing.chart_choice import choose_form, dots_stand_for, now_first, shortened
from vlogkit.writing.feasts import EMBLEMS, feast_of

Data = dict[str, object]
MOST_FIGURES = 4
"""Facts on one scene: one large, the others in a row."""
MOST_PAGES = 8
"""Cards between the first and the last of an album: Instagram takes ten in one post."""


def update_facts(update: Update, words: Mapping[str, str], lang: Language) -> Data:
    """`facts`, the same as a chart's rows, the first one leading, in `ranked`, `lead` (the fact the text is about),
    `figures` (the facts by scenes), `peers` (rows of a chart: those with its unit), `chart` (these, with the form that
    suits them), `figures_beside` (the others), `recap`, `leaf` (a calendar's), `emblem` (of its feast),
    `when` (day and hours) and `window` (the days from `from` to `to`)."""
    first, last = span_of(update)
    facts = [fact_data(fact, lang) for fact in update.facts]
    lead = next((index for index, fact in enumerate(update.facts) if fact.lead), None)
    pair = {
        f"{name}_date": _picture_day(picture, lang)
        for name, picture in (("before", update.before), ("after", update.after))
    }
    return {
        **pair,
        "facts": facts,
        "ranked": [bar(fact, index, 0) for index, fact in enumerate(facts)],
        "figures": figures(facts, lead or 0),
        "peers": [bar(fact, index, lead or 0) for index, fact in enumerate(facts) if _alike(fact, facts, lead)],
        "chart": _chart(update, [fact for fact in facts if _alike(fact, facts, lead)], facts[lead or 0], words, lang)
        if len(facts) > 1
        else {},
        "figures_beside": figures([fact for fact in facts if not _alike(fact, facts, lead)], 0),
        "lead": facts[lead or 0] if facts else {},
        "recap": [recap_data(item, index) for index, item in enumerate(update.items, 1)],
        "recap_titles": [item.title for item in update.items],
        "pages": list((update.steps or update.body)[:MOST_PAGES]),
        "leaf": leaf(first, last, lang) if first and last else {},
        "emblem": EMBLEMS[feast_of(update)],
        "when": joined(_day_words(first, last, lang), update.time),
        "window": formatting.days(first, last, lang) if first and last else "",
    }


def figures(facts: list[Data], lead: int) -> list[Data]:
    """The facts in groups of at most four, each with one that leads and the others; the first leader is `lead`."""
    ordered = facts[lead : lead + 1] + facts[:lead] + facts[lead + 1 :]
    groups = -(-len(ordered) // MOST_FIGURES)
    size = -(-len(ordered) // groups) if groups else 0
    return [
        {"lead": ordered[start], "others": ordered[start + 1 : start + size]}
        for start in range(0, len(ordered), size or 1)
    ]


def _chart(update: Update, alike: list[Data], lead: Data, words: Mapping[str, str], lang: Language) -> Data:
    """The facts that can be compared, as a chart: its `form`, `items`, how many a dot stands for (`per`) and the `note`
    that says so; empty for a fact alone. Over time the last one leads, where none is told to."""
    if len(alike) < 2:
        return {}
    values = [float(str(fact["value"])) for fact in alike]
    unit = str(lead["unit"])
    labels = [str(fact["label"]) for fact in alike]
    form = update.chart or choose_form(labels, values, [unit])
    told = any(fact.lead for fact in update.facts)
    over_time = form in {"columns", "line", "slope"} and not now_first(labels)
    first = alike.index(lead) if told else len(alike) - 1 if over_time else 0
    per = dots_stand_for(values) if form == "dots" else 1
    note = words.get("one_dot", "").replace("{count}", formatting.number(per, lang)).replace("{unit}", unit)
    if form == "slope" and first == 0:
        alike, first = alike[::-1], len(alike) - 1
    items = [bar(fact, index, first) for index, fact in enumerate(alike)]
    return {"form": form, "items": items, "per": per, "note": note.strip() if form == "dots" else ""}


def _picture_day(picture: Picture | None, lang: Language) -> str:
    """The day of a picture, short; empty where nothing says it."""
    return formatting.date(picture.date, lang, "short") if picture and picture.date else ""


def _alike(fact: Data, facts: list[Data], lead: int | None) -> bool:
    """Whether a fact has the unit of the one that leads, and can be compared with it."""
    return fact["unit"] == facts[lead or 0]["unit"]


def joined(*parts: str) -> str:
    """The parts that say something, with a dot between."""
    return " · ".join(part for part in parts if part)


def span_of(update: Update) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day: `from` and `to`, else the update's own day."""
    first = update.window_from or update.window_to or update.date
    return first, update.window_to or first


def _day_words(first: dt.date | None, last: dt.date | None, lang: Language) -> str:
    if first is None or last is None:
        return ""
    return formatting.date(first, lang, "full") if first == last else formatting.days(first, last, lang)


def fact_data(fact: Fact, lang: Language) -> Data:
    """A fact with its number written out. Its `sign` is a unit without letters and digits, which stands at a large
    number itself."""
    after = f"{formatting.NBSP}{fact.unit}" if fact.unit else ""
    return {
        "label": fact.label,
        "value": fact.value if fact.decimals else int(fact.value) if fact.value.is_integer() else fact.value,
        "unit": fact.unit,
        "sign": "" if any(letter.isalnum() for letter in fact.unit) else fact.unit,
        "decimals": fact.decimals,
        "after": after,
        "written": f"{formatting.number(fact.value, lang, fact.decimals)}{after}",
    }


def bar(fact: Data, index: int, lead: int) -> Data:
    """A fact as a row of a chart: in the brand's colour, or quiet where another one leads."""
    role = "brand" if index == lead else "mute"
    written = str(fact["written"])
    number = written.removesuffix(str(fact["after"]))
    label = str(fact["label"])
    return {
        "label": label,
        "short": shortened(label),
        "value": fact["value"],
        "written": written,
        "number": number,
        "role": role,
    }


def recap_data(item: RecapItem, index: int) -> Data:
    """A piece of news with its picture's file, focus and words."""
    picture = item.picture
    return {
        "number": index,
        "title": item.title,
        "place": item.place,
        "summary": item.summary,
        "file": picture.file if picture else "",
        "alt": picture.alt if picture else "",
        "focus": f"{picture.focus[0]}, {picture.focus[1]}" if picture else "0.5, 0.5",
    }


def leaf(first: dt.date, last: dt.date, lang: Language) -> Data:
    """The words on a leaf of a calendar: month and year, day or days, weekday or weekdays."""
    weekdays = [formatting.date(day, lang, "weekday") for day in (first, last)]
    month = formatting.date(last, lang, "month")
    if (first.year, first.month) != (last.year, last.month):
        month = f"{_short_month(first, lang)}–{_short_month(last, lang)} {last.year}"
    several = first != last
    return {
        "month": month,
        "day": f"{first.day}–{last.day}" if several else str(first.day),
        "weekday": "–".join(weekdays) if several else weekdays[0],
    }


def _short_month(day: dt.date, lang: Language) -> str:
    return formatting.date(day, lang, "short").removeprefix(f"{day.day} ")
