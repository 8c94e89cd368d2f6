"""Views and forms as Adaptive Cards 1.5: one `match` over the elements.

What is too long for a card goes on in the next card of the same message (`render_cards`). What has to be one card (the
answer to a button, a dialog) keeps its buttons and inputs and loses the end of its texts, with an ellipsis at the end.
What somebody has typed into a form is never cut: a form with much in it may be larger than a card.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from bot.characters import cut, length
from bot.portions import portions
from bot.teams import inputs, limits, texts
from bot.teams.inputs import Given, Places
from bot.teams.texts import ALERT, SMALL, Tags, heading, label, lines, listing, paragraph, quote
from locales.catalogue import translator
from locales.words import Plain, Strong
from views.elements import (
    Actions,
    Button,
    Choice,
    Choices,
    Confirm,
    ConversationInput,
    DateInput,
    Divider,
    Element,
    Fields,
    Form,
    Heading,
    Image,
    Input,
    Link,
    Listing,
    Note,
    PeopleInput,
    Quote,
    Text,
    TextInput,
    TimeInput,
    View,
)

Json = dict[str, Any]
Opens = Callable[[str], bool]
Press = Callable[[str, str], Json]

_LINE: Json = {"separator": True}
"""A divider: it becomes a property of what comes after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surface:
    """What is drawn on: how a button acts there and, in a form, what its inputs need beside themselves."""

    press: Press
    tags: Tags = field(default_factory=Tags)
    missing: str = ""
    places: Places = ()
    errors: Mapping[str, str] = field(default_factory=dict)


def _none(route: str) -> bool:
    return False


def render_message(view: View, key: str = "", *, opens: Opens = _none) -> Json:
    """A view as the one card it has to fit into. `key` becomes the id of its first element.

    `opens`: whether what a route answers with is a form; its button opens the dialog at once.
    """
    on = _Surface(press=_in_message(opens))
    return _card(_fit(_blocks(view.elements, on), limits.CARD), on, key)


def render_cards(view: View, key: str = "", *, opens: Opens = _none) -> tuple[Json, ...]:
    """A view as the cards of one message, as few as it fits into; the first carries the key."""
    on = _Surface(press=_in_message(opens))
    parts = _parts(_blocks(view.elements, on))
    if len(parts) > limits.MESSAGE_CARDS:
        parts = parts[: limits.MESSAGE_CARDS]
        parts[-1].append(_more())
    first, *rest = parts or [[_more()]]
    return (_card(first, on, key), *(_card(part, on) for part in rest))


def render_form(
    form: Form,
    *,
    errors: Mapping[str, str] | None = None,
    given: Mapping[str, Given] | None = None,
    conversations: Places = (),
    language: str = "da",
) -> Json:
    """A form as the card of a dialog; its title is the dialog's, and the dialog closes itself.

    `errors`: by input, shown beneath it and, all of them, at the top. `given`: what was typed, instead of what the form
    says. `conversations`: id and name of those that can be picked. `language`: for what the client itself complains of.
    """
    if length(form.value) > limits.FORM_VALUE:
        raise ValueError("a form's value is ids only, this one is too long")
    missing = translator(language).plain("errors.missing")
    on = _Surface(press=_in_dialog, missing=missing, places=conversations, errors=errors or {})
    elements = [_filled(element, given) for element in form.elements]
    blocks = [*_summed_up(elements, on.errors), *_blocks(elements, on)]
    stays = sum(weight(block) for block in blocks if _stays(block))
    card = _card(_fit(blocks, max(limits.CARD, stays + limits.FORM_TEXT)), on)
    return card | ({"actions": [_submit(form)]} if form.submit else {})


def render_receipt(view: View) -> Json:
    """A view as the card of a dialog with nothing to fill in."""
    on = _Surface(press=_in_dialog)
    return _card(_fit(_blocks(view.elements, on), limits.CARD), on)


def summary(view: View) -> str:
    """The view in a line: what a notification says, and what is read out."""
    return " ".join(cut(view.summary, limits.SUMMARY).split()) or "…"


def weight(block: Json) -> int:
    """How much of a message's room a block takes, with the entities of whom it mentions."""
    tags = texts.tags_in(block.get("text", ""))
    return limits.size(block) + 1 + sum(limits.ENTITY + 2 * length(tag) for tag in tags)


def _fit(blocks: list[Json], most: int) -> list[Json]:
    """The blocks, if they are too long without the last of their texts; if need be, without the last of them all."""
    room = most - limits.ENVELOPE
    if sum(map(weight, blocks)) <= room:
        return blocks or [_more()]
    room -= weight(_more())
    left = max(0, room - sum(weight(block) for block in blocks if _stays(block)))
    kept: list[Json] = []
    for block in blocks:
        if not _stays(block):
            left -= weight(block)
        if _stays(block) or left >= 0:
            kept.append(block)
    while sum(map(weight, kept)) > room:
        kept.pop()
    return [*kept, _more()]


def _stays(block: Json) -> bool:
    """What somebody can do, and what is wrong with what was done, is more than the end of what somebody said."""
    return block["type"] == "ActionSet" or block["type"].startswith("Input.") or "id" in block


def _parts(blocks: list[Json]) -> list[list[Json]]:
    room = limits.CARD - limits.ENVELOPE - weight(_more())
    return portions(blocks, weight=weight, room=room, heads=_heads)


def _heads(block: Json) -> bool:
    return block.get("style") == "heading"


def _card(blocks: list[Json], on: _Surface, key: str = "") -> Json:
    if blocks and key:
        blocks = [{**blocks[0], "id": key}, *blocks[1:]]
    card: Json = {"type": "AdaptiveCard", "version": "1.5", "body": blocks}
    entities = on.tags.entities(block.get("text", "") for block in blocks)
    return card | ({"msteams": {"entities": entities}} if entities else {})


def _more() -> Json:
    return {"type": "TextBlock", "text": "…", **SMALL}


def _blocks(elements: Sequence[Element], on: _Surface) -> list[Json]:
    blocks: list[Json] = []
    line: Json = {}
    for drawn in (drawn for element in elements for drawn in _rendered(element, on)):
        if drawn is _LINE:
            line = _LINE
        else:
            blocks.append(drawn | line)
            line = {}
    return blocks


def _rendered(element: Element, on: _Surface) -> list[Json]:  # noqa: C901 - one case per element, each a line
    match element:
        case Heading(text):
            return [heading(text)]
        case Text(words):
            return paragraph(words, on.tags)
        case Note(words):
            return paragraph(words, on.tags, **SMALL)
        case Quote(text):
            return quote(text)
        case Listing(items):
            return listing(items, on.tags)
        case Fields(pairs):
            return lines([(Strong(name), Plain(": "), *words) for name, words in pairs], on.tags)
        case Image():
            drawn = {"type": "Image", "url": element.url, "altText": cut(element.alt, limits.ALT), "size": "Stretch"}
            return [drawn]
        case Divider():
            return [_LINE]
        case Actions(buttons):
            return [_row(buttons[row], on) for row in limits.rows([button.label for button in buttons])]
        case TextInput() | Choice() | Choices() | DateInput() | TimeInput() | PeopleInput() | ConversationInput():
            return _input(element, on)
        case _:
            assert_never(element)


def _input(element: Input, on: _Surface) -> list[Json]:
    drawn = inputs.render(element, on.missing, on.places)
    close = {"spacing": "small"}
    if drawn and element.name in on.errors:
        told = paragraph((Plain(cut(on.errors[element.name], limits.ERROR)),), on.tags, **ALERT)
        drawn += [block | close | {"id": f"{element.name}.error"} for block in told]
    if drawn and element.hint:
        told = paragraph((Plain(cut(element.hint, limits.HINT)),), on.tags, **SMALL)
        drawn += [block | close for block in told]
    return drawn


def _filled(element: Element, given: Mapping[str, Given] | None) -> Element:
    return inputs.filled(element, given) if given is not None and isinstance(element, Input) else element


def _summed_up(elements: Sequence[Element], errors: Mapping[str, str]) -> list[Json]:
    """What is wrong, at the top, where the dialog begins."""
    names = {element.name: element.label for element in elements if isinstance(element, Input)}
    said = [_about(names[name], text) if name in names else text for name, text in errors.items()]
    told = [block for text in said for block in paragraph((Plain(cut(text, limits.ERROR)),), Tags(), **ALERT)]
    return [block | {"id": f"{place}.wrong"} for place, block in enumerate(told)]


def _about(label: str, text: str) -> str:
    """A question has its mark already."""
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _row(buttons: Sequence[Button | Link], on: _Surface) -> Json:
    return {"type": "ActionSet", "actions": [_button(button, on.press) for button in buttons]}


def _button(button: Button | Link, press: Press) -> Json:
    title = label(button.label, limits.BUTTON)
    if isinstance(button, Link):
        return {"type": "Action.OpenUrl", "title": title, "url": button.url}
    if length(button.value) > limits.BUTTON_VALUE:
        raise ValueError("a button's value is ids only, this one is too long")
    action = press(button.route, button.value)
    return _asking(title, button.confirm, action) if button.confirm else {**action, "title": title}


def _asking(title: str, confirm: Confirm, action: Json) -> Json:
    """Teams asks nothing by itself: the button folds out the question and the one that acts; folded in it is a no."""
    asked = paragraph((Strong(label(confirm.title, limits.CONFIRM_TITLE)),), Tags())
    text = paragraph((Plain(label(confirm.text, limits.CONFIRM_TEXT)),), Tags())
    yes = {**action, "title": label(confirm.yes, limits.BUTTON)}
    return {
        "type": "Action.ShowCard",
        "title": title,
        "card": {"type": "AdaptiveCard", "body": [*asked, *text], "actions": [yes]},
    }


def _in_message(opens: Opens) -> Press:
    def press(route: str, value: str) -> Json:
        data = {"action": route, "value": value}
        if opens(route):
            return {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, **data}}
        return {"type": "Action.Execute", "verb": route, "data": data}

    return press


def _in_dialog(route: str, value: str) -> Json:
    """A dialog knows only one kind of action. It takes along nothing that was typed, so nothing has to be."""
    return {"type": "Action.Submit", "associatedInputs": "none", "data": {"action": route, "value": value}}


def _submit(form: Form) -> Json:
    data = {"action": form.route, "value": form.value, "form": True, "several": inputs.several(form.elements)}
    return {"type": "Action.Submit", "title": label(form.submit, limits.BUTTON), "data": data}
