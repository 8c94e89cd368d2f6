"""What an operator may do to the library of prompts: write it out, and take a file in after a look at what it does."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from bot.control import OperationError
from bot.house import House, content
from core.model.changes import COMMAND_LINE
from core.model.editions import Edition, differences
from core.model.prompts import Prompt
from core.services import exports, imports
from core.services.imports import Plan
from core.services.libraries import LibraryError

Arguments = Mapping[str, str]

_HEAD = """\
# Spørgsmålene, som netværkene får dem nu. Ret filen, se hvad den vil gøre (--preview), og læs den ind:
# The questions as networks are asked them now. Edit this file, see what it would do (--preview), and import it:
#   netvaerksbot prompts import FILE --preview
#   netvaerksbot prompts import FILE
# En refleksion, der er taget ud af filen, bliver ikke stillet mere. Mangler engelsk (en), vises den danske tekst.
# A prompt that is taken out of the file is not asked any more. Where English (en) is missing, the Danish is shown.
"""


class _Dumper(yaml.SafeDumper):
    """Lists stand beneath their name and are set in, and nothing is a reference to something above."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - as its base has it
        return True


def _export(house: House, arguments: Arguments) -> str:
    with house.units_of_work.reading() as uow:
        library = exports.write(uow.prompts.newest(), content("prompts.yaml"))
    return _HEAD + yaml.dump(
        library, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None
    )


def _import(house: House, arguments: Arguments) -> str:
    library = _parsed(arguments["library"])
    only_look = arguments.get("preview") == "True"
    try:
        with house.units_of_work.reading() if only_look else house.units_of_work.writing() as uow:
            plan = imports.plan(uow, library, content("prompts.yaml"))
            if not only_look:
                imports.carry_out(uow, plan, COMMAND_LINE, at=house.clock.now())
                uow.commit()
    except LibraryError as error:
        problems = "\n".join(f"- {problem}" for problem in error.problems)
        raise OperationError(f"the file cannot be used, and nothing was changed. To mend:\n{problems}") from error
    return "\n".join(_told(plan, only_look=only_look))


def _parsed(text: str) -> object:
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        why = error.problem or "it cannot be read"
        raise OperationError(
            f"the file is not YAML, and nothing was changed. {where}{why}. "
            "Is an indent, a quote or a colon missing there, or in the line above?"
        ) from error
    except yaml.YAMLError as error:
        raise OperationError(f"the file is not YAML, and nothing was changed. {error}") from error


def _told(plan: Plan, *, only_look: bool) -> Iterable[str]:
    counts = {
        "new": len(plan.added),
        "changed": len(plan.changed),
        "taken back in": len(plan.returned),
        "taken out": len(plan.retired),
        "unchanged": len(plan.unchanged),
    }
    summary = ", ".join(f"{count} {what}" for what, count in counts.items())
    yield f"This is what the file would do: {summary}." if only_look else f"Imported: {summary}."
    yield from _listed("New", (_named(prompt) for prompt in plan.added))
    yield from _listed("Changed", (line for pair in plan.changed for line in _changed(*pair)))
    yield from _listed("Taken back in", (line for pair in plan.returned for line in _changed(*pair)))
    yield from _listed("Taken out: not in the file, so not asked any more", (_named(e.prompt) for e in plan.retired))
    yield from _listed("Without English somewhere; the Danish text is shown there", plan.untranslated)
    if only_look:
        yield "Nothing is changed yet. Without --preview it is done, for the rounds that open from then on."


def _listed(title: str, lines: Iterable[str]) -> Iterable[str]:
    found = list(lines)
    return [f"{title}:", *(f"  {line}" for line in found)] if found else []


def _named(prompt: Prompt) -> str:
    return f"{prompt.id}  {prompt.title['da']}"


def _changed(there: Edition, prompt: Prompt) -> Iterable[str]:
    yield _named(prompt)
    for place, before, after in differences(there.prompt, prompt):
        yield f"    {place}: {before or '(nothing)'} -> {after or '(nothing)'}"


OPERATIONS: Mapping[str, Callable[[House, Arguments], str]] = {"prompts_export": _export, "prompts_import": _import}
