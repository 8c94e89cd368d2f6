"""Which lanes a delivery goes through, and how long a backlog waits before them."""

from collections import Counter
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from core.model.deliveries import Content, Delivery, Effect, Urgency
from core.model.ids import OrganisationId, WorkspaceId
from storage.board import LONG_AGO, Board, Lane
from storage.rates import Lanes, Rate
from tests.builders import NOW

USUAL, OTHER = WorkspaceId("w1"), WorkspaceId("w2")


def _post(workspace: WorkspaceId) -> Delivery:
    return Delivery(
        key="k",
        effect=Effect.POST,
        content=Content.CHARTER,
        organisation_id=OrganisationId("o"),
        workspace_id=workspace,
        due_at=NOW,
    )


class TestAWorkspace:
    def test_whose_platform_has_rates_of_its_own_goes_by_those(self) -> None:
        """The others keep the usual ones, and no lane is shared."""
        lanes = Lanes(others={OTHER: Lanes(conversation=Rate(7), tiers={Effect.POST: ("calls", Rate(50))})})
        own, usual = lanes.of(_post(OTHER), "C1"), lanes.of(_post(USUAL), "C1")
        assert (own["c:w2:C1"], own["w:w2:calls"]) == (Rate(7), Rate(50))
        assert usual == Lanes().of(_post(USUAL), "C1")
        assert own.keys().isdisjoint(usual)


class Waiting:
    """Deliveries that look for places, each when it was told to, until all have gone."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._rows: dict[str, Lane] = {}
        self._queue: list[tuple[datetime, int, int, str, datetime | None]] = []
        self._numbers = count()
        self.looks: Counter[int] = Counter()
        self.gone: dict[int, float] = {}

    def leave(self, conversation: str, urgency: Urgency = Urgency.PROMPT, at: datetime = NOW) -> int:
        number = next(self._numbers)
        heappush(self._queue, (at, urgency.value, number, conversation, None))
        return number

    def run(self) -> None:
        while self._queue:
            now, urgency, number, conversation, booked = heappop(self._queue)
            rates = self._lanes.of(_post(USUAL), conversation)
            for key in rates:
                self._rows.setdefault(key, Lane(LONG_AGO, LONG_AGO))
            board = Board(self._rows, rates, now, self._lanes.horizon)
            slot = board.place(rates, Urgency(urgency), booked=booked, waited=self.looks[number] > 0)
            self.looks[number] += 1
            if slot.at <= now:
                self.gone[number] = (now - NOW).total_seconds()
                continue
            waited = self.looks[number] > 1
            at = slot.at if slot.booked else board.turn(rates, Urgency(urgency), slot.at, waited=waited)
            heappush(self._queue, (at, urgency, number, conversation, slot.at if slot.booked else None))


class TestABacklog:
    def test_looks_for_places_a_few_times_however_long_it_is(self) -> None:
        """Four a second: the last of a thousand waits four minutes, and is written anew three times at most."""
        waiting = Waiting(Lanes(conversation=None, tiers={Effect.POST: ("post", Rate(4))}))
        for number in range(1000):
            waiting.leave(f"C{number}")
        waiting.run()
        assert max(waiting.looks.values()) <= 4
        assert max(waiting.gone.values()) == 999 / 4

    def test_leaves_no_lane_unused(self) -> None:
        """Ten conversations whose turns come one after the other take no longer than their workspace needs."""
        waiting = Waiting(Lanes(conversation=Rate(1), tiers={Effect.POST: ("post", Rate(4))}))
        for number in range(1000):
            waiting.leave(f"C{number % 10}")
        waiting.run()
        assert max(waiting.gone.values()) <= 999 / 4 + 1
        assert sum(waiting.looks.values()) <= 4 * 1000

    def test_of_one_conversation_holds_up_no_other(self) -> None:
        """A burst for thirty others goes as if the five hundred were not there."""
        waiting = Waiting(Lanes(conversation=Rate(1), tiers={Effect.POST: ("post", Rate(4))}))
        for _ in range(500):
            waiting.leave("C0")
        others = [waiting.leave(f"C{number}", at=NOW + timedelta(seconds=20)) for number in range(1, 31)]
        waiting.run()
        assert max(waiting.gone[number] for number in others) <= 20 + 30 / 3 + 2
        assert max(waiting.looks.values()) <= 8

    def test_holds_up_nothing_more_urgent(self) -> None:
        """What comes while a thousand digests wait goes after those that have booked."""
        lanes = Lanes(conversation=None, tiers={Effect.POST: ("post", Rate(4))})
        waiting = Waiting(lanes)
        for number in range(1000):
            waiting.leave(f"C{number}", Urgency.DIGEST)
        prompts = [waiting.leave(f"P{number}", at=NOW + timedelta(seconds=20)) for number in range(100)]
        waiting.run()
        booked = lanes.horizon.waited.total_seconds()
        assert max(waiting.gone[number] for number in prompts) <= 20 + booked + 100 / 4
        assert max(waiting.gone.values()) <= 1100 / 4 + 1
