"""Views and forms as HTML without JavaScript. Jinja escapes whatever people wrote; nothing is loaded from elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.characters import clean
from handlers.routing import Given
from locales.catalogue import Translator
from locales.words import Code, Emphasis, Hyperlink, Mention, Place, Plain, Strong, Words, plain
from views.elements import Choice, Choices, DateInput, Element, Form, Text, TextInput, TimeInput, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page. `address`: where its forms are sent; `stamp`: an id of this drawing, so that a form sent twice is one.

    `opener`: the route and value that show the form again; `given`: what was typed; `errors`: what is wrong with it.
    `allowed`: the routes that may be pressed. `key`: of the link, for saying that it came to somebody else. `is_home`:
    it is their own page.
    """

    t: Translator
    shown: View | Form
    address: str
    stamp: str
    organisation: str
    allowed: frozenset[str]
    key: str = ""
    is_home: bool = False
    opener: tuple[str, str] = ("", "")
    given: Mapping[str, Given] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def sheet(page: Sheet) -> str:
    """The whole document."""
    template = _environment().get_template("page.html")
    return template.render(page=page, t=page.t, allowed=page.allowed, **_helpers())


def notice(t: Translator, key: str, **values: str) -> str:
    """A document that says one thing, to somebody of whom we know nothing."""
    return _environment().get_template("notice.html").render(t=t, text=t.plain(key, **values))


def letter(t: Translator, view: View, *, link: str, label: str, footer: Words) -> str:
    """The HTML of a mail, whose buttons are one link."""
    template = _environment().get_template("letter.html")
    return template.render(t=t, view=view, link=link, label=label, footer=footer, **_helpers())


def mails(t: Translator, kept: Sequence[object]) -> str:
    """The mails of a trial, each with the link that its reader would press."""
    return _environment().get_template("mails.html").render(t=t, mails=kept, lines=lines)


@cache
def _environment() -> Environment:
    loader = PackageLoader("bot.web")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _helpers() -> dict[str, Any]:
    return {"words": words, "lines": lines, "kind": kind_of, "value_of": value_of, "is_chosen": is_chosen, "said": said}


def said(view: View) -> Sequence[Element]:
    """What stands under the title, which is the view in a line: the same is not said twice."""
    first = view.elements[0] if view.elements else None
    is_title = isinstance(first, Text) and plain(first.words) == view.summary
    return view.elements[1:] if is_title else view.elements


def kind_of(element: Element) -> str:
    """How the template calls it."""
    return type(element).__name__


def words(spans: Words) -> Markup:
    """Words as HTML."""
    return Markup("").join(_span(span) for span in spans)


def _span(span: object) -> Markup:
    match span:
        case Plain(text):
            return lines(text)
        case Strong(text):
            return Markup("<strong>{}</strong>").format(lines(text))
        case Emphasis(text):
            return Markup("<em>{}</em>").format(lines(text))
        case Code(text):
            return Markup("<code>{}</code>").format(clean(text))
        case Mention(_, name):
            return escape(clean(name))
        case Place():
            return Markup("")
        case Hyperlink(text, url):
            return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, clean(text))
        case _:
            raise TypeError(f"no span: {span}")


def lines(text: str) -> Markup:
    """A text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in clean(text).split("\n"))


def value_of(element: Element, given: Mapping[str, Given]) -> str:
    """What an input begins with: what was typed, else what was known."""
    if not isinstance(element, TextInput | DateInput | TimeInput | Choice):
        return ""
    typed = given.get(element.name)
    if isinstance(typed, str):
        return typed
    match element:
        case TextInput() | Choice():
            return element.value
        case DateInput():
            return element.value.isoformat() if element.value else ""
        case TimeInput():
            return f"{element.value:%H:%M}" if element.value else ""
        case _:
            assert_never(element)


def is_chosen(element: Choice | Choices, value: str, given: Mapping[str, Given]) -> bool:
    """Whether an option is chosen to begin with."""
    typed = given.get(element.name)
    if isinstance(element, Choice):
        return value == (typed if isinstance(typed, str) else element.value)
    if typed is None:
        return value in element.values
    return value in ((typed,) if isinstance(typed, str) else typed)
