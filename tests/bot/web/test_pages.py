"""The page of somebody without an account, over real HTTP: who gets in, who does not, and what is done there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.web.patience import REFILL, TRIES, Patience
from core.model import keys
from core.services import members
from tests.support.pages import MAIL, Site, site


@pytest.fixture
def page(uows: object) -> Iterator[Site]:
    with site(uows) as made:
        yield made


class TestComingIn:
    def test_with_ones_own_link(self, page: Site) -> None:
        """It says whose page it is, what is stored and why, and what waits."""
        seen = page.visit(page.invite())
        assert "Denne side er til" in seen.text
        assert "er ansvarlig for dine oplysninger" in seen.text
        assert {"Jeg er med", "Nej tak"} <= set(seen.buttons)

    def test_changes_nothing(self, page: Site) -> None:
        """What follows links in mails, to see whether they are harmless, has not said yes for anybody."""
        link = page.invite()
        before = page.dump()
        for method in ("GET", "HEAD"):
            assert page.http.request(method, link).status_code == 200
        assert page.dump() == before

    def test_tells_nobody_where_one_is(self, page: Site) -> None:
        """No referrer, no copy kept, nothing from elsewhere, in no search."""
        answer = page.http.get(page.invite())
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "http://" not in answer.text.replace(str(page.url), "")
        assert "https://" not in answer.text


class TestStayingOut:
    def test_by_guessing(self, page: Site) -> None:
        """A thousand tries find nothing, and soon nothing is looked for any more."""
        page.invite()
        answers = [page.http.get(f"{page.url}/l/{number:043}") for number in range(1000)]
        assert {answer.status_code for answer in answers} == {404, 429}
        assert sum(answer.status_code == 404 for answer in answers) <= TRIES + 5

    def test_by_a_link_that_is_nearly_right(self, page: Site) -> None:
        """A letter more, a letter less, another case."""
        link = page.invite()
        for near in (link[:-1], link + "A", link.swapcase().replace("HTTP", "http").replace("/L/", "/l/")):
            assert page.http.get(near).status_code == 404

    def test_after_it_has_expired(self, page: Site) -> None:
        """It is told as one that never was."""
        link = page.invite()
        never = page.http.get(f"{page.url}/l/{'x' * 43}")
        page.now += timedelta(days=31)
        late = page.http.get(link)
        assert (late.status_code, late.text) == (never.status_code, never.text)

    def test_after_it_was_revoked(self, page: Site) -> None:
        """Removed from the network, or gone by themselves."""
        link = page.invite()
        page.visit(link).press("Jeg er med").press("Jeg er med", {"Hvad": "Ulla Bak"}, choose=("Jeg har læst teksten",))
        with page.uows.writing() as uow:
            network = uow.networks.get(page.network.id)
            members.remove(uow, network, page.town.anne, MAIL, at=page.now)
            uow.commit()
        assert page.http.get(link).status_code == 404

    def test_of_what_is_anothers(self, page: Site) -> None:
        """With one's own link another's invitation is not to be answered, nor their reply seen."""
        page.invite("karen@x.example")
        mine = page.visit(page.invite())
        with page.uows.reading() as uow:
            karen = uow.people.find(page.ours.id, "karen@x.example")
            theirs = uow.members.find(page.network.id, karen.id)
        answer = page.http.post(
            mine.answer.request.url, data={"_route": "members.decline", "_value": theirs.id, "_stamp": "1"}
        )
        assert "Du har sagt nej tak" not in answer.text
        with page.uows.reading() as uow:
            assert uow.members.get(theirs.id).state is theirs.state

    @pytest.mark.parametrize("route", ["networks.create", "summaries.show", "members.invited", "networks.end", ""])
    def test_of_what_is_not_for_the_page(self, page: Site, route: str) -> None:
        """Whatever somebody sends by hand."""
        link = page.invite()
        answer = page.http.post(link, data={"_route": route, "_value": page.network.id, "_stamp": "1"})
        assert "kan ikke gøres her" in answer.text

    def test_of_ones_own_page_when_it_is_not_oneself(self, page: Site) -> None:
        """ "Det er ikke mig": the link is dead, and the leader is told."""
        link = page.invite()
        assert "Linket virker ikke mere" in page.visit(link).press("Det er ikke mig").text
        assert page.http.get(link).status_code == 404
        with page.uows.reading() as uow:
            told = uow.deliveries.find(keys.not_theirs(page.key))
        assert told is not None
        assert told.person_id == page.town.anne.id


class TestActing:
    def test_twice_is_once(self, page: Site) -> None:
        """The same form sent again, by somebody impatient, is one membership and shows their page."""
        form = page.visit(page.invite()).press("Jeg er med")
        for _ in range(2):
            last = form.press("Jeg er med", {"Hvad": "Ulla Bak"}, choose=("Jeg har læst teksten",))
        assert last.answer.status_code == 200
        with page.uows.reading() as uow:
            assert uow.members.count_active(page.network.id) == 2

    def test_says_beside_the_field_what_is_wrong_and_keeps_the_rest(self, page: Site) -> None:
        """A name without the tick: the tick is asked for, the name stays."""
        form = page.visit(page.invite()).press("Jeg er med")
        again = form.press("Jeg er med", {"Hvad": "Ulla Bak"})
        assert 'value="Ulla Bak"' in again.answer.text
        assert 'aria-describedby="informed' in again.answer.text
        assert 'role="alert"' in again.answer.text

    def test_says_no(self, page: Site) -> None:
        """And may still change their mind."""
        said = page.visit(page.invite()).press("Nej tak")
        assert "ingen får at vide hvorfor" in said.text
        assert "Jeg er med" in set(said.buttons)

    def test_speaks_another_language(self, page: Site) -> None:
        """From the next page on, and in mails too."""
        link = page.invite()
        page.visit(link).press("English")
        seen = page.visit(link)
        assert "This page is for" in seen.text
        assert '<html lang="en">' in seen.answer.text

    def test_wants_no_mails(self, page: Site) -> None:
        """A round that opens then sends none; the link goes on working, and the choice can be undone."""
        link = page.invite()
        assert "Du får ikke flere mails" in page.visit(link).press("Send mig ikke flere mails").text
        with page.uows.reading() as uow:
            assert not uow.people.find(page.ours.id, MAIL).wants_mail
        assert "Send mig mails igen" in set(page.visit(link).buttons)


@dataclass
class Watch:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


class TestPatience:
    def test_ends_after_so_many_tries_and_comes_back(self) -> None:
        """For that place alone."""
        watch = Watch()
        patience = Patience(watch)
        tries = 0
        while patience.has("a"):
            patience.try_("a")
            tries += 1
        assert tries == TRIES
        assert patience.has("b")
        watch.at += REFILL + 0.1
        assert patience.has("a")
