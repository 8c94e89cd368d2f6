"""What is being written for the library: its forms, and how it will look."""

from collections.abc import Mapping, Sequence

from core.model.editions import DIMENSIONS, MOST_HINT, MOST_TITLE, Draft, Proof, type_code
from core.model.networks import NetworkType, Phase
from core.model.picks import MOST
from core.model.prompts import Prompt, Texts, Visibility
from locales.catalogue import LANGUAGES, Translator, translator
from locales.words import Plain, Strong
from views import phases, prompts
from views.elements import (
    Actions,
    Button,
    Choice,
    Divider,
    Element,
    Form,
    Heading,
    Note,
    Option,
    Style,
    Text,
    TextInput,
    View,
)

_LANGUAGE = {"da": "prompts.in_danish", "en": "prompts.in_english"}


def reword(t: Translator, prompt: Prompt, *, has_proof: bool = False) -> Form:
    """Other words for a prompt; `prompt.version` is the one that they are to become."""
    elements: list[Element] = [Note(t("prompts.edit_note"))]
    if has_proof:
        elements.append(Note(t("prompts.edit_proof")))
    elements += _title(t, prompt.title)
    for place, question in enumerate(prompt.questions):
        kind = t.plain(prompts.KINDS[question.kind])
        elements.append(Text(t("prompts.question_head", n=place + 1, kind=kind)))
        elements += _pair(t, f"q{place}", "prompts.input_question", question.texts, MOST, n=place + 1)
        hint = question.hint or {}
        elements += _pair(t, f"h{place}", "prompts.input_hint", hint, MOST_HINT, n=place + 1, required=False)
    elements.append(_visibility(t, prompt.visibility))
    return _form(t, "prompts.edit_title", "prompts.reworded", f"{prompt.id}|{prompt.version}", elements)


def write(t: Translator, scales: Mapping[str, dict[str, Texts]], draft: Draft | None = None, *, id: str = "") -> Form:
    """A new prompt: what it is for, an open question, and one with a scale if they like. `id`: of one that is begun."""
    elements: list[Element] = [
        Note(t("prompts.new_note")),
        _chosen(t, "type", "prompts.input_type", _types(t), draft.type if draft else ""),
        _chosen(t, "phase", "prompts.input_phase", _phases(t), draft.phase if draft else ""),
        *_title(t, draft.title if draft else {}),
        *_pair(t, "question", "prompts.input_open", draft.question if draft else {}, MOST),
        _chosen(t, "dimension", "prompts.input_dimension", _dimensions(t), draft.dimension if draft else ""),
        Text(t("prompts.scale_head")),
        *_pair(t, "point", "prompts.input_point", draft.point if draft else {}, MOST, required=False),
        Choice(
            name="scale",
            label=t.plain("prompts.input_scale"),
            options=_scales(t, scales),
            value=draft.scale if draft else "",
            compact=True,
        ),
        _visibility(t, draft.visibility if draft else Visibility.OPTIONAL),
    ]
    return _form(t, "prompts.new_title", "prompts.written", id, elements)


def _form(t: Translator, title: str, route: str, value: str, elements: Sequence[Element]) -> Form:
    return Form(
        title=t.plain(title),
        submit=t.plain("prompts.submit"),
        close=t.plain("prompts.close"),
        elements=tuple(elements),
        route=route,
        value=value,
    )


def _title(t: Translator, title: Texts) -> list[Element]:
    return _pair(t, "title", "prompts.input_title", title, MOST_TITLE)


def _pair(
    t: Translator, name: str, label: str, texts: Texts, most: int, *, n: int = 0, required: bool = True
) -> list[Element]:
    """A text in Danish, and in English if they like. `n`: the number of the question that it belongs to."""
    return [
        TextInput(
            name=f"{name}_{language}",
            label=t.plain(label, language=t.plain(_LANGUAGE[language]), n=n),
            value=texts.get(language, ""),
            hint=t.plain("prompts.english_hint") if language == "en" and required else "",
            lines=most > MOST_TITLE,
            required=required and language == "da",
            most=most,
        )
        for language in LANGUAGES
    ]


def _chosen(t: Translator, name: str, label: str, options: tuple[Option, ...], value: str) -> Choice:
    return Choice(name=name, label=t.plain(label), options=options, value=value, required=True, compact=True)


def _types(t: Translator) -> tuple[Option, ...]:
    return tuple(Option(value=type_code(kind), label=prompts.type_name(t, kind)) for kind in (*NetworkType, None))


def _phases(t: Translator) -> tuple[Option, ...]:
    return tuple(Option(value=phase.value, label=t.plain(phases.NAMES[phase]).capitalize()) for phase in Phase)


def _dimensions(t: Translator) -> tuple[Option, ...]:
    return tuple(Option(value=name, label=t.plain(f"prompts.about_{name}")) for name in DIMENSIONS)


def _scales(t: Translator, scales: Mapping[str, dict[str, Texts]]) -> tuple[Option, ...]:
    """Each by its two ends."""
    return tuple(
        Option(value=name, label=f"{t.own(ends[min(ends)])} – {t.own(ends[max(ends)])}")
        for name, ends in scales.items()
    )


def _visibility(t: Translator, value: Visibility) -> Choice:
    options = tuple(Option(value=each.value, label=t.plain(key)) for each, key in prompts.VISIBILITIES.items())
    return Choice(
        name="visibility",
        label=t.plain("prompts.input_visibility"),
        options=options,
        value=value.value,
        required=True,
        compact=True,
    )


def preview(t: Translator, proof: Proof) -> View:
    """How it will look, in both languages, before it is saved."""
    prompt = proof.prompt
    buttons = (
        Button(label=t.plain("prompts.button_save"), route="prompts.save", value=prompt.id, style=Style.PRIMARY),
        Button(label=t.plain("prompts.button_go_on"), route="prompts.edit", value=prompt.id),
        Button(label=t.plain("prompts.button_discard"), route="prompts.discard", value=prompt.id),
    )
    which = "prompts.preview_new" if proof.is_new else "prompts.preview_note"
    return View(
        summary=t.plain("prompts.preview"),
        elements=(
            Text((Strong(t.plain("prompts.preview")),)),
            *(element for language in LANGUAGES for element in _seen(t, prompt, language)),
            Divider(),
            Note(t(which, version=prompt.version)),
            Actions(buttons),
        ),
    )


def _seen(t: Translator, prompt: Prompt, language: str) -> list[Element]:
    """As the card and the form have it in a language."""
    theirs = translator(language)
    elements: list[Element] = [Divider(), Note(t("prompts.preview_in", language=t.plain(_LANGUAGE[language])))]
    elements.append(Heading(theirs.own(prompt.title)))
    for place, question in enumerate(prompt.questions):
        elements.append(Text((Plain(theirs.own(question.texts)),)))
        shown = (*((Plain(theirs.own(question.hint)),) if question.hint else ()),)
        answers = prompts.answers_of(theirs, prompt, place)
        elements += [Note(words) for words in (shown, answers) if words]
    elements.append(Note(theirs("rounds.who_private" if prompt.is_private else "rounds.who_chosen")))
    if language != "da" and _lacks(prompt, language):
        elements.append(Note(t("prompts.danish_shown")))
    return elements


def _lacks(prompt: Prompt, language: str) -> bool:
    return any(language not in texts for texts in (prompt.title, *(question.texts for question in prompt.questions)))
