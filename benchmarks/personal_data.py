"""Make complaints with personal data in them, and note which spans must be removed and which must stay.

Everything here is invented: numbers are random, names are put together from common Indonesian given names.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

GIVEN = [
    "Budi",
    "Siti",
    "Agus",
    "Sri",
    "Slamet",
    "Wahyu",
    "Dewi",
    "Joko",
    "Endang",
    "Eko",
    "Rina",
    "Bambang",
    "Sutarjo",
    "Karsinem",
    "Tumini",
    "Nabila",
    "Hendra",
    "Marwoto",
    "Yuli",
    "Ratna",
    "Dwi",
    "Tri",
    "Supriyadi",
    "Wulandari",
    "Sugeng",
    "Mulyono",
    "Lestari",
    "Parjono",
    "Suparno",
    "Kartini",
    "Rahmat",
    "Fitriani",
    "Ahmad",
    "Nur",
    "Aisyah",
    "Hidayat",
    "Paijo",
    "Ngatini",
    "Suyatno",
    "Sumiyati",
    "Sukarno",
    "Wagimin",
    "Tukiyem",
    "Anggoro",
    "Prabowo",
    "Retno",
    "Galih",
    "Ayu",
    "Bagas",
    "Citra",
    "Dimas",
    "Fajar",
    "Gilang",
    "Indah",
    "Krisna",
    "Laras",
    "Mega",
    "Nanda",
]
FAMILY = [
    "Santoso",
    "Prasetiawan",
    "Wibisana",
    "Rahayuningsih",
    "Sudiro",
    "Wijaya",
    "Hartono",
    "Kusuma",
    "Nugroho",
    "Setiawan",
    "Pratama",
    "Utami",
    "Handayani",
    "Saputra",
    "Hidayat",
    "Susanto",
    "Purnomo",
    "Wibowo",
    "Gunawan",
    "Permata",
    "Maharani",
    "Firmansyah",
    "Kurniawan",
    "Puspita",
    "Siregar",
    "Nasution",
    "Simanjuntak",
    "Ginting",
    "Lubis",
]
PREFIXES = [
    "H",
    "K",
    "G",
    "R",
    "AA",
    "AB",
    "AD",
    "AE",
    "B",
    "D",
    "E",
    "F",
    "L",
    "N",
    "S",
    "T",
    "W",
    "Z",
    "BE",
    "BG",
    "DK",
    "KB",
]
BANKS = ("BRI", "BCA", "BNI", "Mandiri", "BSI", "Bank Jateng", "BTN")
ROADS = ("Melati", "Pemuda", "Diponegoro", "Ahmad Yani", "Kartini", "Gatot Subroto", "Merpati", "Sriwijaya")
BEFORE = (
    "", "Mohon bantuannya, ", "selamat pagi min, ", "Sdh 3x lapor blm ada tanggapan. ", "Lampu jalan di desa kami mati, ", "tolong ditindaklanjuti ",
    "Jalan Purwodadi-Blora km 14 rusak parah sejak 12-10-2026. ", "Kami sudah bayar Rp 1.250.000 tapi blm diproses; ", "ktp sy hilang ",
    "Saluran mampet lagi pdhl baru 2 minggu. ", "(lapor) ",
)  # fmt: skip
AFTER = (
    "", " mohon dicek", ". Terima kasih", ", tolong segera diperbaiki", " yg kemarin lapor", " - matur nuwun", " ya min", "!!", "; warga resah",
    " sdh 5 hari", ". Jalan rusak sepanjang 2 km", " (penting)",
)  # fmt: skip
SURVIVORS = (
    "LGWP14376928", "12.072 aduan", "Rp 12.072.000.000", "Rp1.500.000", "surat No. 430/9525", "SK 821.2/0312/2018", "13-12-2018 10:30", "pukul 10.30",
    "kode pos 50132", "km 14", "km 12+300", "ruas Purwodadi-Blora", "Jl. Jenderal Sudirman", "Jl. Ahmad Yani", "SP4N-LAPOR!", "L4POR", "P3K", "h 12 jam",
    "Pak Gubernur", "Bu Lurah", "Pak Camat Wirosari", "Bapak Bupati", "1708", "112", "25 ton", "tahun 2018", "12 Oktober 2026", "9.805 selesai",
    "2x24 jam", "RSUD Moewardi", "Desa Sumberejo", "Kecamatan Wirosari", "81,2 %", "Pasar Wage", "invoice 1234567890", "4x lapor", "lubang 60 cm",
    "Jembatan Juwana", "SMP 2 Pati", "B 12 ha", "jalur 3 arah Solo", "info@jatengprov.go.id", "900 watt", "pasal 28 ayat 3", "UU 27/2022", "3 RT terdampak",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A sentence; every text of `gone` must be out of its public form, every text of `kept` still in it."""

    kind: str
    text: str
    gone: tuple[str, ...]
    kept: tuple[str, ...] = ()


def digits(random_: random.Random, count: int) -> str:
    return "".join(random_.choice("0123456789") for _ in range(count))


def grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(number[place : place + size])
        place += size
    return separator.join(part for part in [*parts, number[place:]] if part)


def noisy(random_: random.Random, number: str) -> str:
    """Now and then as phones and people write it: full-width digits, o and l, invisible signs, other
    dashes."""
    chance = random_.random()
    if chance < 0.03:
        return number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if chance < 0.06:
        return number.replace("0", "o", 1) if number.count("0") == 1 else number.replace("0", "O", 1)
    if chance < 0.08:
        return number[:5] + "\u200b" + number[5:]
    if chance < 0.10:
        return number.replace("-", "–")
    if chance < 0.12:
        return number.replace(" ", "\u00a0")
    return number


def identity(random_: random.Random, label: str) -> tuple[str, str]:
    """Sixteen digits: of the old provinces, of the new ones (91–96), with an impossible day."""
    province = random_.choice(["33", "31", "32", "35", "91", "92", "93", "94", "95", "96", "00"])
    number = (
        province + digits(random_, 4) + random_.choice([digits(random_, 6), "990199", "410590"]) + digits(random_, 4)
    )
    shape = random_.choice(["", "", "", " ", ".", "-"])
    number = grouped(number, random_.choice([(4, 4, 4), (6, 6), (2, 2, 2, 6)]), shape) if shape else number
    lead = random_.choice(
        [
            f"{label} ",
            f"{label}: ",
            f"{label.lower()} ",
            f"no {label.lower()} ",
            f"{label} saya ",
            f"{label}=",
            "",
        ]
    )
    number = noisy(random_, number)
    return lead + number, number


def nik(random_: random.Random) -> tuple[str, str]:
    return identity(random_, "NIK")


def kk(random_: random.Random) -> tuple[str, str]:
    return identity(random_, "KK")


def npwp(random_: random.Random) -> tuple[str, str]:
    number = digits(random_, 15)
    shaped = f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}-{number[9:12]}.{number[12:]}"
    written = random_.choice([shaped, shaped, number, digits(random_, 16)])
    lead = random_.choice(["NPWP ", "npwp: ", "NPWP saya ", "no npwp "])
    return lead + written, written


def nip(random_: random.Random) -> tuple[str, str]:
    number = f"19{random_.randint(60, 99)}{random_.randint(1, 12):02}{random_.randint(1, 28):02}20{random_.randint(10, 25)}{random_.randint(1, 12):02}{random_.choice('12')}{digits(random_, 3)}"  # fmt: skip
    written = noisy(random_, random_.choice([number, number, grouped(number, (8, 6, 1), " ")]))
    return random_.choice(["NIP ", "NIP. ", "nip: ", ""]) + written, written


def mobile(random_: random.Random) -> tuple[str, str]:
    national = "8" + random_.choice("1235789") + digits(random_, random_.randint(7, 10))
    local = "0" + national
    written = random_.choice([
        local, local, "+62" + national, "62" + national, "+62 " + grouped(national, (3, 4), "-"), grouped(local, (4, 4), "-"), grouped(local, (4, 4), " "),
        grouped(local, (4, 3), " "), grouped(local, (4, 4), "."), f"wa.me/62{national}", f"(+62) {national}", grouped(local, (3, 3, 3), " "),
    ])  # fmt: skip
    lead = random_.choice(
        ["hp ", "HP: ", "WA ", "wa ", "no hp ", "hubungi ", "telp ", "nomor saya ", "kontak ", "", ""]
    )
    written = noisy(random_, written) if "wa.me" not in written else written
    return lead + written, written


def spelled(random_: random.Random) -> tuple[str, str]:
    words = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    number = "08" + digits(random_, random_.randint(8, 10))
    written = " ".join(words[int(digit)] for digit in number)
    return random_.choice(["hp ", "wa ", "nomor "]) + written, written


def landline(random_: random.Random) -> tuple[str, str]:
    area = random_.choice(["024", "0271", "0281", "021", "0274", "0291", "0298", "0285"])
    number = random_.choice("35678") + digits(random_, 6 if len(area) == 3 else 5)
    written = random_.choice(
        [
            f"({area}) {number}",
            f"({area}){number}",
            f"{area}-{number}",
            f"{area} {number}",
            f"({area}) {number[:3]}-{number[3:]}",
        ]
    )
    return random_.choice(["telp ", "Telp. ", "telepon ", "tlp: ", "kantor ", ""]) + written, written


def email(random_: random.Random) -> tuple[str, str]:
    name = (random_.choice(GIVEN) + random_.choice([".", "_", ""]) + random_.choice(FAMILY)).lower() + random_.choice(
        ["", "88", "123"]
    )
    host = random_.choice(["gmail.com", "yahoo.co.id", "outlook.com", "contoh.sch.id", "mail.example.org"])
    written = random_.choice(
        [
            f"{name}@{host}",
            f"{name}@{host}",
            f"{name.upper()}@{host}",
            f"{name} @ {host}",
            f"{name}[at]{host}",
            f"{name}(at){host}",
        ]
    )
    return random_.choice(["email ", "e-mail: ", "kirim ke ", ""]) + written, written


def plate(random_: random.Random) -> tuple[str, str]:
    parts = [
        random_.choice(PREFIXES),
        str(random_.randint(1, 9999)),
        "".join(random_.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(random_.randint(1, 3))),
    ]
    written = random_.choice([" ", "", "-", " "]).join(parts)
    written = written.lower() if random_.random() < 0.3 else written
    lead = random_.choice(["plat ", "nopol ", "mobil ", "truk ", "plat nomor ", "No. Pol. ", "motor plat "])
    return lead + written, written


def account(random_: random.Random) -> tuple[str, str]:
    number = digits(random_, random_.randint(10, 16))
    written = random_.choice([number, number, grouped(number, (4, 4), "-"), grouped(number, (4, 2, 4), " ")])
    bank = random_.choice(BANKS)
    shape = random_.choice(
        [
            "no rek {n} {b}",
            "rek {b} {n}",
            "norek {n}",
            "rekening {b}: {n}",
            "{b} {n}",
            "VA {n}",
            "{n} ({b})",
            "nomor rekening saya {n}",
        ]
    )
    return shape.format(n=written, b=bank), written


def name(random_: random.Random) -> tuple[str, str]:
    full = random_.choice(GIVEN)
    if random_.random() < 0.6:
        full += " " + random_.choice(FAMILY)
    if random_.random() < 0.08:
        full = full.upper()
    lead = random_.choice(
        [
            "Pak ",
            "Bu ",
            "Bapak ",
            "Ibu ",
            "Sdr. ",
            "Mas ",
            "Mbak ",
            "Mbah ",
            "a.n. ",
            "nama saya ",
            "H. ",
            "Hj. ",
            "Sdri ",
            "atas nama ",
            "Bpk. ",
        ]
    )
    return lead + full, full


def quiet_name(random_: random.Random) -> tuple[str, str]:
    """The same in lower case, as messages are typed."""
    lead, full = name(random_)
    return lead.lower(), full.lower()


def rtrw(random_: random.Random) -> tuple[str, str]:
    a, b = random_.randint(1, 15), random_.randint(1, 15)
    written = random_.choice(
        [
            f"RT {a:02} RW {b:02}",
            f"RT{a}/RW{b}",
            f"rt {a} rw {b}",
            f"RT/RW {a:02}/{b:02}",
            f"RT.{a:02}/RW.{b:02}",
            f"RT {a:02}/{b:02}",
        ]
    )
    return f"Dusun Krajan {written}", written


def house(random_: random.Random) -> tuple[str, str]:
    number = f"No. {random_.randint(1, 250)}"
    written = random_.choice([number, number.lower(), number.replace(". ", " "), number + "A"])
    return f"Jl. {random_.choice(ROADS)} {written}", written


def coordinates(random_: random.Random) -> tuple[str, str]:
    written = f"{-random_.uniform(6, 8):.{random_.randint(4, 7)}f}{random_.choice([', ', ',', ' '])}{random_.uniform(108, 111):.{random_.randint(4, 7)}f}"
    return random_.choice(["lokasi ", "koordinat: ", "titik "]) + written, written


KINDS: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "nik": nik, "kk": kk, "npwp": npwp, "nip": nip, "mobile": mobile, "spelled": spelled, "landline": landline, "email": email, "plate": plate,
    "account": account, "name": name, "quiet-name": quiet_name, "rtrw": rtrw, "house": house, "coordinates": coordinates,
}  # fmt: skip
NEEDED = {
    "nik": 0.99,
    "kk": 0.99,
    "npwp": 0.99,
    "nip": 0.99,
    "mobile": 0.99,
    "landline": 0.99,
    "email": 0.99,
    "plate": 0.99,
    "account": 0.99,
    "name": 0.9,
}
"""The recall each class has to reach; the other classes are measured only."""


def cases(seed: int, each: int) -> Iterator[Case]:
    """`each` sentences of every class, each with something that must survive, and as many with nothing
    personal."""
    random_ = random.Random(seed)
    for kind, make in KINDS.items():
        for _ in range(each):
            said, secret = make(random_)
            kept = random_.choice(SURVIVORS)
            sentence = random_.choice(BEFORE) + said + random_.choice(AFTER)
            text = f"{sentence}. {kept}" if random_.random() < 0.5 else f"{kept}. {sentence}"
            yield Case(kind, text, (secret,), (kept,))
    for _ in range(each):
        kept = tuple(random_.sample(SURVIVORS, 3))
        yield Case("nothing", random_.choice(BEFORE) + ", ".join(kept) + random_.choice(AFTER), (), kept)
