"""Views and forms as Block Kit: one `match` over the elements.

What a person wrote is only ever a rich_text or plain_text element, which Slack does not read as markup; there is
no mrkdwn in this adapter at all. A message that is too long goes on in its thread (`render_message`); what cannot
be continued, a modal, a Home, a whisper, keeps its buttons and loses the end of its texts (`fit`).
"""

from collections.abc import Sequence
from typing import Any, assert_never

from bot.portions import portions
from bot.slack import inputs, limits
from bot.slack.limits import cut, length
from bot.slack.texts import label, listing, quote, section, sections
from locales.words import Hyperlink, Mention, Place, Strong, Words, plain
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
    Link,
    Listing,
    Note,
    PeopleInput,
    Quote,
    Style,
    Text,
    TextInput,
    TimeInput,
    View,
)

Json = dict[str, Any]

LINK = "link"
"""The action of a button that only opens an address: acknowledged, never dispatched."""


def render_message(view: View, key: str = "") -> tuple[Json, tuple[Json, ...]]:
    """A view as a message and, if it is too long for one, what follows it in its thread.

    `key` becomes the block_id of each message's first block.
    """
    parts = _parts(_blocks(view.elements))
    if len(parts) > limits.MESSAGE_PARTS:
        parts = parts[: limits.MESSAGE_PARTS]
        parts[-1].append(_more())
    first, *rest = parts or [[]]
    return _message(view, first, key), tuple(_message(view, part, key) for part in rest)


def render_whole(view: View, key: str = "") -> Json:
    """A view as the one message it has to fit into."""
    return _message(view, fit(_blocks(view.elements), limits.MESSAGE_BLOCKS, limits.MESSAGE_SIZE), key)


def render_home(view: View) -> Json:
    """A view as a person's Home."""
    return {"type": "home", "blocks": fit(_blocks(view.elements), limits.VIEW_BLOCKS, limits.VIEW_SIZE)}


def render_form(form: Form) -> Json:
    """A form as a modal: its route is the callback_id, its value the private_metadata."""
    if length(form.value) > limits.PRIVATE_METADATA:
        raise ValueError("a form's value is ids only, this one is too long")
    view: Json = {
        "type": "modal",
        "callback_id": form.route,
        "private_metadata": form.value,
        "title": label(form.title, limits.TITLE),
        "blocks": fit(_blocks(form.elements), limits.VIEW_BLOCKS, limits.VIEW_SIZE),
    }
    if form.submit:
        view["submit"] = label(form.submit, limits.VIEW_BUTTON)
    if form.close:
        view["close"] = label(form.close, limits.VIEW_BUTTON)
    return view


def render_receipt(view: View, title: str) -> Json:
    """A view as a modal with nothing to do but read and close it (Slack words its own close button)."""
    blocks = fit(_blocks(view.elements), limits.VIEW_BLOCKS, limits.VIEW_SIZE)
    return {"type": "modal", "title": label(title, limits.TITLE), "blocks": blocks}


def fit(blocks: list[Json], most: int, size: int) -> list[Json]:
    """The blocks, if they are too many or too long, with texts joined and the last of them left out."""
    if len(blocks) > most:
        blocks = _joined(blocks)
    if len(blocks) <= most and sum(map(weight, blocks)) <= size:
        return blocks or [_more()]
    room = size - sum(weight(block) for block in blocks if _stays(block))
    places = most - 1 - sum(map(_stays, blocks))
    kept: list[Json] = []
    for block in blocks:
        if _stays(block):
            kept.append(block)
        elif places > 0 and weight(block) <= room:
            room, places = room - weight(block), places - 1
            kept.append(block)
        else:
            places, room = 0, 0
    return [*kept[: most - 1], _more()]


def weight(block: Json) -> int:
    """How much of a message's room a block takes."""
    return _letters(block) + (limits.HEADER_WEIGHT if block["type"] == "header" else 0)


def _letters(node: Json) -> int:
    """All that can be read in a block: nothing else in one is called `text`."""
    count = 0
    for name, value in node.items():
        if isinstance(value, str):
            count += length(value) if name == "text" else 0
        elif isinstance(value, dict):
            count += _letters(value)
        elif isinstance(value, list):
            count += sum([_letters(inner) for inner in value if isinstance(inner, dict)])
    return count


def _stays(block: Json) -> bool:
    return block["type"] in ("actions", "input")


def _parts(blocks: list[Json]) -> list[list[Json]]:
    """With a place left in each."""
    return portions(blocks, weight=weight, room=limits.MESSAGE_SIZE, most=limits.MESSAGE_BLOCKS - 1, heads=_heads)


def _heads(block: Json) -> bool:
    return bool(block["type"] == "header")


def _message(view: View, blocks: list[Json], key: str) -> Json:
    if blocks and key:
        blocks[0] = {**blocks[0], "block_id": key[: limits.ID]}
    return {"text": escaped(cut(view.summary, limits.FALLBACK_TEXT).strip()) or "…", "blocks": blocks}


def escaped(text: str) -> str:
    """For the few places where Slack has no literal text: no mention, no link can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _more() -> Json:
    return {"type": "context", "elements": [label("…", limits.CONTEXT)]}


def _joined(blocks: list[Json]) -> list[Json]:
    """Neighbouring texts as one block, as long as no block becomes too large."""
    joined: list[Json] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last["type"] == block["type"] == "rich_text" and weight(last) + weight(block) <= limits.BLOCK_SIZE:
            joined[-1] = {"type": "rich_text", "elements": last["elements"] + block["elements"]}
        else:
            joined.append(block)
    return joined


def _blocks(elements: Sequence[Element]) -> list[Json]:
    return [block for element in elements for block in _rendered(element)]


def _rendered(element: Element) -> list[Json]:  # noqa: C901 - one case per element, each a line
    match element:
        case Heading(text):
            return [{"type": "header", "text": label(text, limits.HEADER)}]
        case Text(words):
            return section(words)
        case Note(words):
            return _note(words)
        case Quote(text):
            return quote(text)
        case Listing(items):
            return listing(items)
        case Fields(pairs):
            return sections([(Strong(f"{name}: "), *words) for name, words in pairs])
        case Image():
            return [{"type": "image", "image_url": element.url, "alt_text": cut(element.alt, limits.ALT)}]
        case Divider():
            return [{"type": "divider"}]
        case Actions(buttons):
            return [_row(buttons[at : at + limits.ACTIONS]) for at in range(0, len(buttons), limits.ACTIONS)]
        case TextInput() | Choice() | Choices() | DateInput() | TimeInput() | PeopleInput() | ConversationInput():
            return inputs.render(element)
        case _:
            assert_never(element)


def _note(words: Words) -> list[Json]:
    """Small print; as ordinary text if it holds something to press, which small print cannot."""
    if any(isinstance(span, Mention | Place | Hyperlink) for span in words):
        return section(words)
    text = plain(words)
    return [{"type": "context", "elements": [label(text, limits.CONTEXT)]}] if text.strip() else []


def _row(buttons: Sequence[Button | Link]) -> Json:
    taken: set[str] = set()
    return {"type": "actions", "elements": [_button(button, taken) for button in buttons]}


def _button(button: Button | Link, taken: set[str]) -> Json:
    if isinstance(button, Link):
        shown = {"type": "button", "text": label(button.label, limits.BUTTON), "url": button.url}
        return {**shown, "action_id": _named(LINK, taken)}
    if length(button.value) > limits.BUTTON_VALUE:
        raise ValueError("a button's value is ids only, this one is too long")
    drawn: Json = {"type": "button", "text": label(button.label, limits.BUTTON)}
    drawn["action_id"] = _named(button.route, taken)
    if button.value:
        drawn["value"] = button.value
    if button.style is not Style.NORMAL:
        drawn["style"] = button.style.value
    if button.confirm:
        drawn["confirm"] = _confirm(button.confirm, button.style)
    return drawn


def _named(route: str, taken: set[str]) -> str:
    """The route as an action_id; a second one in the same row gets a number, which `route_of` takes off."""
    name, number = route, 1
    while name in taken:
        number += 1
        name = f"{route}#{number}"
    taken.add(name)
    return name


def route_of(action: str) -> str:
    """The route that an action_id stands for."""
    return action.partition("#")[0]


def _confirm(confirm: Confirm, style: Style) -> Json:
    shown: Json = {
        "title": label(confirm.title, limits.CONFIRM_TITLE),
        "text": label(confirm.text, limits.CONFIRM_TEXT),
        "confirm": label(confirm.yes, limits.CONFIRM_BUTTON),
        "deny": label(confirm.no, limits.CONFIRM_BUTTON),
    }
    return shown | ({"style": "danger"} if style is Style.DANGER else {})
