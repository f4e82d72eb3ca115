"""Compare the names of columns, and know those that say what was reported in confidence, in whatever system and language.

All of those that a file has are read, besides those its profile names: in JSON and XML wherever in a record, and however late in the
file, one stands for the first time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

_ENDING = r"(?:yatidak|ytidak|yatdk|yt|yn|yesno|tf|truefalse|01|10|[0-9])?"
"""What a name ends in that says how its cells are filled in: `Rahasia (Ya/Tidak)`, or that counts a second one of it."""
_SECRET = (
    r"rahasia|confidential|konfidensial|secret(?!ar)|whistle|privasi|privacy|privat|sensitif|sensitiv|visibilit(?:y|as)|winadi|sinengker"
    r"|dikecualikan|unlisted"
)
_SHUT = r"tertutup|hidden|hide|tersembunyi|(?:di)?sembunyikan|redacted|wbs|rhs|rhsia|terbatas|restricted|internal|classified|wadi|wados|embargo"
_NOT = r"(?:is|laporan|aduan|status)*(?:not|non|tidak|tdk|bukan|boten|mboten|ora)"
_OBJECTS = r"(?:laporan|aduan|pengaduan|informasi|data|tiket|surat|dokumen|berkas|report|complaint|ticket|information)"
SECRECY = re.compile(
    rf"(?!{_NOT}(?:{_SECRET}|{_SHUT}|dirahasiakan)).*(?:{_SECRET}).*"
    rf"|(?:is|laporan|aduan|status|khusus|hanya|untuk|only|for)*(?:{_SHUT})(?:only|saja|{_OBJECTS})?{_ENDING}"
    rf"|(?:khusus|hanya|untuk|only|for|is)+(?:admin|petugas|staff?)(?:only|saja)?{_ENDING}|(?:admin|staff?)only{_ENDING}"
    r"|(?:is)?(?:not|non|tidak|tdk|bukan|jangan|no)(?:for|untuk|di|dapat|boleh)*(?:publi\w*|tampil\w*|tayang\w*|umum|terbuka)"
    rf"|(?:is|hak|tingkat|level|status|jenis|sifat|kategori|kelas|batas|batasan|pembatasan|hakakses)*(?:akses|access)"
    rf"(?:level|control|right|rights|type|status|restriction|{_OBJECTS})?{_ENDING}"
    rf"|(?:tingkat|level|jenis|kategori|status)?klasifikasi(?:keamanan|akses|rahasia|dip|informasi|data|surat|dokumen|berkas){_ENDING}"
    r"|(?:security|information|data|access)(?:classification|level|class|marking)|classificationlevel|(?:tingkat|level|kelas|sifat)keamanan"
    rf"|(?:ke)?sifat(?:an)?{_OBJECTS}?{_ENDING}"
)
"""Keys of names that say what was reported in confidence."""
_MAY = (
    r"(?:is|laporan|aduan|status|dapat|bisa|boleh|untuk|izin|ijin|perizinan|setuju|persetujuan|bersedia|layak|siap|tampil|di|akses|informasi|data"
    r"|kah|apakah|ini|itu|anda|saya|kami|ingin|mau|can|may|be|allow|allowed|consent|ok|okay|for|to|this|it|do|you|we)"
)
PUBLICITY = re.compile(
    rf"{_MAY}*(?:publik|public|publicly|publicly(?:visible|shown)|publi[ks]h?able|publikasi(?:kan)?|publish|published|keterbukaan|diumumkan|tampil(?:kan)?|terbuka|visible|shareable)"
    rf"(?:di|ke|kepada|oleh|to|for|by|in|on)?(?:umum|publik|public|web|website|situs|internet|medsos|masyarakat)?{_ENDING}"
    rf"|{_MAY}+(?:share|umum|tayang(?:kan)?|sebar(?:kan|luaskan)?|disebarluaskan|dibagikan|bagikan|unggah|diunggah){_ENDING}"
    rf"|(?:show|shown|display|displayed)(?:in|on|to|for)(?:the|our)?(?:public|publik|web|website|map|peta|site|portal|everyone){_ENDING}"
    rf"|{_NOT}(?:di)?(?:{_SECRET}|{_SHUT})\w*"
)
"""Keys of names that say that it may be shown, or that it was not reported in confidence."""
LABELS = re.compile(
    r"(?:klasifikasi|klasifikasi(?:nya)?|tipe|jenis|kategori|golongan|type|kind|class|classification)(?:laporan|aduan|pengaduan|tiket|report|complaint"
    r"|ticket|record)?|(?:laporan|aduan|pengaduan|report|complaint|ticket)(?:tipe|jenis|type|kind|klasifikasi)"
    r"|\w{0,12}?(?:tags?|flags?|labels?|markers?|keywords?|katakunci|tagar|tanda|penanda|catatankhusus)(?:laporan|aduan|pengaduan)?"
)
"""Keys of names of kinds, labels and flags, among which secrecy may be one."""

_OF_A_PERSON = re.compile(
    r"pelapor|reporter|identitas|kontak|contact|telp|telepon|phone|nohp|email|surel|alamat|address|^nama|username"
)
"""Parts of names of columns that tell who somebody is; of these `rahasia` says that it is not told, and nothing of the report."""


def key(header: str) -> str:
    """A header as it is compared: letters and digits only, no case, no accents."""
    return _key_of_one_seen(header) if len(header) <= _COMMON else _key_of(header)


def _key_of(header: str) -> str:
    folded = unicodedata.normalize("NFKD", header).casefold()
    return "".join(character for character in folded if character.isalnum())


_COMMON = 100
"""Characters; every record of an export has the same names, and longer ones are not kept in memory."""
_LONGEST = 1000
"""Characters of a name that is looked at: a form's whole question may stand there."""
_REMEMBERED = 10_000
_key_of_one_seen = lru_cache(maxsize=4096)(_key_of)


def names_a_person(header: str) -> bool:
    """Whether the key of a header tells who somebody is or how to reach them."""
    return bool(_OF_A_PERSON.search(header))


def is_secrecy(header: str) -> bool:
    """Whether the key of a header tells whether a report may be shown."""
    return bool(SECRECY.fullmatch(header) or PUBLICITY.fullmatch(header))


class Every(dict[str, bool]):
    """Header keys whose values all count, where of other meanings the first filled one does: those that a profile names,
    and those that a pattern tells, each looked at once."""

    def __init__(self, named: Iterable[str], pattern: re.Pattern[str], *, names: bool = False) -> None:
        super().__init__(dict.fromkeys(named, True))
        self._pattern = pattern
        self.names = names
        """Whether its values are names, so that of an object in it only its name counts: what else it holds is not said of
        the report."""

    def __missing__(self, header: str) -> bool:
        found = len(header) <= _LONGEST and self._pattern.fullmatch(header) is not None
        if len(self) < _REMEMBERED:
            self[header] = found
        return found


class Others(Every):
    """Header keys that nothing else reads, wherever one stands first; those that name or reach a person are none of them."""

    def __init__(self, named: Iterable[str], read: Sequence[Wanted], present: Set[str], never: Iterable[str]) -> None:
        """`read` are the keys of all other meanings, of which one is read that has none before it among those `present`."""
        super().__init__(named, _OF_A_PERSON)
        self.update(dict.fromkeys(never, False))
        self._every = [names for names in read if isinstance(names, Every)]
        self._first = {
            name for names in read if not isinstance(names, Every) for name in names[: _until(names, present)]
        }

    def __missing__(self, header: str) -> bool:
        found = not (
            header in self._first or self._pattern.search(header) or any(names[header] for names in self._every)
        )
        if len(self) < _REMEMBERED:
            self[header] = found
        return found


def _until(names: Sequence[str], present: Set[str]) -> int:
    """How many names come up to the first that is present, itself included."""
    return next((number for number, name in enumerate(names, start=1) if name in present), len(names))


class Files(tuple[str, ...]):
    """Header keys whose values are files: of an object its address or file name counts, not what it is called."""


Wanted = tuple[str, ...] | Every
"""Header keys of one meaning: the first that a row has a value for counts, or every one."""
