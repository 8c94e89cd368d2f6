"""What the bot calls a conversation that it makes, and the mark that it knows it again by.

The mark stands in the conversation's purpose, after the network's name: short, the same in every language, and
enough to recognise the conversation when the bot fell over between making it and writing that down.
"""

import hashlib
import re
import unicodedata

from bot.slack.blocks import escaped
from bot.slack.limits import CHANNEL_NAME, PURPOSE, clean, cut

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue", "ß": "ss", "ð": "d"})
_OTHERS = re.compile(r"[^a-z0-9]+")
_TRIES = 20


def conversation_names(name: str) -> list[str]:
    """The name as Slack allows it, and what is tried when it is taken: the same with a number."""
    plain = unicodedata.normalize("NFC", clean(name)).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    base = _OTHERS.sub("-", plain)[: CHANNEL_NAME - 3].strip("-") or "netvaerk"
    return [base, *(f"{base}-{number}" for number in range(2, _TRIES))]


def mark(key: str) -> str:
    """The key as people meet it: twelve characters that stand for it alone."""
    return f"netværksbot {hashlib.sha256(key.encode()).hexdigest()[:12]}"


def purpose(name: str, key: str) -> str:
    """What the conversation says of itself."""
    line = " ".join(clean(name).split())
    end = f" · {mark(key)}"
    return escaped(cut(line, (PURPOSE - len(end)) // 5)) + end
