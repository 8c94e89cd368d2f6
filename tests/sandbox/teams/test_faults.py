"""What goes wrong with a call when a test says so."""

import httpx
import pytest

from sandbox.teams.driver import Person, TeamsDriver
from tests.sandbox.teams.places import Service, refused


class TestACall:
    @pytest.mark.parametrize(("kind", "stands"), [("drop_after", True), ("drop_before", False), ("hang", False)])
    def test_may_get_no_answer(
        self, driver: TeamsDriver, service: Service, team: str, mette: Person, kind: str, stands: bool
    ) -> None:
        """The connection ends without a byte, after the effect or before."""
        driver.faults({"method": "activities.create", "kind": kind, "seconds": 0.1})
        with pytest.raises(httpx.RemoteProtocolError):
            service.post(team, f"tabt ved {kind}")
        assert (f"tabt ved {kind}" in [m.text for m in mette.messages(team)]) is stands

    def test_may_be_told_to_wait(self, driver: TeamsDriver, service: Service, team: str) -> None:
        """429 comes with Retry-After, for as many calls as told."""
        driver.faults({"method": "activities.create", "kind": "rate_limit", "retry_after": 7})
        answer = service.post(team, "Hej")
        assert (refused(answer), answer.headers["Retry-After"]) == ((429, "Throttled"), "7")
        assert service.post(team, "Hej").status_code == 201

    @pytest.mark.parametrize(
        ("status", "code"),
        [(412, "PreconditionFailed"), (413, "MessageSizeTooBig"), (502, "ServiceError"), (503, "ServiceUnavailable")],
    )
    def test_may_fail_inside_the_service(
        self, driver: TeamsDriver, service: Service, team: str, mette: Person, status: int, code: str
    ) -> None:
        """With the code that belongs to the status; with `after` although it took effect."""
        driver.faults({"method": "activities.create", "kind": "status", "status": status, "after": True})
        assert refused(service.post(team, f"kom frem trods {status}")) == (status, code)
        assert f"kom frem trods {status}" in [m.text for m in mette.messages(team)]

    def test_may_be_refused_with_any_code(self, driver: TeamsDriver, service: Service, team: str) -> None:
        """A 403 of one's choice."""
        driver.faults({"method": "activities.create", "kind": "error", "error": "BotDisabledByAdmin"})
        assert refused(service.post(team, "Hej")) == (403, "BotDisabledByAdmin")

    def test_may_concern_tokens_and_keys(self, driver: TeamsDriver, service: Service) -> None:
        """What the bot gets its keys from can fail as well."""
        driver.faults({"method": "token", "kind": "status", "status": 503}, {"method": "keys", "kind": "status"})
        assert service.ask_token().status_code == 503
        assert service.http.get("/v1/.well-known/keys").status_code == 503

    def test_is_recorded(self, driver: TeamsDriver, service: Service, team: str) -> None:
        """Name, body and outcome of every call can be read."""
        service.post(team, "Hej")
        service.post("19:nowhere@thread.tacv2", "Hej")
        found = [
            (one["arguments"]["body"]["text"], one["ok"], one["error"]) for one in driver.calls("activities.create")
        ]
        assert found == [("Hej", True, ""), ("Hej", False, "ConversationNotFound")]
