"""A View as a mail: words and the same as HTML, with one link instead of all its buttons."""

import hashlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate

from bot.web import drawing
from core.model.organisations import Organisation
from locales.catalogue import Translator
from locales.words import Words, plain
from views.elements import Actions, Divider, Element, Fields, Heading, Listing, Note, Quote, Text, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail is made of. `sender`: the address it comes from; `link`: the recipient's own."""

    view: View
    sender: str
    recipient: str
    link: str
    key: str


def mail(letter: Letter, t: Translator, organisation: Organisation) -> EmailMessage:
    """Ready to be sent. Sent twice it has one Message-ID, by which mail programs know a second copy."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(letter.view.summary.split())
    message["From"] = formataddr((organisation.name, letter.sender))
    message["To"] = letter.recipient
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = message_id(letter.key, letter.sender)
    message["Auto-Submitted"] = "auto-generated"
    footer = t("outsiders.footer", organisation=organisation.name, contact=organisation.contact)
    link = t.plain("outsiders.open")
    message.set_content("\n\n".join([*_lines(letter.view), f"{link}: {letter.link}", "-- \n" + plain(footer)]) + "\n")
    html = drawing.letter(t, letter.view, link=letter.link, label=link, footer=footer)
    message.add_alternative(html, subtype="html")
    return message


def message_id(key: str, sender: str) -> str:
    """Of a delivery: keys name people, so it is not the key itself."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"


def _lines(view: View) -> list[str]:
    return [text for element in view.elements if (text := _text(element))]


def _text(element: Element) -> str:
    match element:
        case Heading(text):
            return text.upper()
        case Text(words) | Note(words):
            return plain(words)
        case Quote(text):
            return "\n".join(f"> {line}" for line in text.splitlines())
        case Listing(items):
            return "\n".join(f"- {plain(item)}" for item in items)
        case Fields(pairs):
            return "\n".join(f"{label}: {_bare(words)}" for label, words in pairs)
        case Divider():
            return "---"
        case Actions():
            return ""
        case _:
            raise TypeError(f"a mail has no {type(element).__name__}")


def _bare(words: Words) -> str:
    return plain(words)
