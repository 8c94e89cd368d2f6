"""The list of codes as the secretariat keeps it, and what the replies are about in a summary."""

from collections.abc import Sequence

from core.model.codes import LONGEST_NAME, LONGEST_WORDS, Code, CodeCounts, CodeKind
from core.model.organisations import Person, Workspace
from locales.catalogue import Translator
from locales.words import Words, plain
from views import figures, requests
from views.elements import (
    Actions,
    Button,
    Confirm,
    Element,
    Form,
    Heading,
    Listing,
    Note,
    Style,
    Text,
    TextInput,
    View,
)
from views.listings import cut, names

_KINDS = {CodeKind.BARRIER: "codes.barrier", CodeKind.DRIVER: "codes.driver", CodeKind.OWN: "codes.own"}
MOST_SHOWN = 15
"""How many own codes have buttons: a message holds no more."""
MOST_COUNTED = 6


def not_yours(t: Translator, secretariat: Sequence[Person], workspace: Workspace) -> View:
    """Asked by somebody who is not of the secretariat: who is."""
    if not secretariat:
        return said(t("codes.no_secretariat"))
    return said(t("codes.only_secretariat", who=requests.people(t, secretariat, workspace)))


def is_off(t: Translator) -> View:
    """Nobody has switched it on."""
    return said(t("codes.is_off"))


def in_private(t: Translator) -> View:
    """Asked where others can read along."""
    return said(t("codes.only_in_private"))


def said(words: Words) -> View:
    """A sentence alone."""
    return View(summary=plain(words), elements=(Text(words),))


def name(t: Translator, code: Code) -> str:
    """Holder igen: Regler og jura"""
    return t.plain(_KINDS[code.kind], name=cut(t.own(code.texts), 60))


def catalogue(t: Translator, codes: Sequence[Code]) -> View:
    """What may be chosen; the own ones each with what can be done about it."""
    title = t.plain("codes.list_title")
    library = tuple(t("codes.listed", name=name(t, code)) for code in codes if not code.is_own)
    own = [code for code in codes if code.is_own]
    elements: list[Element] = [Heading(title)]
    elements += (Text(t("codes.from_library")), Listing(library[:40])) if library else ()
    elements += (Text(t("codes.from_us" if own else "codes.none_of_ours")),)
    for code in own[:MOST_SHOWN]:
        elements += (Text(_own(t, code)), _buttons(t, code))
    if len(own) > MOST_SHOWN:
        elements.append(Note(t("codes.more_own", n=len(own) - MOST_SHOWN)))
    return View(summary=title, elements=(*elements, _below(t)))


def _own(t: Translator, code: Code) -> Words:
    key = "codes.own_line" if code.is_offered else "codes.own_retired"
    return t(key, name=cut(t.own(code.texts), LONGEST_NAME))


def _buttons(t: Translator, code: Code) -> Actions:
    edit = Button(label=t.plain("codes.button_edit"), route="codes.edit", value=code.id)
    if not code.is_offered:
        return Actions((Button(label=t.plain("codes.button_restore"), route="codes.restore", value=code.id), edit))
    sure = Confirm(
        title=t.plain("codes.retire_title"),
        text=t.plain("codes.retire_sure"),
        yes=t.plain("codes.button_retire"),
        no=t.plain("codes.cancel"),
    )
    retire = Button(label=t.plain("codes.button_retire"), route="codes.retire", value=code.id, confirm=sure)
    return Actions((edit, retire))


def _below(t: Translator) -> Actions:
    add = Button(label=t.plain("codes.button_add"), route="codes.add", style=Style.PRIMARY)
    return Actions((add, Button(label=t.plain("codes.button_code"), route="codes.next")))


def form(t: Translator, code: Code | None) -> Form:
    """A new code, or one that is to be called something else."""
    label, words = t.plain("codes.input_name"), ", ".join(code.words) if code else ""
    return Form(
        title=t.plain("codes.edit_title" if code else "codes.add_title"),
        submit=t.plain("codes.save"),
        close=t.plain("codes.cancel"),
        elements=(
            TextInput(
                name="name",
                label=label,
                value=t.own(code.texts) if code else "",
                required=True,
                most=LONGEST_NAME,
                example=t.plain("codes.name_example"),
            ),
            TextInput(
                name="words",
                label=t.plain("codes.input_words"),
                value=words,
                hint=t.plain("codes.words_hint"),
                most=LONGEST_WORDS,
                example=t.plain("codes.words_example"),
            ),
        ),
        route="codes.edited" if code else "codes.added",
        value=code.id if code else "",
    )


def in_summary(t: Translator, counts: CodeCounts | None) -> tuple[Element, ...]:
    """What the replies are about, in counts and on one line; nothing where too few are coded."""
    if counts is None:
        return ()
    told = [t.plain("codes.counted", name=name(t, code), n=count) for code, count in counts.cells]
    what = t("codes.about", what=names(t, told, MOST_COUNTED), n=counts.n) if told else t("codes.few", n=counts.n)
    notes = [t("codes.rest")] if told and counts.hides else []
    notes += [t("codes.left_out")] if counts.left_out else []
    return (Text(figures.joined([what, *notes])),)
