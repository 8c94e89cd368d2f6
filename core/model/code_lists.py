"""The codes that the library gives: the drivers and barriers that its prompts offer."""

from collections.abc import Sequence

from core.model.codes import Code, CodeKind, code_id
from core.model.ids import CodeId, OrganisationId
from core.model.prompts import Prompt
from core.model.readings import BARRIERS, DRIVERS, NO_CODE

_LISTS = {BARRIERS: CodeKind.BARRIER, DRIVERS: CodeKind.DRIVER}


def of_library(organisation_id: OrganisationId, prompts: Sequence[Prompt]) -> tuple[Code, ...]:
    """The barriers and drivers that prompts offer, each once, barriers first, in the order they are offered."""
    found: dict[CodeId, Code] = {}
    for question in (question for prompt in prompts for question in prompt.questions):
        kind = _LISTS.get(question.choices or "")
        for option in question.options if kind else ():
            if kind and option.id not in NO_CODE:
                id = code_id(organisation_id, kind, option.id)
                code = Code(
                    id=id, organisation_id=organisation_id, kind=kind, option=option.id, texts=dict(option.texts)
                )
                found.setdefault(id, code)
    return tuple(sorted(found.values(), key=lambda code: code.kind.value))
