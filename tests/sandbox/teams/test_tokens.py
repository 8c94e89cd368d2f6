"""Who may speak: the service's signature towards the bot, and the bot's own token towards the service."""

import jwt
import pytest

from sandbox.teams.driver import TeamsDriver
from tests.sandbox.teams.places import GRAPH, Service, refused
from tests.sandbox.teams.toymanifest import APP_ID


class TestTheServicesKeys:
    def test_are_where_the_configuration_says(self, service: Service) -> None:
        """Issuer and key set are those that a bot knows Microsoft by."""
        told = service.http.get("/v1/.well-known/openidconfiguration").json()
        assert told["issuer"] == "https://api.botframework.com"
        keys = service.http.get(told["jwks_uri"]).json()["keys"]
        assert [(key["kty"], key["alg"]) for key in keys] == [("RSA", "RS256")]

    def test_sign_what_a_test_wants(self, driver: TeamsDriver, service: Service) -> None:
        """A forged claim stands in a token that is signed as rightly as any; one can be left out."""
        token = driver.signed(aud="somebody-else", serviceurl=None)
        key = jwt.PyJWK(service.http.get("/v1/.well-known/keys").json()["keys"][0]).key
        claims = jwt.decode(token, key, algorithms=["RS256"], audience="somebody-else")
        assert "serviceurl" not in claims


class TestAnAccessToken:
    @pytest.mark.parametrize(
        ("other", "answer"),
        [
            ({"client_secret": "wrong"}, (401, "invalid_client")),
            ({"client_id": "wrong"}, (400, "unauthorized_client")),
            ({"grant_type": "password"}, (400, "unsupported_grant_type")),
            ({"scope": "https://other.example/.default"}, (400, "invalid_scope")),
            ({"tenant": "b0a7d2a3-0000-4000-8000-000000000009"}, (400, "invalid_request")),
        ],
    )
    def test_is_for_the_right_app_only(self, service: Service, other: dict, answer: tuple[int, str]) -> None:
        """A wrong secret, app, grant, scope or tenant gets Entra's own error."""
        told = service.ask_token(**other)
        assert (told.status_code, told.json()["error"]) == answer

    def test_is_needed_for_every_call(self, service: Service, team: str) -> None:
        """Without one, with garbage, or with the one for Graph the connector refuses."""
        graph = service.ask_token(scope=GRAPH).json()["access_token"]
        path = f"/connector/v3/teams/{team}"
        for header in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {graph}"}):
            assert refused(service.http.get(path, headers=header)) == (401, "Unauthorized")

    def test_is_not_recorded(self, driver: TeamsDriver, service: Service) -> None:
        """What a test reads of calls holds no secret."""
        service.ask_token()
        assert "a-client-secret" not in str(driver.calls())


class TestWhatTheBotIsSent:
    def test_is_signed_for_it(self, driver: TeamsDriver, service: Service, mette, bot) -> None:
        """Audience, issuer and address are right; the toy bot checks the signature itself."""
        mette.say_to_bot("hej")
        heard = driver.eventually(lambda: bot.of("message"))[0]
        assert heard["serviceUrl"] == service.names["service_url"]
        assert heard["recipient"]["id"] == f"28:{APP_ID}"
