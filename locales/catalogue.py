"""Reads the catalogues at start and gives a translator per language. A missing key or placeholder raises.

A catalogue is `locales/<language>/<noun>.po`, its msgids are keys (`networks.started`). In a text `*strong*`,
`_emphasis_` and `` `code` `` are marked so, `{name}` is filled with a value taken literally. An entry with a
plural is chosen by the value `n`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from locales.words import Code, Emphasis, Plain, Span, Strong, Words, plain

LANGUAGES = ("da", "en")
_FOLDER = Path(__file__).parent
_MARKS = re.compile(r"\*(?P<strong>[^*\n]+)\*|\b_(?P<emphasis>[^_\n]+)_\b|`(?P<code>[^`\n]+)`")
_HOLES = re.compile(r"\{(\w+)\}")
_STYLES: dict[str, type[Strong] | type[Emphasis] | type[Code]] = {"strong": Strong, "emphasis": Emphasis, "code": Code}

Value = str | int | Span | Words


class Translator:
    """The texts and forms of one language."""

    def __init__(self, language: str, texts: dict[str, tuple[str, ...]]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: Value) -> Words:
        """The text of a key as words, its placeholders filled."""
        spans: list[Span] = []
        for piece in _pieces(self._template(key, values)):
            if isinstance(piece, _Hole):
                spans += (_styled(span, piece.style) for span in _spans(values[piece.name]))
            else:
                spans.append(piece)
        return tuple(spans)

    def plain(self, key: str, **values: Value) -> str:
        """The text of a key as a bare string: labels, buttons, notifications."""
        return plain(self(key, **values))

    def own(self, texts: dict[str, str]) -> str:
        """The text of content that carries its own languages (prompts); Danish is the source."""
        return texts.get(self.language) or texts["da"]

    def everything(self) -> Iterator[str]:
        """Every form of every text, to be searched."""
        return (text for forms in self._texts.values() for text in forms)

    def day(self, day: date) -> str:
        """21. november 2026"""
        return str(format_date(day, "long", self.language))

    def month(self, day: date) -> str:
        """november 2026"""
        return str(format_date(day, "LLLL y", self.language))

    def weekday(self, number: int) -> str:
        """mandag, for 0"""
        return str(format_date(date(2024, 1, 1 + number), "EEEE", self.language))

    def clock(self, at: time) -> str:
        """9.00 in Danish, 9:00 in English"""
        return str(format_time(at, "H.mm" if self.language == "da" else "H:mm", locale=self.language))

    def moment(self, at: datetime, zone: str) -> str:
        """torsdag den 3. december kl. 16.00"""
        return _moment(self, at, zone)

    def number(self, value: float) -> str:
        """3,5 in Danish, 3.5 in English"""
        return str(format_decimal(value, locale=self.language))

    def listing(self, items: Iterable[str]) -> str:
        """a, b og c"""
        return str(format_list(list(items), locale=self.language))

    def _template(self, key: str, values: dict[str, Value]) -> str:
        forms = self._texts[key]
        return forms[0] if len(forms) == 1 or values["n"] == 1 else forms[1]


@dataclass(frozen=True, slots=True)
class _Hole:
    """Where a value goes, and how it is marked there."""

    name: str
    style: str


@cache  # a text is shown thousands of times and never changes
def _pieces(template: str) -> tuple[Span | _Hole, ...]:
    pieces: list[Span | _Hole] = []
    place = 0
    for mark in _MARKS.finditer(template):
        pieces += _cut(template[place : mark.start()], "")
        style, inner = next((name, text) for name, text in mark.groupdict().items() if text is not None)
        pieces += _cut(inner, style)
        place = mark.end()
    return (*pieces, *_cut(template[place:], ""))


def _cut(text: str, style: str) -> Iterator[Span | _Hole]:
    for place, piece in enumerate(_HOLES.split(text)):
        if place % 2:
            yield _Hole(piece, style)
        elif piece:
            yield _styled(Plain(piece), style)


@lru_cache(1024)  # everybody in a network is told of the same few moments
def _moment(t: Translator, at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    day = format_date(local, "EEEE 'den' d. MMMM" if t.language == "da" else "EEEE d MMMM", t.language)
    return f"{day} {'kl.' if t.language == 'da' else 'at'} {t.clock(local.time())}"


def _spans(value: Value) -> Words:
    if isinstance(value, tuple):
        return value
    return (Plain(str(value)),) if isinstance(value, str | int) else (value,)


def _styled(span: Span, style: str) -> Span:
    return _STYLES[style](span.text) if style and isinstance(span, Plain) else span


@cache
def translator(language: str) -> Translator:
    """The translator of a language; one we do not have gives Danish, the source."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((_FOLDER / known).glob("*.po")):
        texts |= _entries(read(path))
    return Translator(known, texts)


def read(path: Path) -> Catalog:
    """One catalogue as it stands in its file; a broken one raises."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _entries(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    entries: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            entries[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return entries
