"""The library in the secretariat's hands: what is saved holds for new rounds only, and nobody else comes near it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Refusal, Unfit
from core.model.changes import Source
from core.model.editions import Draft, Making, Wording, worded
from core.model.networks import Network, NetworkType, Phase
from core.model.organisations import Person
from core.model.prompts import Prompt, QuestionKind, Texts, Visibility
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import editions, picks, prompts, proofs, rounds
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_prompt, a_question, an_organisation, saved_network

LATER = NOW + timedelta(hours=1)
ID, OTHER = "fremdrift", "andet"
NEW: Texts = {"da": "Hvad er det nyeste, I har lært?", "en": "What is the newest thing you have learned?"}


@pytest.fixture(autouse=True)
def _prompts(uow: UnitOfWork) -> None:
    """Two for members underway, with one question each."""
    for place, id in enumerate((ID, OTHER)):
        uow.prompts.add(a_prompt(id=id, questions=(a_question(),)), place)


@pytest.fixture
def sara(town: Municipality) -> Person:
    return town.sekretariat


def _worded(question: Texts = NEW, **changes: object) -> Wording:
    whole = Wording(title={"da": "Nyt"}, questions=(question,), hints=({},), visibility=Visibility.OPTIONAL)
    return replace(whole, title={"da": "Nye ord"}, **changes)


def _changed(uow: UnitOfWork, who: Person, id: str = ID, question: Texts = NEW) -> Prompt:
    """Reworded and saved."""
    version = proofs.to_reword(uow, who, id).version
    proofs.reword(uow, who, id, version, _worded(question), at=NOW)
    return editions.save(uow, who, id, at=NOW).newest.prompt


def _opened(uow: UnitOfWork, network: Network, days: int = 0) -> Round:
    at = NOW + timedelta(days=days)
    opened = rounds.open_due(uow, uow.schedules.get(network.id), at=at, calendar=Weekdays())
    assert opened is not None
    return opened


class TestSaving:
    def test_holds_for_new_rounds_only(self, uow: UnitOfWork, town: Municipality, sara: Person) -> None:
        """B10: the open round keeps its words; the next one asks the new words."""
        network = saved_network(uow, town.anne, town.bo)
        first = _opened(uow, network)
        assert first.prompt_id == ID
        _changed(uow, sara)
        _changed(uow, sara, OTHER)
        assert uow.rounds.get(first.id).prompt_version == 1
        assert uow.prompts.get(ID, 1).questions[0].texts == a_question().texts
        second = _opened(uow, network, days=14)
        assert (second.prompt_id, second.prompt_version) == (OTHER, 2)
        assert uow.prompts.get(OTHER, 2).questions[0].texts == NEW
        kept = uow.rounds.get(first.id)
        assert (kept.is_open, kept.prompt_version) == (False, 1)

    def test_is_kept_with_who_and_when(self, uow: UnitOfWork, sara: Person) -> None:
        """Every version, the newest first; nothing of it is a draft any more."""
        _changed(uow, sara)
        history = editions.history(uow, sara, ID)
        assert [each.prompt.version for each in history.editions] == [2, 1]
        newest = history.newest
        assert (newest.making, newest.source, newest.by, newest.at) == (Making.CHANGED, Source.CHAT, sara.id, NOW)
        assert history.people[sara.id].name == "Søs Lindegaard"
        assert (history.proof, history.earlier) == (None, history.editions[1])

    def test_nothing_is_saved_before_it_is_saved(self, uow: UnitOfWork, sara: Person) -> None:
        """What is being written is asked of nobody, and is seen by its writer alone."""
        proofs.reword(uow, sara, ID, 2, _worded(), at=NOW)
        assert [each.version for each in uow.prompts.newest()] == [1, 1]
        assert proofs.to_reword(uow, sara, ID).questions[0].texts == NEW
        colleague = replace(sara, id=type(sara.id)("another"))
        assert proofs.to_reword(uow, colleague, ID).questions[0].texts == a_question().texts
        with pytest.raises(NotFound):
            editions.save(uow, colleague, ID, at=NOW)

    def test_does_not_overwrite_what_another_has_saved_meanwhile(
        self, uow: UnitOfWork, town: Municipality, sara: Person
    ) -> None:
        """The second is told; what they wrote is kept, and can be saved once they have looked again."""
        second = replace(town.bo, is_secretariat=True)
        uow.people.save(second)
        proofs.reword(uow, second, ID, 2, _worded({"da": "Hvad skal vi gøre mere af?"}), at=NOW)
        _changed(uow, sara)
        with pytest.raises(Conflict, match=r"prompts\.changed_meanwhile"):
            editions.save(uow, second, ID, at=LATER)
        again = proofs.to_reword(uow, second, ID)
        assert (again.version, again.questions[0].texts) == (3, {"da": "Hvad skal vi gøre mere af?"})
        proofs.reword(uow, second, ID, 3, worded(again), at=LATER)
        assert editions.save(uow, second, ID, at=LATER).newest.prompt.version == 3

    def test_what_a_leader_has_picked_follows(self, uow: UnitOfWork, town: Municipality, sara: Person) -> None:
        """A round that has not opened yet is a new round: it asks the new words."""
        network = saved_network(uow, town.anne, town.bo)
        picks.pick(uow, network, town.anne, OTHER, at=NOW)
        _changed(uow, sara, OTHER)
        opened = _opened(uow, network)
        assert (opened.prompt_id, opened.prompt_version) == (OTHER, 2)


class TestTakingOut:
    def test_a_prompt_is_asked_no_more_until_it_is_taken_back(
        self, uow: UnitOfWork, town: Municipality, sara: Person
    ) -> None:
        """Neither by the rule nor by a leader's pick; what it said stays for the rounds that asked it."""
        network = saved_network(uow, town.anne, town.bo)
        _opened(uow, network)
        picks.pick(uow, network, town.anne, OTHER, at=NOW)
        history = editions.retire(uow, sara, OTHER, 1, at=NOW)
        assert (history.newest.making, history.newest.by) == (Making.RETIRED, sara.id)
        assert [each.id for each in uow.prompts.newest()] == [ID]
        assert [each.id for each in picks.offered(uow, picks.upcoming(uow, network, town.anne))] == [ID]
        assert _opened(uow, network, days=14).prompt_id == ID
        assert uow.prompts.get(OTHER, 1).questions == (a_question(),)
        back = editions.take_back(uow, sara, OTHER, 2, at=LATER)
        assert (back.newest.making, back.newest.prompt.version) == (Making.RETURNED, 3)
        assert [each.id for each in uow.prompts.newest()] == [ID, OTHER]

    def test_the_last_of_its_kind_stays(self, uow: UnitOfWork, sara: Person) -> None:
        """Or networks would come to a phase with nothing to be asked."""
        editions.retire(uow, sara, OTHER, 1, at=NOW)
        with pytest.raises(Conflict, match=r"prompts\.last_one"):
            editions.retire(uow, sara, ID, 1, at=NOW)

    def test_what_is_out_is_not_written_in(self, uow: UnitOfWork, sara: Person) -> None:
        """It is taken back in first; and what is in cannot be taken in."""
        proofs.reword(uow, sara, OTHER, 2, _worded(), at=NOW)
        with pytest.raises(Conflict, match=r"prompts\.is_asked"):
            editions.take_back(uow, sara, OTHER, 1, at=NOW)
        editions.retire(uow, sara, OTHER, 1, at=NOW)
        acts: list[Callable[[], object]] = [
            lambda: proofs.to_reword(uow, sara, OTHER),
            lambda: proofs.reword(uow, sara, OTHER, 3, _worded(), at=NOW),
            lambda: editions.retire(uow, sara, OTHER, 2, at=NOW),
            lambda: editions.revert(uow, sara, OTHER, 2, at=NOW),
        ]
        for act in acts:
            with pytest.raises(Conflict, match=r"prompts\.is_retired"):
                act()
        with pytest.raises(Conflict, match=r"prompts\.changed_meanwhile"):
            editions.save(uow, sara, OTHER, at=NOW)


class TestGoingBack:
    def test_gives_the_earlier_words_a_new_version(self, uow: UnitOfWork, sara: Person) -> None:
        """And once more gives the later ones: nothing is ever lost."""
        with pytest.raises(Conflict, match=r"prompts\.nothing_earlier"):
            editions.revert(uow, sara, ID, 1, at=NOW)
        _changed(uow, sara)
        back = editions.revert(uow, sara, ID, 2, at=LATER)
        assert (back.newest.making, back.newest.prompt.version) == (Making.REVERTED, 3)
        assert back.newest.says(uow.prompts.get(ID, 1))
        assert editions.revert(uow, sara, ID, 3, at=LATER).newest.says(uow.prompts.get(ID, 2))

    def test_passes_over_versions_that_said_the_same(self, uow: UnitOfWork, sara: Person) -> None:
        """Out and in again is no other wording."""
        _changed(uow, sara, OTHER)
        editions.retire(uow, sara, OTHER, 2, at=NOW)
        history = editions.take_back(uow, sara, OTHER, 3, at=NOW)
        assert history.earlier is not None
        assert history.earlier.prompt.version == 1

    def test_acts_on_what_the_person_has_seen(self, uow: UnitOfWork, sara: Person) -> None:
        """A button that was kept from before does nothing."""
        _changed(uow, sara)
        for act in (editions.retire, editions.revert, editions.take_back):
            with pytest.raises(Conflict, match=r"prompts\.changed_meanwhile"):
                act(uow, sara, ID, 1, at=NOW)


def a_draft(**changes: object) -> Draft:
    whole = Draft(
        type="velfaerd",
        phase="opstart",
        dimension="perspektiv",
        title={"da": "Nye øjne", "en": ""},
        question=NEW,
        point={},
        scale="",
        visibility=Visibility.PRIVATE,
    )
    return replace(whole, **changes)


class TestWritingANewOne:
    def test_is_asked_by_networks_of_its_type_in_its_phase(
        self, uow: UnitOfWork, town: Municipality, sara: Person
    ) -> None:
        """Once it is saved, and after those that were there before."""
        written = proofs.write(uow, sara, a_draft(phase="undervejs"), at=NOW)
        assert written.is_new
        assert [each.id for each in uow.prompts.newest()] == [ID, OTHER]
        newest = editions.save(uow, sara, written.prompt.id, at=NOW).newest
        assert (newest.making, newest.prompt.version, newest.position) == (Making.ADDED, 1, 2)
        network = saved_network(uow, town.anne, town.bo, type=NetworkType.WELFARE)
        asked = [_opened(uow, network, days).prompt_id for days in (0, 14, 28)]
        assert asked == [ID, written.prompt.id, OTHER]

    def test_has_what_was_chosen(self, uow: UnitOfWork, sara: Person) -> None:
        """One open question, in the languages that it was written in."""
        prompt = proofs.write(uow, sara, a_draft(), at=NOW).prompt
        assert (prompt.type, prompt.phase, prompt.visibility) == (NetworkType.WELFARE, Phase.START, Visibility.PRIVATE)
        assert prompt.title == {"da": "Nye øjne"}
        [question] = prompt.questions
        assert (question.kind, question.dimension, question.texts) == (QuestionKind.OPEN, "perspektiv", NEW)
        assert prompt.id.startswith("velfaerd-opstart-")

    def test_may_ask_on_a_scale_of_the_library_first(self, uow: UnitOfWork, sara: Person) -> None:
        """With that scale's own ends."""
        uow.prompts.add(a_prompt(id="skala"), 2)
        point = {"da": "I hvor høj grad går det fremad?"}
        prompt = proofs.write(uow, sara, a_draft(type="alle", point=point, scale="grad"), at=NOW).prompt
        first, second = prompt.questions
        assert (prompt.type, first.texts, first.ends) == (None, point, a_question(QuestionKind.SCALE).ends)
        assert (first.kind, second.kind) == (QuestionKind.SCALE, QuestionKind.OPEN)
        assert proofs.drafted(prompt) == a_draft(type="alle", point=point, scale="grad", title={"da": "Nye øjne"})

    @pytest.mark.parametrize(
        ("changes", "found"),
        [
            ({"type": "sport", "phase": "", "dimension": "vejr"}, {"type", "phase", "dimension"}),
            ({"title": {}, "question": {"en": "Only in English?"}}, {"title_da", "question_da"}),
            ({"question": {"da": "Hvem er 010203-1234?"}}, {"question_da"}),
            ({"scale": "grad"}, {"point_da", "scale"}),
            ({"point": {"da": "I hvor høj grad går det fremad?"}}, {"scale"}),
        ],
    )
    def test_says_all_that_is_wrong_at_once(
        self, uow: UnitOfWork, sara: Person, changes: dict[str, object], found: set[str]
    ) -> None:
        """Each by its input; nothing is kept."""
        with pytest.raises(Unfit) as unfit:
            proofs.write(uow, sara, a_draft(**changes), at=NOW)
        assert set(unfit.value.fields) == found
        assert uow.proofs.of_person(sara.id) == []

    def test_is_written_on_and_thrown_away(self, uow: UnitOfWork, sara: Person) -> None:
        """Under the same id, so that there is one draft of it; then there is none."""
        first = proofs.write(uow, sara, a_draft(), at=NOW)
        again = proofs.write(uow, sara, a_draft(phase="midtvejs"), at=LATER, id=first.prompt.id)
        assert again.prompt.id == first.prompt.id
        assert [each.prompt.phase for each in uow.proofs.of_person(sara.id)] == [Phase.MIDWAY]
        proofs.discard(uow, sara, first.prompt.id)
        for act in (proofs.get, editions.history):
            with pytest.raises(NotFound):
                act(uow, sara, first.prompt.id)

    def test_takes_no_id_that_is_another_s(self, uow: UnitOfWork, sara: Person) -> None:
        """A form that was made up changes no prompt of the library."""
        with pytest.raises(NotFound):
            proofs.write(uow, sara, a_draft(), at=NOW, id=ID)
        proofs.reword(uow, sara, ID, 2, _worded(), at=NOW)
        with pytest.raises(NotFound):
            proofs.write(uow, sara, a_draft(), at=NOW, id=ID)


class TestWhatIsTyped:
    def test_is_kept_word_for_word_whatever_it_looks_like(self, uow: UnitOfWork, sara: Person) -> None:
        """Markup, mentions and braces are letters like others."""
        hostile = {"da": "<!channel> *fed* {navn} `kode` & <https://x.dk|her>?", "en": "=1+1 {0} %s <@U1> what now?"}
        _changed(uow, sara, question=hostile)
        assert uow.prompts.get(ID, 2).questions[0].texts == hostile

    @pytest.mark.parametrize(
        ("wording", "found"),
        [
            (_worded({"da": "", "en": "Only in English, is it?"}), {"q0_da"}),
            (_worded({"da": "å" * 301}), {"q0_da"}),
            (_worded(hints=({"da": "å" * 201},)), {"h0_da"}),
        ],
    )
    def test_that_cannot_be_used_changes_nothing(
        self, uow: UnitOfWork, sara: Person, wording: Wording, found: set[str]
    ) -> None:
        """Empty, too long: told by its input."""
        with pytest.raises(Unfit) as unfit:
            proofs.reword(uow, sara, ID, 2, wording, at=NOW)
        assert set(unfit.value.fields) == found
        assert proofs.begun(uow, sara, ID) is None

    def test_that_is_what_there_is_already_is_no_version(self, uow: UnitOfWork, sara: Person) -> None:
        """Nothing is saved for its own sake."""
        with pytest.raises(Unfit) as unfit:
            proofs.reword(uow, sara, ID, 2, worded(uow.prompts.get(ID, 1)), at=NOW)
        assert unfit.value.fields == {"title_da": "prompts.nothing_changed"}

    def test_with_other_questions_than_there_are_is_refused(self, uow: UnitOfWork, sara: Person) -> None:
        """The form is of a version that a file has changed since."""
        with pytest.raises(Conflict, match=r"prompts\.changed_meanwhile"):
            proofs.reword(uow, sara, ID, 2, _worded(questions=(NEW, NEW), hints=({}, {})), at=NOW)


class TestWhoMay:
    @pytest.mark.parametrize("who", ["anne", "dorte", "guest", "outsider"])
    def test_the_secretariat_alone(self, uow: UnitOfWork, town: Municipality, sara: Person, who: str) -> None:
        """Leaders, members, guests and outsiders read and change nothing."""
        person = getattr(town, who)
        written = proofs.write(uow, sara, a_draft(), at=NOW).prompt.id
        acts: list[Callable[[], object]] = [
            lambda: editions.library(uow, person),
            lambda: editions.history(uow, person, ID),
            lambda: editions.save(uow, person, written, at=NOW),
            lambda: editions.retire(uow, person, ID, 1, at=NOW),
            lambda: editions.take_back(uow, person, ID, 1, at=NOW),
            lambda: editions.revert(uow, person, ID, 1, at=NOW),
            lambda: proofs.begun(uow, person, written),
            lambda: proofs.get(uow, person, written),
            lambda: proofs.scales(uow, person),
            lambda: proofs.to_reword(uow, person, ID),
            lambda: proofs.reword(uow, person, ID, 2, _worded(), at=NOW),
            lambda: proofs.write(uow, person, a_draft(), at=NOW),
            lambda: proofs.discard(uow, person, written),
        ]
        for act in acts:
            with pytest.raises(NotAllowed):
                act()
        assert proofs.get(uow, sara, written)

    def test_a_secretariat_of_another_organisation_is_not_named(self, uow: UnitOfWork, sara: Person) -> None:
        """The library is shared by all organisations here, and says so; people are not."""
        assert not editions.library(uow, sara).is_shared
        other = an_organisation(id=type(sara.organisation_id)("glostrup"), name="Glostrup Kommune")
        uow.organisations.save(other)
        stranger = replace(sara, id=type(sara.id)("stranger"), organisation_id=other.id, account="U0FREMMED")
        uow.people.save(stranger)
        _changed(uow, stranger)
        assert editions.library(uow, sara).is_shared
        history = editions.history(uow, sara, ID)
        assert (history.newest.by, history.people) == (stranger.id, {})

    def test_what_is_not_there_is_not_found(self, uow: UnitOfWork, sara: Person, town: Municipality) -> None:
        """Nor is a network's own question: it is in no library."""
        network = saved_network(uow, town.anne, town.bo)
        coming = picks.write(uow, network, town.anne, "Hvad overraskede jer?", title="Vores eget", at=NOW)
        assert coming.prompt is not None
        for id in ("findes-ikke", coming.prompt.id):
            with pytest.raises(NotFound):
                editions.history(uow, sara, id)


def test_a_version_that_is_there_is_not_made_again(uow: UnitOfWork, sara: Person) -> None:
    """Of two who save the same version one is refused."""
    there = editions.history(uow, sara, ID).newest
    with pytest.raises(Refusal, match=r"prompts\.changed_meanwhile"):
        prompts.keep(uow, there)
