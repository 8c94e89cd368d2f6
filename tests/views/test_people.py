"""The choice of language."""

from locales.catalogue import translator
from tests.acting import said
from views import people as views


def test_is_asked_in_both_languages_at_once() -> None:
    """Whoever needs it can read it."""
    for language in ("da", "en"):
        text = said(views.language(translator(language)))
        assert "Hvilket sprog" in text
        assert "Which language" in text


def test_is_answered_in_the_one_chosen() -> None:
    """From now on."""
    assert "dansk" in said(views.language_set(translator("da")))
    assert "English" in said(views.language_set(translator("en")))
