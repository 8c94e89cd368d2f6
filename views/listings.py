"""Lists that stay short: what people wrote is cut, and what there is no room for is counted."""

from collections.abc import Sequence

from locales.catalogue import Translator
from locales.words import Plain, Words
from views.elements import Element, Listing

LONGEST = 180
"""Characters of a person's text in a summary; the whole of it stands where it was given."""


def cut(text: str, most: int = LONGEST) -> str:
    """The text, or its beginning up to a whole word."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,.;:–-") + "…"


def listed(t: Translator, items: Sequence[Words], most: int, *, beyond: int = 0) -> tuple[Element, ...]:
    """The first items; the last of them says how many more there are. None where there is room for none.

    `beyond`: those that are only counted.
    """
    if not (items and most):
        return ()
    *shown, last = items[:most]
    more = len(items) + beyond - most
    told = (*last, Plain(" – "), *t("summaries.more", n=more)) if more > 0 else last
    return (Listing((*shown, told)),)


def names(t: Translator, given: Sequence[str], most: int = 4) -> str:
    """Names in a sentence: a, b og 3 flere."""
    shown = [cut(name, 60) for name in given[:most]]
    more = len(given) - len(shown)
    return t.listing([*shown, t.plain("summaries.more_names", n=more)] if more else shown)
