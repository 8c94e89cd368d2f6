"""How much Teams takes: every length and count that we come near, in one table, and how much of it a card uses.

Sizes are of the JSON in UTF-16 units (two bytes each), as Teams counts them.
"""

import json
from collections.abc import Iterator, Sequence

from bot.characters import length

CARD = 12_500  # 25,000 bytes: below the 28 KB of the oldest page; a message is refused above about 100 KB
MESSAGE_CARDS = 3  # ours: so a message stays under 80 KB; a longer text than this is cut
FORM = 40_000  # 80,000 bytes: what somebody typed is never left out, so a form may be larger than a card
FORM_TEXT = 6_000  # ours: room for a form's texts, however much was typed
TEXT = 6_000  # ours: the longest text that a person can write, all of it outside the first plane
MARKUP = 6_000  # ours: a longer paragraph has no mention, so that nothing in it needs escaping
ENVELOPE = 100  # what a card takes beside its elements
ENTITY = 130  # what a mention takes beside its name
RUN = 60  # what a span takes beside its text
SUMMARY = 700
MENTION = 100
ALT = 2_000
ACTIONS = 5  # Teams shows six of a row, Microsoft's own renderer five
ROW = 60  # ours: characters side by side in a card of some 450 pixels
BESIDE_LABEL = 6  # what the rest of a button takes, in characters
BUTTON = 75
BUTTON_VALUE = 2_000
FORM_VALUE = 3_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
HEADING = 150
LABEL = 500
HINT = 1_000
ERROR = 500
PLACEHOLDER = 150
INPUT = 3_000
FEW_OPTIONS = 10  # ours: more than these fold out
OPTION = 120
MANY_OPTIONS = 100  # ours: with more than these each is shorter, or the form would be too large
ONE_OF_MANY = 60
OPTION_VALUE = 150


def size(drawn: object) -> int:
    """How much room something takes in a message."""
    return length(json.dumps(drawn, ensure_ascii=False, separators=(",", ":")))


def rows(labels: Sequence[str]) -> Iterator[slice]:
    """Buttons side by side, as many as there is room for: what runs out of a card has to be scrolled to."""
    begin, room = 0, ROW
    for place, label in enumerate(labels):
        wide = min(length(label), BUTTON) + BESIDE_LABEL
        if place > begin and (place - begin == ACTIONS or wide > room):
            yield slice(begin, place)
            begin, room = place, ROW
        room -= wide
    if labels:
        yield slice(begin, len(labels))
