"""What has happened to a network, in words."""

import pytest

from core.model.history import Event, Happened
from core.model.ids import EventId
from core.services.history import Told
from locales.catalogue import Translator, translator
from tests.acting import said
from tests.builders import NOW, TODAY, a_network, a_person
from views import history as views

DA, EN = translator("da"), translator("en")
NETWORK, OTHER = a_network(name="Tryg hjem"), a_network(name="Gren")
ANNE, BO = a_person(name="Anne Holm"), a_person(name="Bo Kjær")
PEOPLE, NETWORKS = {ANNE.id: ANNE, BO.id: BO}, {OTHER.id: OTHER}


def _event(kind: Happened, **changes: object) -> Event:
    whole = {"by_id": ANNE.id, "person_id": BO.id, "other_id": OTHER.id, "before": TODAY, "after": TODAY}
    return Event(id=EventId("e"), network_id=NETWORK.id, at=NOW, kind=kind, **{**whole, "reason": "Fordi", **changes})


@pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
@pytest.mark.parametrize("kind", Happened)
def test_every_event_has_words(kind: Happened, t: Translator) -> None:
    """With its day; whoever cannot be found any more is not named."""
    whole = said(views.shown(t, NETWORK, Told(events=[_event(kind)], people=PEOPLE, networks=NETWORKS)))
    bare = Event(id=EventId("e"), network_id=NETWORK.id, at=NOW, kind=kind)
    lost = said(views.shown(t, NETWORK, Told(events=[bare], people={}, networks={})))
    assert "2026" in whole
    assert "{" not in whole + lost
    assert "None" not in lost


def test_it_says_where_a_network_came_from_and_why_its_end_was_moved() -> None:
    """In a sentence each."""
    events = [_event(Happened.STARTED), _event(Happened.END_MOVED, reason="Vi mangler ét forsøg")]
    text = said(views.shown(DA, NETWORK, Told(events=events, people=PEOPLE, networks=NETWORKS)))
    assert "Anne Holm startede netværket ud af Gren." in text
    assert "Vi mangler ét forsøg" in text


def test_nothing_written_down_is_said_to_be_so() -> None:
    """A network that was there before the history began."""
    assert "ikke skrevet noget ned" in said(views.shown(DA, NETWORK, Told(events=[], people={}, networks={})))
