"""Which lanes a delivery goes through."""

from core.model.deliveries import Content, Delivery, Effect
from core.model.ids import OrganisationId, WorkspaceId
from storage.lanes import Lanes, Rate
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
