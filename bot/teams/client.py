"""One blocking call of the connector or of Graph: a time limit, no retry, errors in our own words.

The token is fetched here as well, with the same time limit: the SDK's own way has none.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any
from urllib.parse import quote

import httpx
import jwt

from bot.teams.errors import SENDING, answered, broken
from bot.teams.installation import CONNECTOR_SCOPE, GRAPH_SCOPE, Installation
from core.failpoints import reach
from views.messenger import Ambiguous, DeliveryError, NeverSent, NotPermitted, RateLimited, Rejected, TokenRefused

Json = dict[str, Any]
Query = Mapping[str, str] | None

logging.getLogger("httpx").setLevel(logging.WARNING)  # else each call is told with the ids in its address

_SPARE = 300.0  # seconds before its end at which a token is taken for ended
_MOST_PAGES = 200


def http_client(me: Installation, timeout: float) -> httpx.Client:
    """No connection is kept open. A proxy of the house is used, but not to this machine."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx.Client(timeout=timeout, limits=limits, trust_env=me.login.startswith("https:"))


class Tokens:
    """The app's tokens, one for each tenant and service, kept until shortly before their end."""

    def __init__(self, me: Installation, http: httpx.Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._me = me
        self._http = http
        self._clock = clock
        self._kept: dict[tuple[str, str], tuple[str, float]] = {}
        self._locks: dict[tuple[str, str], AbstractContextManager[bool]] = {}

    def of(self, tenant: str, scope: str) -> str:
        """Raises a delivery error; whatever it was for has not been sent then."""
        if self._me.trusts_playground:
            return "none"  # it asks for none, and nobody there gives any
        with self._locks.setdefault((tenant, scope), Lock()):
            token, until = self._kept.get((tenant, scope), ("", 0.0))
            if self._clock() < until:
                return token
            token, seconds = self._fetched(tenant, scope)
            self._kept[tenant, scope] = (token, self._clock() + max(seconds - _SPARE, seconds / 2))
            return token

    def roles(self, tenant: str, scope: str) -> frozenset[str]:
        """What an administrator has let the app do, as the token says; empty if it cannot be read."""
        try:
            claims = jwt.decode(self.of(tenant, scope), options={"verify_signature": False})
        except jwt.PyJWTError:
            return frozenset()
        return frozenset(str(role) for role in claims.get("roles") or ())

    def drop(self, tenant: str, scope: str) -> None:
        """It was refused: the next call fetches another."""
        self._kept.pop((tenant, scope), None)

    def _fetched(self, tenant: str, scope: str) -> tuple[str, float]:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._me.app_id,
            "client_secret": self._me.password,
            "scope": scope,
        }
        try:
            response = self._http.post(f"{self._me.login}/{tenant}/oauth2/v2.0/token", data=asked)
        except SENDING as error:
            raise NeverSent(f"token_{type(error).__name__}") from error
        if response.status_code != 200:
            raise _no_token(answered(response, "token"))
        body = response.json()
        return str(body["access_token"]), float(body.get("expires_in", 3600))


class TeamsClient:
    """Calls as the app. Safe to share between threads: each call has a connection of its own, for one that was left
    open may have ended unnoticed, and then nobody knows whether what was said on it was heard.
    """

    def __init__(self, me: Installation, *, timeout: float = 10.0) -> None:
        self.me = me
        self._http = http_client(me, timeout)
        self._tokens = Tokens(me, self._http)

    def connector(
        self,
        verb: str,
        service: str,
        *path: str,
        lane: str,
        body: Json | None = None,
        query: Query = None,
    ) -> Json:
        """A call of the connector that `service` names; `path` are the parts of the address after v3."""
        url = f"{service.rstrip('/')}/v3/{_joined(path)}"
        return self._call(verb, url, self.me.tenant, CONNECTOR_SCOPE, lane, body, query)

    def graph(self, verb: str, tenant: str, *path: str, body: Json | None = None, query: Query = None) -> Json:
        """A call of Graph in a tenant."""
        if not self.me.graph:
            raise NotPermitted("no_graph")  # whatever the Playground answers at such an address means nothing
        return self._call(verb, f"{self.me.graph}/{_joined(path)}", tenant, GRAPH_SCOPE, "graph", body, query)

    def pages(self, tenant: str, *path: str, query: Query = None) -> Iterator[list[Json]]:
        """The pages of a list in Graph; an error in the middle is raised, so an end means that all was read."""
        answer = self.graph("GET", tenant, *path, query=query)
        for _ in range(_MOST_PAGES):
            yield list(answer.get("value") or ())
            following = str(answer.get("@odata.nextLink") or "")
            if not following:
                return
            if not following.startswith(f"{self.me.graph}/"):  # the token goes nowhere else
                raise Rejected("foreign_page")
            answer = self._call("GET", following, tenant, GRAPH_SCOPE, "graph", None, None)
        raise Rejected("too_many_pages")

    def close(self) -> None:
        self._http.close()

    def _call(
        self,
        verb: str,
        url: str,
        tenant: str,
        scope: str,
        lane: str,
        body: Json | None,
        query: Mapping[str, str] | None,
    ) -> Json:
        token = self._tokens.of(tenant, scope)
        reach("outside.before_call", lane)
        try:
            response = self._http.request(
                verb, url, json=body, params=query, headers={"Authorization": f"Bearer {token}"}
            )
        except SENDING as error:
            raise broken(error) from error
        reach("outside.after_call", lane)
        if response.status_code == 401:
            self._tokens.drop(tenant, scope)
        if not response.is_success:
            raise answered(response, lane)
        return _read(response)


def _no_token(error: DeliveryError) -> DeliveryError:
    """Without a token nothing is sent at all."""
    if isinstance(error, RateLimited):
        return error
    return NeverSent(error.code) if isinstance(error, Ambiguous) else TokenRefused(error.code)


def prepared(call: Callable[[], Json]) -> Json:
    """A call that only makes ready: whatever becomes of it, the effect itself has not happened."""
    try:
        return call()
    except Ambiguous as error:
        raise NeverSent(error.code) from error


def _joined(path: tuple[str, ...]) -> str:
    return "/".join(quote(part, safe="$") for part in path)


def _read(response: httpx.Response) -> Json:
    """What it says; nothing, if it says nothing that we could read."""
    try:
        body = response.json() if response.content else {}
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
