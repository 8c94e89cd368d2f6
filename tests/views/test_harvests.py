"""What networks have recorded, as the secretariat reads it: changes with their source, outputs apart, kinds apart."""

from dataclasses import replace

import pytest

from core.model.figures import LEAST_K
from core.model.networks import NetworkState, NetworkType
from core.model.outcomes import Growth, Harvest, Kind, Noted, Novelty, Source, Stage, Status, by_certainty
from core.model.summaries import Basis, NetworkSummary, StructureSummary
from locales.catalogue import translator
from tests.acting import buttons, said
from tests.builders import TODAY, a_network, a_person, a_record, some_details
from views import structures, summaries

T = translator("da")
NETWORK, BO = a_network(name="Tryg hjem"), a_person()
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
LIVELY = Basis(rounds=7, answered=44, asked=77, first=TODAY, last=TODAY, k=LEAST_K)
QUIET = Basis(k=LEAST_K)
WAITS = "forbedrer noget, vi har · ikke bekræftet endnu"


def noted(kind: Kind = Kind.CHANGE, text: str = "De ringer dagen før", **details: object) -> Noted:
    status = details.pop("status", Status.RECORDED)
    record = a_record(NETWORK, BO, kind, details=some_details(kind, **details), status=status)
    units = ("Sundhed og Omsorg",) if kind is Kind.CHANGE else ()
    return Noted(record=record, text=text, units=units)


def of_network(harvest: Harvest, basis: Basis = LIVELY) -> NetworkSummary:
    nothing = dict.fromkeys(("changes", "results", "measures", "voices", "examples", "perspectives"), ())
    return NetworkSummary(
        network=NETWORK,
        leader="Anne Holm",
        members=8,
        departments=2,
        outsiders=1,
        basis=basis,
        drivers=None,
        barriers=None,
        quotes=(),
        signals=(),
        harvest=harvest,
        **nothing,
    )


def of_structure(harvest: Harvest, basis: Basis = LIVELY) -> StructureSummary:
    nothing = dict.fromkeys(("changes", "results", "pooled", "drivers", "barriers", "perspectives", "concerns"), ())
    return StructureSummary(
        type=None,
        states=((NetworkState.ACTIVE, 2),),
        types=((NetworkType.WELFARE, 2),),
        members=8,
        departments=2,
        outsiders=1,
        basis=basis,
        changes_by_type=(),
        quotes=(),
        harvest=harvest,
        **nothing,
    )


def told(harvest: Harvest, basis: Basis = LIVELY) -> str:
    return said(summaries.network(T, of_network(harvest, basis)))


class TestChanges:
    def test_head_the_summary_with_unit_source_and_status(self) -> None:
        """A30: the changes in the base organisation come before all else; seen before told before felt."""
        changes = by_certainty(
            [
                noted(text="Stemningen er bedre", source=Source.FELT),
                noted(text="De ringer dagen før", source=Source.TOLD),
                noted(text="Fælles morgenmøde", source=Source.SEEN, status=Status.CONFIRMED),
            ]
        )
        lines = told(Harvest(changes=changes)).splitlines()
        start = lines.index("Forandringer i basisorganisationen")
        assert lines[start + 1 : start + 4] == [
            "»Fælles morgenmøde« (Sundhed og Omsorg · set selv · forbedrer noget, vi har · bekræftet)",
            f"»De ringer dagen før« (Sundhed og Omsorg · fortalt af andre · {WAITS})",
            f"»Stemningen er bedre« (Sundhed og Omsorg · en fornemmelse · {WAITS})",
        ]

    def test_are_counted_in_brief_with_how_many_were_seen(self) -> None:
        """Recorded ones count like those told in replies."""
        text = told(Harvest(changes=(noted(), noted(source=Source.FELT))))
        assert "2 forandringer er beskrevet, 1 af dem er set selv eller talt op." in text

    def test_of_both_kinds_are_counted_apart(self) -> None:
        """A34: what improves something, and what is new; so are the proposals."""
        changes = (noted(), noted(novelty=Novelty.NEW), noted(novelty=Novelty.NEW, status=Status.CONFIRMED))
        proposals = (noted(Kind.PROPOSAL), noted(Kind.PROPOSAL, novelty=Novelty.NEW, stage=Stage.TRIED))
        text = told(Harvest(changes=changes, proposals=proposals))
        assert "3 forandringer er skrevet ned, 1 er bekræftet. Forbedrer noget, vi har: 1. Noget nyt: 2." in text
        assert "2 forslag (idé 1 · prøvet 1). Forbedrer noget, vi har: 1. Noget nyt: 1." in text

    def test_that_wait_have_a_button_to_confirm_them(self) -> None:
        """None when nothing waits."""
        waits, done = Harvest(changes=(noted(),)), Harvest(changes=(noted(status=Status.CONFIRMED),))
        assert "outcomes.waiting" in buttons(summaries.network(T, of_network(waits)))
        assert "outcomes.waiting" in buttons(structures.structure(T, of_structure(waits)))
        assert "outcomes.waiting" not in buttons(summaries.network(T, of_network(done)))


class TestWithoutChanges:
    def test_a_lively_network_is_no_success_by_itself(self) -> None:
        """A30: seven rounds, and nothing changed yet."""
        assert told(Harvest()).count("Ingen registrerede forandringer endnu.") == 2
        assert "Forslag og knopper" not in told(Harvest())

    def test_results_are_told_as_results_and_never_as_effects(self) -> None:
        """A20: under their own name, and plainly in brief."""
        text = told(Harvest(results=(noted(Kind.RESULT, text="En fælles tjekliste"),)))
        assert "Der er beskrevet resultater, men ikke hvad de ændrer i basisorganisationen." in text
        assert text.index("Ingen registrerede") < text.index("Resultater i netværket (output)")
        assert text.index("Resultater i netværket (output)") < text.index("»En fælles tjekliste«")
        assert "er beskrevet, 1 af dem" not in text

    def test_only_new_ways_of_working_still_show_a_result(self) -> None:
        """A35: in brief, and among what grows."""
        text = told(Harvest(offshoots=(noted(Kind.OFFSHOOT, text="De planlægger sammen"),)))
        assert text.count("1 knop: 1 ny samarbejdsform.") == 2
        assert "»De planlægger sammen« (en ny samarbejdsform)" in text


class TestWithoutRounds:
    def test_what_is_recorded_is_told_all_the_same(self) -> None:
        """Nobody was asked yet, and something has changed."""
        text = told(Harvest(changes=(noted(),), offshoots=(noted(Kind.OFFSHOOT),)), QUIET)
        assert "Ingen runde er lukket endnu" in text
        assert "1 forandring er beskrevet" in text
        assert "»De ringer dagen før«" in text
        assert "Hvordan det går" not in text

    def test_with_nothing_recorded_nothing_is_told(self) -> None:
        """As before."""
        assert "Forandringer i basisorganisationen" not in told(Harvest(), QUIET)


class TestOfTheStructure:
    def test_a_change_with_two_departments_stands_under_both(self) -> None:
        """B4: and it is said that these do not add up."""
        harvest = Harvest(changes=(noted(),), by_unit=(("Sundhed", 1), ("Skoler", 1)))
        text = said(structures.structure(T, of_structure(harvest)))
        assert "1 forandring er skrevet ned" in text
        assert "Efter afdeling: Sundhed 1 og Skoler 1. En forandring med to afdelinger står under begge." in text

    def test_counts_what_has_become_a_network(self) -> None:
        """A4: in the overview of all of them."""
        grown = noted(Kind.OFFSHOOT, growth=Growth.ENGAGEMENT)
        grown = replace(grown, record=replace(grown.record, became_id=NETWORK.id))
        text = said(structures.structure(T, of_structure(Harvest(offshoots=(grown, noted(Kind.OFFSHOOT))))))
        assert "2 knopper: 1 ny samarbejdsform og 1 nyt engagement. 1 er blevet til et netværk." in text

    @LANGUAGES
    @pytest.mark.parametrize("basis", [LIVELY, QUIET])
    def test_is_one_screen_whatever_was_recorded(self, language: str, basis: Basis) -> None:
        """With what there is no room for counted."""
        loud = "*fed* <@U1> " + "æøå" * 300
        kinds = {kind: tuple(replace(noted(kind, text=loud), network=loud) for _ in range(40)) for kind in Kind}
        harvest = Harvest(
            changes=kinds[Kind.CHANGE],
            results=kinds[Kind.RESULT],
            proposals=kinds[Kind.PROPOSAL],
            offshoots=kinds[Kind.OFFSHOOT],
            by_unit=((loud, 3),) * 20,
        )
        for view in (
            summaries.network(translator(language), of_network(harvest, basis)),
            structures.structure(translator(language), of_structure(harvest, basis)),
        ):
            text = said(view)
            assert len(text.splitlines()) <= 40
            assert len(text) < 12_000
