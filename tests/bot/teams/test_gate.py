"""Nobody is believed without a token that Microsoft has signed for this app and this service, over real HTTP."""

import asyncio
import base64
import json
import time
from contextlib import closing

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.teams.gate import Gate, Verdict
from tests.bot.teams.places import APP, Place
from tests.bot.teams.recorded import a_message

ISSUER = "https://api.botframework.com"
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SOMEBODY = "99999999-9999-4999-8999-999999999999"


def _claims(place: Place, **other: object) -> dict:
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": APP, "serviceurl": place.me.service, "iat": now, "nbf": now, "exp": now + 3600}
    return usual | other


def _kid(place: Place) -> str:
    return str(jwt.get_unverified_header(place.driver.signed())["kid"])


def _unsigned(place: Place) -> str:
    parts = ({"alg": "none", "typ": "JWT", "kid": _kid(place)}, _claims(place))
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return f"{head}.{body}."


FORGED = {
    "no header": lambda place: "",
    "no token": lambda place: "garbage",
    "somebody else's key": lambda place: jwt.encode(_claims(place), STRANGER, "RS256", headers={"kid": _kid(place)}),
    "an unknown key": lambda place: jwt.encode(_claims(place), STRANGER, "RS256", headers={"kid": "unknown"}),
    "no key at all": lambda place: jwt.encode(_claims(place), STRANGER, "RS256"),
    "HS256": lambda place: jwt.encode(_claims(place), "s" * 64, "HS256", headers={"kid": _kid(place)}),
    "none": _unsigned,
    "another app": lambda place: place.driver.signed(aud="00000000-0000-0000-0000-000000000000"),
    "no audience": lambda place: place.driver.signed(aud=None),
    "another issuer": lambda place: place.driver.signed(iss="https://api.botframework.example"),
    "an issuer of Entra": lambda place: place.driver.signed(iss=f"https://sts.windows.net/{place.workspace}/"),
    "run out": lambda place: place.driver.signed(exp=int(time.time()) - 600),
    "another service": lambda place: place.driver.signed(serviceurl="https://smba.example/teams/"),
    "no service": lambda place: place.driver.signed(serviceurl=None),
}


class TestAToken:
    @pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
    def test_that_is_forged_is_turned_away(self, place: Place, forged) -> None:
        """Nothing of the activity is looked at."""
        assert place.driver.inject(a_message(place, "start"), forged(place))["status"] == 401
        assert (place.handlers.told, place.handlers.met) == ({}, {})

    def test_that_is_good_is_served(self, place: Place) -> None:
        """The same activity, with the service's own signature."""
        assert place.driver.inject(a_message(place, "start"))["status"] == 200
        assert len(place.handlers.told) == 1

    def test_says_nothing_for_an_activity_without_a_service(self, place: Place) -> None:
        """Where answers go is signed: left out, our own token could be lured anywhere."""
        activity = {name: each for name, each in a_message(place, "start").items() if name != "serviceUrl"}
        assert place.driver.inject(activity)["status"] == 401

    def test_of_a_foreign_tenant_is_turned_away(self, place: Place) -> None:
        """Microsoft's signature says who sent it, not that we serve them."""
        foreign = a_message(place, "start", tenant=SOMEBODY)
        assert place.driver.inject(foreign)["status"] == 403
        assert (place.handlers.told, place.handlers.met) == ({}, {})


class TestKeys:
    def test_that_cannot_be_had_put_an_activity_off(self, place: Place) -> None:
        """Teams asks again: it is not turned away for good."""
        place.driver.faults({"kind": "status", "status": 500, "method": "keys", "times": 9})
        with closing(Gate(place.me)) as gate:
            assert _verdict(gate, place) is Verdict.NOT_NOW
            place.driver.faults()
            assert _verdict(gate, place) is Verdict.COMES_IN

    def test_that_were_fetched_ahead_need_not_be_had(self, place: Place) -> None:
        """Microsoft may be away for a while."""
        with closing(Gate(place.me)) as gate:
            assert gate.warm()
            place.driver.faults({"kind": "status", "status": 500, "method": "keys", "times": 9})
            assert _verdict(gate, place) is Verdict.COMES_IN

    def test_that_hang_are_not_waited_for_longer_than_teams_waits(self, place: Place) -> None:
        """It is put off while they still hang."""
        place.driver.faults({"kind": "hang", "method": "keys", "times": 9, "seconds": 3})
        with closing(Gate(place.me, patience=0.2)) as gate:
            assert _verdict(gate, place) is Verdict.NOT_NOW


def _verdict(gate: Gate, place: Place) -> Verdict:
    return asyncio.run(gate.verdict({"authorization": f"Bearer {place.driver.signed()}"}, a_message(place, "start")))
