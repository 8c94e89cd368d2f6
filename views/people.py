"""The choice of language."""

from locales.catalogue import Translator
from views.elements import Actions, Button, Text, View

_LANGUAGES = {"da": "Dansk", "en": "English"}
"""Each in its own words, so that whoever needs it can read it."""


def language(t: Translator) -> View:
    """Which language?"""
    buttons = tuple(Button(label=name, route="people.language", value=code) for code, name in _LANGUAGES.items())
    return View(summary=t.plain("people.language"), elements=(Text(t("people.language")), Actions(buttons)))


def language_set(t: Translator) -> View:
    """In the language chosen."""
    return View(summary=t.plain("people.language_set"), elements=(Text(t("people.language_set")),))
