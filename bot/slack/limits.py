"""How much Slack takes: every length and count that we come near, in one table, and how a text is made to fit.

Lengths are counted in UTF-16 units, never fewer than Slack counts.
"""

import re

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100  # a modal or a Home
MESSAGE_SIZE = 12_000  # the undocumented ceiling is about 13,200, with about 100 for each header
HEADER_WEIGHT = 100
VIEW_SIZE = 30_000  # a view is at most 250,000 bytes, and a letter can be six of them
BLOCK_SIZE = 6_000  # ours: no block is so large that two of them do not fit in a message
MESSAGE_PARTS = 6  # ours: a longer text than this is cut
FALLBACK_TEXT = 700  # a line; escaped it is still under the 4,000 that chat.update takes
TITLE = 24
VIEW_BUTTON = 24
ID = 255
PRIVATE_METADATA = 3_000
HEADER = 150
CONTEXT = 3_000
TEXT = 3_000
ACTIONS = 25
BUTTON = 75
BUTTON_VALUE = 2_000
URL = 3_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
LABEL = 2_000
HINT = 2_000
ERROR = 2_000
PLACEHOLDER = 150
INPUT = 3_000
OPTIONS = 100
OPTION_GROUPS = 100
FEW_OPTIONS = 10  # radio buttons and checkboxes
OPTION = 75
OPTION_VALUE = 150
OPTION_HINT = 75
CHANNEL_NAME = 80
PURPOSE = 250
INVITED = 100
SHORTCUT = 24

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_HALVES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without characters that turn it around, hide in it or cannot be sent; line breaks stay."""
    if text.isprintable():
        return text  # most are, and there is nothing to look for
    text = _BREAKS.sub("\n", text)
    return _HALVES.sub("\ufffd", _UNWANTED.sub("", text))


def length(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, cleaned; if it is too long, its beginning with an ellipsis, never half a character."""
    text = clean(text)
    if length(text) <= most:
        return text
    kept, room = [], most - 1
    for letter in text:
        room -= 2 if letter > "\uffff" else 1
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip("\u200d ") + "…"
