"""A view as a mail: the same in words and in HTML, one link, nothing of what people wrote read as markup."""

import pytest

from bot.mail.letters import Letter, mail, message_id
from locales.catalogue import LANGUAGES, translator
from tests.builders import an_organisation
from tests.support.hostile import LONG, Maker
from tests.support.visiting import link_in, words_of
from views import members, outsiders
from views.elements import Heading, Quote, View

LINK = "https://bot.example/l/secret"


def _letter(view: View, **changes: str) -> Letter:
    given = {"sender": "netvaerk@aaby.example", "recipient": "ulla@x.example", "link": LINK, "key": "k", **changes}
    return Letter(view=view, **given)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [members.invitation, outsiders.asked, outsiders.farewell])
def test_every_mail_there_is_has_both_forms_and_its_link(view: object, language: str) -> None:
    """Full of hostile words it is still one mail with one recipient."""
    shown = Maker(language, full=True).call(view)
    made = mail(_letter(shown), translator(language), an_organisation())
    html = made.get_body(("html",)).get_content()
    assert link_in(made) == LINK
    assert f'href="{LINK}"' in html
    assert "<https://x.dk|fake>" not in html
    assert made["To"] == "ulla@x.example"
    assert len(made.get_all("To")) == len(made.get_all("Subject")) == 1


def test_a_subject_is_one_line() -> None:
    """Whatever stands in the name of a network, no header is added by it."""
    view = View(summary="Hej\r\nBcc: alle@x.example", elements=(Heading("Hej"), Quote(LONG)))
    made = mail(_letter(view), translator("da"), an_organisation())
    assert made["Bcc"] is None
    assert made["Subject"] == "Hej Bcc: alle@x.example"
    assert "> <!channel>" in words_of(made)


def test_the_same_delivery_has_the_same_id() -> None:
    """By which a second copy is known; another has another, and neither names anybody."""
    first, again, other = (message_id(key, "n@aaby.example") for key in ("member:ulla:1", "member:ulla:1", "b"))
    assert first == again != other
    assert "ulla" not in first
    assert first.endswith("@aaby.example>")
