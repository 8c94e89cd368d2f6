"""Somebody without an account: their mails, and their page read and filled in as a browser without scripts would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import httpx

_EMPTY = frozenset({"input", "meta", "link", "br", "hr"})


def mails_to(folder: Path, address: str) -> list[EmailMessage]:
    """In the order they came."""
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns) if folder.is_dir() else []
    found = (cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=policy.default)) for path in files)
    return [mail for mail in found if mail["To"] == address]


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The address in it."""
    return next(word for word in words_of(mail).split() if word.startswith("http"))


@dataclass
class Sheet:
    """One form on a page: hidden fields and what is filled in, and the buttons that send it, by their words."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    options: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.text: list[str] = []
        self._sheet: Sheet | None = None
        self._inside: list[tuple[str, dict[str, str]]] = []
        self._ids: dict[str, tuple[str, str, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._sheet = Sheet(found["action"])
            self.sheets.append(self._sheet)
        if tag == "input" and self._sheet is not None:
            self._input(found)
        if tag in ("textarea", "select") and self._sheet is not None:
            self._ids[found["id"]] = (found["name"], "", tag)
        if tag not in _EMPTY:
            self._inside.append((tag, found))

    def _input(self, found: dict[str, str]) -> None:
        assert self._sheet is not None
        kind, name, value = found.get("type", "text"), found.get("name", ""), found.get("value", "")
        if kind == "hidden" or (kind in ("radio", "checkbox") and "checked" in found):
            self._sheet.fields.append((name, value))
        if kind != "hidden":
            self._ids[found.get("id", "")] = (name, value, kind)

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
        if tag == "form":
            self._sheet = None

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            return
        self.text.append(words)
        for tag, found in reversed(self._inside):
            if tag == "button" and self._sheet is not None:
                chosen = (found["name"], found.get("value", "")) if "name" in found else None
                self._sheet.buttons[words] = chosen
            if tag == "label" and self._sheet is not None:
                self._label(words, found.get("for", ""))
            if tag in ("button", "label"):
                return

    def _label(self, words: str, id: str) -> None:
        assert self._sheet is not None
        name, value, kind = self._ids.get(id, (id, "", "text"))
        if kind in ("radio", "checkbox"):
            self._sheet.options.setdefault(words, (name, value))
        else:
            self._sheet.labels.setdefault(words, name)


class Visit:
    """A page as somebody sees it."""

    def __init__(self, http: httpx.Client, answer: httpx.Response) -> None:
        self._http, self.answer = http, answer
        reader = _Reader()
        reader.feed(answer.text)
        self.text, self.sheets = " ".join(reader.text), reader.sheets

    @classmethod
    def to(cls, http: httpx.Client, address: str) -> "Visit":
        return cls(http, http.get(address, follow_redirects=True))

    @property
    def buttons(self) -> Iterator[str]:
        return (words for sheet in self.sheets for words in sheet.buttons)

    def press(self, button: str, given: Mapping[str, str] | None = None, *, choose: tuple[str, ...] = ()) -> "Visit":
        """Press a button. `given`: what is written, by label; `choose`: options, by their words."""
        sheet = next(sheet for sheet in self.sheets if button in sheet.buttons)
        fields = list(sheet.fields)
        own = sheet.buttons[button]
        fields += [own] if own else []
        fields += [(self._name(sheet, label), text) for label, text in (given or {}).items()]
        for words in choose:
            name, value = sheet.options[words]
            fields = [each for each in fields if each[0] != name or name.startswith("_")]
            fields.append((name, value))
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        url = self.answer.request.url.join(sheet.action)
        return Visit(self._http, self._http.post(url, data=data, follow_redirects=True))

    @staticmethod
    def _name(sheet: Sheet, label: str) -> str:
        return next(name for words, name in sheet.labels.items() if words.startswith(label))
