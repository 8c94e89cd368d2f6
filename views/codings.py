"""A reply as whoever codes it sees it: its words without a name, what the bot suggests, and the way to decide."""

from collections.abc import Sequence

from core.model.codes import MOST_CODES, Code
from core.services.codings import ToCode
from locales.catalogue import Translator
from views import codes
from views.elements import Actions, Button, Choices, Element, Form, Heading, Note, Option, Quote, Style, Text, View
from views.listings import cut

MOST_WORDS = 2000
"""Characters of one answer: the longest fits in a message beside the others."""
MOST_OPTIONS = 100


def one(t: Translator, reply: ToCode, suggested: Sequence[Code], *, done: ToCode | None = None) -> View:
    """What is this about? `done`: the one before, and what was said of it."""
    title = t.plain("codes.one_title")
    return View(
        summary=title,
        elements=(
            *_done(t, done),
            Heading(title),
            Note(t("codes.one_where", name=cut(reply.network.name, 80), day=t.day(reply.day))),
            *_words(t, reply),
            *((Note(t("codes.was", what=_what(t, reply))),) if reply.coded is not None else ()),
            Text(t("codes.suggested" if suggested else "codes.nothing_suggested")),
            Actions(_buttons(t, reply, suggested)),
        ),
    )


def _words(t: Translator, reply: ToCode) -> tuple[Element, ...]:
    told: list[Element] = []
    for piece in reply.pieces[:3]:
        told += (Text(t("codes.question", question=t.own(piece.question))), Quote(cut(piece.text, MOST_WORDS)))
    return tuple(told)


def _what(t: Translator, reply: ToCode) -> str:
    coded = [codes.name(t, code) for code in reply.coded or ()]
    return t.listing(coded) if coded else t.plain("codes.nothing")


def _buttons(t: Translator, reply: ToCode, suggested: Sequence[Code]) -> tuple[Button, ...]:
    id = reply.reply_id
    confirm = (
        Button(label=codes.name(t, code), route="codes.confirm", value=f"{id}|{code.id}", style=Style.PRIMARY)
        for code in suggested
    )
    return (
        *confirm,
        Button(label=t.plain("codes.button_choose"), route="codes.choose", value=id),
        Button(label=t.plain("codes.button_none"), route="codes.confirm", value=f"{id}|"),
        Button(label=t.plain("codes.button_skip"), route="codes.skip", value=id),
        Button(label=t.plain("codes.button_list"), route="codes.list"),
    )


def _done(t: Translator, done: ToCode | None) -> tuple[Element, ...]:
    if done is None:
        return ()
    undo = Button(label=t.plain("codes.button_undo"), route="codes.undo", value=done.reply_id)
    return (Text(t("codes.saved", what=_what(t, done))), Actions((undo,)))


def all_done(t: Translator, *, done: ToCode | None = None, passed: bool = False) -> View:
    """There is nothing left. `passed`: some were passed over, and can be seen again."""
    words = t("codes.no_more" if passed else "codes.all_done")
    again = (Button(label=t.plain("codes.button_again"), route="codes.next"),) if passed else ()
    below = (*again, Button(label=t.plain("codes.button_list"), route="codes.list"))
    return View(summary=t.plain("codes.one_title"), elements=(*_done(t, done), Text(words), Actions(below)))


def form(t: Translator, reply: ToCode, offered: Sequence[Code]) -> Form:
    """All there is to choose from. Nothing is chosen beforehand but what was chosen before."""
    options = tuple(Option(value=code.id, label=codes.name(t, code)) for code in offered[:MOST_OPTIONS])
    shown = {option.value for option in options}
    return Form(
        title=t.plain("codes.choose_title"),
        submit=t.plain("codes.save"),
        close=t.plain("codes.cancel"),
        elements=(
            *_words(t, reply),
            Choices(
                name="codes",
                label=t.plain("codes.input_codes"),
                options=options,
                values=tuple(code.id for code in reply.coded or () if code.id in shown),
                hint=t.plain("codes.codes_hint", n=MOST_CODES),
                compact=True,
                most=MOST_CODES,
            ),
        ),
        route="codes.chosen",
        value=reply.reply_id,
    )
