"""What the repositories of the library and of drafts for it promise (core.ports_prompts), on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.errors import Conflict
from core.model.changes import Source
from core.model.editions import Edition, Making, Proof
from core.model.networks import Phase
from core.model.picks import Pick, own_prompt
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, Municipality, a_municipality, a_prompt, a_question, saved_network

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A municipality with two prompts, committed."""
    with any_uows.writing() as uow:
        made = a_municipality(uow)
        uow.prompts.add(a_prompt(id="a"), 0)
        uow.prompts.add(a_prompt(id="b"), 1, at=NOW)
        uow.commit()
    return made


def _edition(town: Municipality, **changes: object) -> Edition:
    """The second version of "a", made in chat."""
    prompt = a_prompt(id="a", version=2, title={"da": "Ærlig talt, hvordan går det?"})
    made = {"making": Making.CHANGED, "source": Source.CHAT, "at": LATER, "by": town.sekretariat.id}
    return Edition(**{"prompt": prompt, "position": 0, **made, **changes})


class TestEditions:
    def test_come_back_as_they_were_kept(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The newest first, each with how it came to be; what was there before that was kept has no time."""
        edition = _edition(town)
        with any_uows.writing() as uow:
            uow.prompts.keep(edition)
            uow.commit()
        with any_uows.reading() as uow:
            first = Edition(prompt=a_prompt(id="a"), position=0, making=Making.ADDED, source=Source.TEMPLATE)
            assert uow.prompts.editions("a") == [edition, first]
            assert uow.prompts.editions("b")[0].at == NOW
            assert uow.prompts.editions("nothing") == []

    @pytest.mark.parametrize("making", Making)
    def test_that_are_taken_out_are_in_the_library_and_not_asked(
        self, any_uows: SqlUnitsOfWork, town: Municipality, making: Making
    ) -> None:
        """However a version came to be, only those taken out are left out."""
        edition = _edition(town, making=making)
        with any_uows.writing() as uow:
            uow.prompts.keep(edition)
            uow.commit()
        with any_uows.reading() as uow:
            assert [each.prompt.id for each in uow.prompts.library()] == ["a", "b"]
            assert uow.prompts.library()[0] == edition
            asked = [] if making is Making.RETIRED else [edition.prompt]
            assert uow.prompts.newest() == [*asked, a_prompt(id="b")]

    def test_are_never_written_over(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Whoever is second with a version is refused, and what the first said stands."""
        edition = _edition(town)
        with any_uows.writing() as uow:
            uow.prompts.keep(edition)
            with pytest.raises(Conflict, match=r"prompts\.changed_meanwhile"):
                uow.prompts.keep(replace(edition, prompt=replace(edition.prompt, title={"da": "Andet"})))
            assert uow.prompts.editions("a")[0] == edition

    def test_of_a_network_s_own_question_are_none(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """It is in no library."""
        with any_uows.writing() as uow:
            network = saved_network(uow, town.anne)
            own = own_prompt(network, Phase.UNDERWAY, "Hvad overraskede jer?", title="Vores eget")
            uow.picks.write(network.id, own)
            assert uow.prompts.editions(own.id) == []
            assert own.id not in [each.prompt.id for each in uow.prompts.library()]

    def test_made_by_two_processes_at_once_are_one(self, postgres_engine: Engine) -> None:
        """The second waits for the first and is refused, whatever it read before."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            town = a_municipality(uow)
            uow.prompts.add(a_prompt(id="a"), 0)
            uow.commit()
        with other.writing() as second:
            assert second.prompts.editions("a")[0].prompt.version == 1
            with one.writing() as first:
                first.prompts.keep(_edition(town))
                first.commit()
            with pytest.raises(Conflict):
                second.prompts.keep(_edition(town))


class TestProofs:
    def test_one_for_each_person_and_prompt_the_last_one_set(
        self, any_uows: SqlUnitsOfWork, town: Municipality
    ) -> None:
        """Whole as it was set, until it is cleared; others' are theirs."""
        scaled = a_prompt(id="a", version=2, questions=(a_question(hint={"da": "Gerne et eksempel på det"}),))
        first = Proof(person_id=town.sekretariat.id, prompt=a_prompt(id="a", version=2), at=NOW)
        last, new = replace(first, prompt=scaled), replace(first, prompt=a_prompt(id="ny"), at=LATER)
        others = replace(first, person_id=town.bo.id)
        with any_uows.writing() as uow:
            for proof in (first, others, new, last):
                uow.proofs.set(proof)
            uow.commit()
        with any_uows.writing() as uow:
            assert uow.proofs.find(town.sekretariat.id, "a") == last
            assert uow.proofs.of_person(town.sekretariat.id) == [new, last]
            uow.proofs.clear(town.sekretariat.id, "a")
            uow.proofs.clear(town.sekretariat.id, "a")
            assert uow.proofs.find(town.sekretariat.id, "a") is None
            assert uow.proofs.find(town.bo.id, "a") == others


class TestPicks:
    def test_of_a_prompt_follow_it_and_are_forgotten_with_it(
        self, any_uows: SqlUnitsOfWork, town: Municipality
    ) -> None:
        """Those of other prompts, and those that skip, are left alone."""
        with any_uows.writing() as uow:
            networks = [saved_network(uow, town.anne) for _ in range(3)]
            for network, (prompt, version) in zip(networks, (("a", 1), ("b", 1), ("", 0)), strict=True):
                uow.picks.set(
                    Pick(
                        network_id=network.id,
                        picked_by=town.anne.id,
                        picked_at=NOW,
                        prompt_id=prompt,
                        prompt_version=version,
                    )
                )
            uow.picks.follow(a_prompt(id="a", version=4))
            found = [uow.picks.find(network.id) for network in networks]
            assert [(pick.prompt_id, pick.prompt_version) for pick in found if pick] == [("a", 4), ("b", 1), ("", 0)]
            uow.picks.forget("a")
            assert uow.picks.among([network.id for network in networks]) == {networks[1].id, networks[2].id}
