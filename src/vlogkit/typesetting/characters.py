"""What a character is: blank, invisible, an emoji, of which script; and where user-perceived characters begin."""

from __future__ import annotations

import bisect
import unicodedata
from functools import lru_cache

from fontTools.unicodedata import script as _script

from vlogkit.errors import InputError

SOFT_HYPHEN = "\u00ad"
JOINER = "\u200d"
TEXT_STYLE = "\ufe0e"
EMOJI_STYLE = "\ufe0f"
KEYCAP = "\u20e3"
SKIN_TONES = frozenset(chr(code) for code in range(0x1F3FB, 0x1F400))
PANGKON = "\ua9c0"
_HIDDEN = "\u2060"
_LINE_ENDS = "\n\v\f\x85\u2028\u2029"

# Extended_Pictographic, from Unicode's emoji-data.txt 15.1, as pairs of first and last code point.
_PICTURES = [
    (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139),
    (0x2194, 0x2199), (0x21A9, 0x21AA), (0x231A, 0x231B), (0x2328, 0x2328), (0x2388, 0x2388),
    (0x23CF, 0x23CF), (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x24C2, 0x24C2), (0x25AA, 0x25AB),
    (0x25B6, 0x25B6), (0x25C0, 0x25C0), (0x25FB, 0x25FE), (0x2600, 0x2605), (0x2607, 0x2612),
    (0x2614, 0x2685), (0x2690, 0x2705), (0x2708, 0x2712), (0x2714, 0x2714), (0x2716, 0x2716),
    (0x271D, 0x271D), (0x2721, 0x2721), (0x2728, 0x2728), (0x2733, 0x2734), (0x2744, 0x2744),
    (0x2747, 0x2747), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757),
    (0x2763, 0x2767), (0x2795, 0x2797), (0x27A1, 0x27A1), (0x27B0, 0x27B0), (0x27BF, 0x27BF),
    (0x2934, 0x2935), (0x2B05, 0x2B07), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
    (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299), (0x1F000, 0x1F0FF),
    (0x1F10D, 0x1F10F), (0x1F12F, 0x1F12F), (0x1F16C, 0x1F171), (0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E),
    (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1E5), (0x1F201, 0x1F20F), (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F),
    (0x1F232, 0x1F23A), (0x1F23C, 0x1F23F), (0x1F249, 0x1F3FA), (0x1F400, 0x1F53D), (0x1F546, 0x1F64F),
    (0x1F680, 0x1F6FF), (0x1F774, 0x1F77F), (0x1F7D5, 0x1F7FF), (0x1F80C, 0x1F80F), (0x1F848, 0x1F84F),
    (0x1F85A, 0x1F85F), (0x1F888, 0x1F88F), (0x1F8AE, 0x1F8FF), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945),
    (0x1F947, 0x1FAFF), (0x1FC00, 0x1FFFD),
]  # fmt: skip
# Emoji_Presentation below U+10000, from the same file.
_COLOURED = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
_FIRSTS = [first for first, _ in _PICTURES]


def clean(text: str) -> str:
    """The same text, offset by offset, with what cannot be set replaced.

    CR LF and every other line end become one LF (the CR of a pair becomes invisible), a tab becomes a space,
    and other control characters become an invisible word joiner. Raises InputError for half a surrogate pair,
    which no file in UTF-8 can hold.
    """
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    for index, char in enumerate(text):
        if char == "\r":
            out.append(_HIDDEN if text[index + 1 : index + 2] == "\n" else "\n")
        elif char in _LINE_ENDS:
            out.append("\n")
        elif char == "\t":
            out.append(" ")
        elif "\ud800" <= char <= "\udfff":
            shown = text[:index].rsplit("\n", 1)[-1][-20:]
            hint = "Type the character again, and save the file as UTF-8."
            raise InputError(f"there is half a character (U+{ord(char):04X}) after “{shown}”", hint=hint)
        else:
            out.append(_HIDDEN if unicodedata.category(char) == "Cc" else char)
    return "".join(out)


@lru_cache(maxsize=8192)
def is_invisible(char: str) -> bool:
    """True for what never has ink or width of its own: joiners, marks of direction, soft hyphen, variation
    selectors (Default_Ignorable_Code_Point, Unicode 15.1, DerivedCoreProperties.txt)."""
    code = ord(char)
    return (
        char in "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\ufeff\uffa0\ufe0e\ufe0f"
        or 0x180B <= code <= 0x180F
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0x1BCA0 <= code <= 0x1BCA3
        or 0x1D173 <= code <= 0x1D17A
        or 0xE0000 <= code <= 0xE0FFF
    )


def is_space(char: str) -> bool:
    """True for spaces at which a line may end (not the no-break spaces U+00A0, U+2007, U+202F)."""
    return char in " \u1680\u205f\u3000" or ("\u2000" <= char <= "\u200a" and char != "\u2007")


def is_blank(char: str) -> bool:
    """True for anything without ink: every space, and invisible characters."""
    return char.isspace() or is_invisible(char)


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """The ISO 15924 code of a character's script; Zyyy for common ones, Zinh for marks that inherit."""
    return str(_script(char))


@lru_cache(maxsize=8192)
def is_pictographic(char: str) -> bool:
    """True for a code point that can be an emoji."""
    code = ord(char)
    index = bisect.bisect_right(_FIRSTS, code) - 1
    return index >= 0 and code <= _PICTURES[index][1]


def wants_picture(cluster: str) -> bool:
    """True if a cluster asks to be a coloured emoji by itself: by a selector, its parts, or its default."""
    if TEXT_STYLE in cluster:
        return False
    first = cluster[0]
    if _is_regional(first):
        return True
    if EMOJI_STYLE in cluster or KEYCAP in cluster:
        return is_pictographic(first) or first in "0123456789#*"
    return is_pictographic(first) and (first in _COLOURED or ord(first) >= 0x1F000 or JOINER in cluster)


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


@lru_cache(maxsize=8192)
def _kind(char: str) -> str:
    """The part a character plays in UAX #29: control, extend, spacing, picture, any and so on."""
    code, category = ord(char), unicodedata.category(char)
    if char == JOINER:
        return "joiner"
    if char == "\u200c" or category in {"Mn", "Me"} or char in SKIN_TONES or 0xE0020 <= code <= 0xE007F:
        return "extend"
    if category == "Mc":
        return "spacing"
    if category in {"Cc", "Zl", "Zp"} or (category == "Cf" and is_invisible(char)):
        return "control"
    if 0x600 <= code <= 0x605 or code in {0x6DD, 0x70F, 0x8E2, 0x110BD}:
        return "prepend"
    if _is_regional(char):
        return "regional"
    if 0x1100 <= code <= 0x11FF or 0xAC00 <= code <= 0xD7A3:
        return "V" if 0x1160 <= code <= 0x11A7 else "T" if 0x11A8 <= code <= 0x11FF else "L" if code < 0x1160 else "S"
    return "picture" if is_pictographic(char) else "any"


_HANGUL = {("L", "L"), ("L", "V"), ("L", "S"), ("V", "V"), ("V", "T"), ("S", "V"), ("S", "T"), ("T", "T")}


@lru_cache(maxsize=256)
def cluster_starts(text: str) -> tuple[int, ...]:
    """The offsets at which user-perceived characters begin (UAX #29 extended grapheme clusters).

    Two rules are wider than the annex: a Javanese pangkon holds the consonant that it stacks below, and a
    word joiner or soft hyphen stays a cluster of its own.
    """
    if text.isascii():
        return tuple(range(len(text)))
    starts: list[int] = []
    before, regionals, pictured = "", 0, False
    for index, char in enumerate(text):
        kind = _kind(char)
        if index == 0 or _splits(text, index, before, kind, regionals, pictured):
            starts.append(index)
            pictured = kind == "picture"
        regionals = regionals + 1 if kind == "regional" else 0
        before = kind
    return tuple(starts)


def _splits(text: str, index: int, before: str, kind: str, regionals: int, pictured: bool) -> bool:
    if before == "control" or kind == "control":
        return True
    if kind in {"extend", "joiner", "spacing"} or before == "prepend" or (before, kind) in _HANGUL:
        return False
    if before == "joiner" and kind == "picture" and pictured:
        return False
    if text[index - 1] == PANGKON and "\ua984" <= text[index] <= "\ua9b2":
        return False
    return not (kind == "regional" and regionals % 2 == 1)


def name_of(char: str) -> str:
    """A character as a person can find it: itself, its code and its Unicode name, e.g. `ṩ (U+1E69 LATIN
    …)`."""
    shown = char if char.isprintable() else "?"
    return f"{shown} (U+{ord(char):04X} {unicodedata.name(char, 'without a name')})"
