"""What people type, turned into what Slack stores and sends."""

import re
from functools import partial

from sandbox.workspace import Workspace

_TOKEN = re.compile(r"<([@#])([A-Z0-9]+)(?:\|[^>]*)?>")


def typed(workspace: Workspace, text: str) -> str:
    """Typed text as stored: special characters escaped, @name and #channel made into references."""
    return _marked(workspace, text, named=False)


def escaped(workspace: Workspace, text: str) -> str:
    """Command text as sent with should_escape: <@U…|name> and <#C…|name>."""
    return _marked(workspace, text, named=True)


def _marked(workspace: Workspace, text: str, *, named: bool) -> str:
    kept: list[str] = []

    def keep(reference: str) -> str:
        kept.append(reference)
        return f"\x00{len(kept) - 1}\x00"

    def keep_same(reference: str, _found: re.Match[str]) -> str:
        return keep(reference)

    text = text.replace("\x00", "")
    text = _TOKEN.sub(lambda found: keep(_reference(workspace, found[1], found[2], named)), text)
    for person in sorted(workspace.people.values(), key=lambda one: -len(one.real_name)):
        reference = _reference(workspace, "@", person.id, named)
        for name in (person.real_name, person.name):
            pattern = rf"(?<!\w)@{re.escape(name)}(?!\w)"
            text = re.sub(pattern, partial(keep_same, reference), text, flags=re.IGNORECASE)
    for channel in workspace.channels.values():
        if channel.kind == "public" and channel.name:
            reference = _reference(workspace, "#", channel.id, named)
            pattern = rf"(?<!\w)#{re.escape(channel.name)}(?![\w-])"
            text = re.sub(pattern, partial(keep_same, reference), text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub("\x00(\\d+)\x00", lambda found: kept[int(found[1])], text)


def _reference(workspace: Workspace, mark: str, name: str, named: bool) -> str:
    if mark == "#":
        channel = workspace.channels.get(name)
        return f"<#{name}|{channel.name if channel else ''}>"
    person = workspace.people.get(name)
    return f"<@{name}|{person.name}>" if named and person else f"<@{name}>"
