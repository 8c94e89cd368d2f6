"""What people type, turned into what Teams keeps: text with <at>names</at>, and who is meant beside it."""

import re

from sandbox.settings import Json
from sandbox.teams import identities
from sandbox.workspace import Person, Workspace

_TOKEN = re.compile(r"<@([A-Z0-9]+)>")


def typed(workspace: Workspace, bot_id: str, text: str) -> Json:
    """`<@ID>` of the people file and @Full Name become mentions, each with an entity, in the order they stand."""
    by_id = {one.id: one for one in workspace.people.values()}
    names = sorted((one.real_name for one in by_id.values()), key=len, reverse=True)
    by_name = {one.real_name.lower(): one for one in by_id.values()}
    pattern = re.compile(
        rf"{_TOKEN.pattern}|(?<!\w)@({'|'.join(re.escape(name) for name in names)})(?!\w)", re.IGNORECASE
    )
    entities: list[Json] = []

    def marked(found: re.Match[str]) -> str:
        person = by_id.get(found[1] or "") or by_name.get((found[2] or "").lower())
        if person is None:
            return found[0]
        entities.append(mention(person, bot_id))
        return f"<at>{person.real_name}</at>"

    words = pattern.sub(marked, text)
    return {"text": words, "entities": entities}


def mention(person: Person, bot_id: str) -> Json:
    """The entity that says who is meant by a name."""
    account = bot_id if person.is_bot else identities.account_id(person.id)
    mentioned: Json = {"id": account, "name": person.real_name}
    return {"type": "mention", "mentioned": mentioned, "text": f"<at>{person.real_name}</at>"}
