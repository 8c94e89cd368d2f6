"""What an operator may do to the library of prompts: write it out, and take a file in after a look at what it does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """What stands in several places is written in each, for whoever edits one of them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - as its base has it
        return True


class _Loader(yaml.SafeLoader):
    """A name that stands twice is a mistake; YAML would keep the last and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands twice here", key.start_mark)
            seen |= {key.value} if isinstance(key, yaml.ScalarNode) else set()
        return super().construct_mapping(node, deep)


def as_file(prompts: Sequence[Prompt]) -> str:
    """A library as `prompts export` writes it."""
    library = exports.write(prompts, content("prompts.yaml"))
    body = yaml.dump(library, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)
    return _HEAD + body


def parsed(text: str) -> object:
    """What stands in a file. Raises `OperationError` if it is not YAML."""
    try:
        return _Loader(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        why = error.problem or "it cannot be read"
        raise OperationError(
            f"the file cannot be read as YAML, and nothing was changed. {where}{why}. "
            "Look there and in the line above: is an indent, a quote or a colon wrong?"
        ) from error
    except yaml.reader.ReaderError as error:
        raise OperationError(
            f"the file cannot be read as YAML, and nothing was changed. Character {error.position + 1} is none that "
            "can be seen. Was the file saved as plain text?"
        ) from error
    except (ValueError, RecursionError) as error:  # 2026-13-45 is no day, and a thousand brackets are no library
        raise OperationError(f"the file cannot be read as YAML, and nothing was changed. {error}") from error


def _export(house: House, arguments: Arguments) -> str:
    with house.units_of_work.reading() as uow:
        return as_file(uow.prompts.newest())


def _import(house: House, arguments: Arguments) -> str:
    library = parsed(arguments["library"])
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
