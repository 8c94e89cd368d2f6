"""Block Kit's composition objects: texts, options, confirmations and rich text."""

from collections.abc import Iterator

from sandbox.slack.blockkit_checks import (
    Check,
    flag,
    items,
    matching,
    number,
    one_of,
    shape,
    string,
    typed,
)
from sandbox.slack.blockkit_limits import LIMITS

ID = string(LIMITS["id"])


def plain(most: int) -> Check:
    """A plain_text object."""
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": flag})})


def text(most: int) -> Check:
    """A plain_text or mrkdwn object."""
    return typed(
        {
            "plain_text": shape({"text": string(most)}, {"emoji": flag}),
            "mrkdwn": shape({"text": string(most)}, {"verbatim": flag}),
        }
    )


def is_url(value: str) -> bool:
    """An address a browser may open."""
    return value.startswith(("http://", "https://", "mailto:")) and " " not in value


def url(most: int) -> Check:
    """A web address of limited length."""
    length, form = string(most), matching(is_url, "a valid URL")

    def check(value: object, where: str) -> Iterator[str]:
        yield from length(value, where)
        yield from form(value, where)

    return check


def option(label: Check) -> Check:
    """One choice of a select, radio, checkbox or overflow."""
    return shape(
        {"text": label, "value": string(LIMITS["option.value"])},
        {"description": label_of("option.description"), "url": url(LIMITS["option.url"])},
    )


def label_of(limit: str) -> Check:
    return text(LIMITS[limit])


PLAIN_OPTION = option(plain(LIMITS["option.text"]))
MARKED_OPTION = option(text(LIMITS["option.text"]))
OPTION_GROUP = shape({"label": plain(LIMITS["option_group.label"]), "options": items(PLAIN_OPTION, LIMITS["options"])})
CONFIRM = shape(
    {
        "title": plain(LIMITS["confirm.title"]),
        "text": text(LIMITS["confirm.text"]),
        "confirm": plain(LIMITS["confirm.button"]),
        "deny": plain(LIMITS["confirm.button"]),
    },
    {"style": one_of("primary", "danger")},
)
IMAGE = shape(
    {"alt_text": string(LIMITS["image.alt_text"])},
    {"image_url": url(LIMITS["image.url"]), "slack_file": shape({}, {"id": ID, "url": ID})},
)

_STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
_INLINE = typed(
    {
        "text": shape({"text": string(LIMITS["text"] * 4)}, {"style": _STYLE}),
        "link": shape(
            {"url": url(LIMITS["image.url"])}, {"text": string(LIMITS["text"]), "style": _STYLE, "unsafe": flag}
        ),
        "user": shape({"user_id": ID}, {"style": _STYLE}),
        "usergroup": shape({"usergroup_id": ID}, {"style": _STYLE}),
        "channel": shape({"channel_id": ID}, {"style": _STYLE}),
        "team": shape({"team_id": ID}, {"style": _STYLE}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
        "emoji": shape({"name": ID}, {"unicode": ID, "skin_tone": number(1, 6), "style": _STYLE}),
        "color": shape({"value": ID}, {"style": _STYLE}),
        "date": shape(
            {"timestamp": number(0, 2**40), "format": ID},
            {"url": url(LIMITS["image.url"]), "fallback": ID, "style": _STYLE},
        ),
    }
)
_RUN = items(_INLINE, 1000, least=0)
_BORDER = number(0, 1)
_SECTION = shape({"elements": _RUN})
RICH_TEXT_PART = typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": shape(
            {"style": one_of("bullet", "ordered"), "elements": items(typed({"rich_text_section": _SECTION}), 1000)},
            {"indent": number(0, LIMITS["rich_text_list.indent"]), "offset": number(0, 10_000), "border": _BORDER},
        ),
        "rich_text_quote": shape({"elements": _RUN}, {"border": _BORDER}),
        "rich_text_preformatted": shape({"elements": _RUN}, {"border": _BORDER, "language": ID}),
    }
)


RICH_TEXT = typed({"rich_text": shape({"elements": items(RICH_TEXT_PART, 1000)}, {"block_id": ID})})
FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
