"""The flower in words: everything that the picture says, page by page."""

from dataclasses import replace

import pytest

from core.model.networks import NetworkType
from core.model.ties import Life, Look
from locales.catalogue import translator
from locales.words import plain
from tests.acting import buttons, said, view_of  # noqa: F401
from tests.support.blossoms import a_structure
from views import flower as views
from views.elements import Actions, Image, Link
from views.pictures import LONGEST_ALT, Garden

DA, EN = translator("da"), translator("en")


def pages(garden: Garden, language: str = "da") -> str:
    """The whole twin, with every page of it."""
    t, page, told = translator(language), 0, list[str]()
    while True:
        view = views.twin(t, garden, Look(), page)
        told.append(said(view))
        if "pictures.flower_text" not in buttons(view):
            return "\n".join(told)
        page += 1


def facts(garden: Garden) -> set[str]:
    """Every word and value that stands in the picture, beside the heads of its key."""
    flowers = garden.flowers
    buds = [bud for each in flowers for bud in (*each.petals, *each.politics, *each.society)]
    threads = [thread for each in flowers for thread in each.threads]
    words = {garden.title, garden.centre, garden.note, *(each.heading for each in flowers)}
    words |= {bud.label for bud in buds} | {bud.group for bud in buds}
    return words | {thread.label for thread in threads} | {thread.people for thread in threads}


class TestTheTwin:
    @pytest.mark.parametrize("networks", [0, 2, 9, 60])
    @pytest.mark.parametrize("language", ["da", "en"])
    def test_holds_every_word_of_the_picture(self, networks: int, language: str) -> None:
        """B6: names, days, areas, who is in the middle, how many take part."""
        garden = views.garden(translator(language), a_structure(networks))
        told = pages(garden, language)
        assert {fact for fact in facts(garden) if fact not in told} == set()

    def test_holds_every_thread_with_all_that_it_shows(self) -> None:
        """Its number, type, life and width, and each of its ends, in its own line."""
        garden = views.garden(DA, a_structure(60))
        [flower] = garden.flowers
        labels = {bud.key: bud.label for bud in (*flower.petals, *flower.politics, *flower.society)}
        types, lives, lines = dict(garden.types), dict(garden.lives), pages(garden).splitlines()
        for thread in flower.threads:
            [line] = [line for line in lines if line.startswith(f"{thread.number}. {thread.label}: ")]
            shown = {thread.label, types[thread.type], lives[thread.life], garden.levels[thread.level]}
            assert [fact for fact in shown | {labels[end] for end in thread.ends} if fact not in line] == []

    def test_of_two_days_tells_both(self) -> None:
        """With as many networks as there were on each."""
        now = a_structure(9)
        told = pages(views.garden(DA, now, replace(now, ties=now.ties[:4])))
        assert "4 netværk" in told
        assert "9 netværk" in told
        assert sum(line.startswith("1. Tryg hjem fra sygehuset") for line in told.splitlines()) == 2

    def test_says_why_there_is_no_picture(self) -> None:
        """Which settings are missing, in one sentence."""
        told = said(views.twin(DA, views.garden(DA, a_structure(2)), Look(), lacks=["PUBLIC_URL"]))
        assert told.endswith("En administrator skal sætte PUBLIC_URL.")

    def test_of_an_idea_without_a_name_for_the_reader_says_so(self) -> None:
        """It is there, and nothing else of it is told."""
        now = a_structure(1)
        garden = views.garden(DA, replace(now, ties=(replace(now.ties[0], name="", life=Life.IDEA),)))
        assert "1. En idé, der ikke er begyndt" in pages(garden)


class TestAFewPeople:
    def test_are_never_a_number(self) -> None:
        """Fewer than k, in the picture and in the words."""
        garden = views.garden(DA, a_structure(9))
        few = [thread for thread in garden.threads if thread.level == 0]
        assert {thread.people for thread in few} == {"færre end 5 deltagere"}


class TestThePicture:
    def shown(self, **changes: object) -> Image:
        view = views.shown(DA, views.garden(DA, a_structure(60)), "https://b/f/x", "https://b/f/y", Look(), **changes)
        [image] = [each for each in view.elements if isinstance(each, Image)]
        return image

    def test_has_its_words_as_alt_text(self) -> None:
        """Cut to what a chat takes; the twin has the rest."""
        alt = self.shown().alt
        assert alt.startswith("Billede. Blomsten: netværkene på tværs. 26. november 2026: 60 netværk")
        assert len(alt) <= LONGEST_ALT

    def test_is_fetched_as_png_and_taken_along_in_three_kinds(self) -> None:
        """SVG of the picture, CSV and GraphML of what it is made of."""
        assert self.shown().url == "https://b/f/x.png"
        view = views.shown(EN, views.garden(EN, a_structure(2)), "https://b/f/x", "https://b/f/y", Look())
        links = [each for row in view.elements if isinstance(row, Actions) for each in row.buttons]
        urls = [each.url for each in links if isinstance(each, Link)]
        assert urls == ["https://b/f/x.svg", "https://b/f/y.csv", "https://b/f/y.graphml"]

    def test_leads_half_a_year_back_and_forth(self) -> None:
        """One button, of the same type of network."""
        garden = views.garden(DA, a_structure(2))
        for months, value in ((0, "laering|6"), (6, "laering|0")):
            look = Look(kind=NetworkType.LEARNING, months=months)
            assert buttons(views.shown(DA, garden, "a", "b", look))["pictures.flower"].value == value


class TestAGarden:
    def test_of_one_type_is_called_so(self) -> None:
        """And its key has that type alone."""
        garden = views.garden(DA, a_structure(3, type=NetworkType.WELFARE))
        assert garden.title == "Blomsten: Velfærdsnetværk"
        assert [label for _, label in garden.types] == ["Velfærdsnetværk"]

    def test_numbers_a_network_the_same_on_both_days(self) -> None:
        """So that it is found again."""
        now = a_structure(9)
        before, after = views.garden(DA, now, replace(now, ties=now.ties[3:5])).flowers
        assert [thread.number for thread in before.threads] == [4, 5]
        assert [thread.label for thread in before.threads] == [thread.label for thread in after.threads[3:5]]

    def test_shows_others_and_politicians_only_when_they_are_tied(self) -> None:
        """The four kinds of society are there always."""
        labels = [bud.label for bud in views.garden(DA, a_structure(0)).flowers[0].society]
        assert labels == ["Borgere", "Virksomheder", "Foreninger", "Uddannelse og forskning"]

    def test_line_names_all_ends_in_one_sentence(self) -> None:
        """In Danish as one would say it."""
        garden = views.garden(DA, a_structure(2))
        told = plain(views.line(DA, garden.flowers[0], garden.threads[1]))
        assert told.startswith("2. Læselyst i hele kommunen: Læringsnetværk, i gang, 5–9 deltagere. Forbinder ")
