"""Where the bot gets its keys: the service's public one, and a token of its own for connector and Graph."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.befalling import befall
from sandbox.faults import Rule
from sandbox.settings import Json
from sandbox.teams import refusals
from sandbox.teams.keys import CONNECTOR, GRAPH, ISSUER, TOKEN_SECONDS
from sandbox.teams.platform import Platform

_SCOPES = {f"{CONNECTOR}/.default": CONNECTOR, f"{GRAPH}/.default": GRAPH}


async def configuration(request: Request) -> Response:
    platform: Platform = request.app.state.platform
    body = {
        "issuer": ISSUER,
        "jwks_uri": f"{platform.url}/v1/.well-known/keys",
        "authorization_endpoint": "https://invalid.botframework.com",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }
    return await _served(request, "openid", body)


async def keys(request: Request) -> Response:
    platform: Platform = request.app.state.platform
    return await _served(request, "keys", platform.keys.published())


async def discovery(request: Request) -> Response:
    """What a sign-in library asks before it asks for a token."""
    platform: Platform = request.app.state.platform
    base = f"{platform.url}/{request.path_params['tenant']}"
    body = {
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "issuer": f"{base}/v2.0",
        "jwks_uri": f"{platform.url}/v1/.well-known/keys",
    }
    return await _served(request, "discovery", body)


async def token(request: Request) -> Response:
    """client_credentials → {token_type, expires_in, access_token}; Entra's own errors."""
    platform: Platform = request.app.state.platform
    text = (await request.body()).decode("utf-8", "replace")
    form = {name: values[-1] for name, values in parse_qs(text).items()}
    status, body = _judged(platform, request.path_params["tenant"], form)
    return await _served(request, "token", body, status)


def _judged(platform: Platform, tenant: str, form: dict[str, str]) -> tuple[int, Json]:
    settings = platform.settings
    if tenant not in (platform.workspace.tenant_id, "botframework.com"):
        return 400, _error("invalid_request", f"AADSTS90002: Tenant '{tenant}' not found.")
    if form.get("grant_type") != "client_credentials":
        return 400, _error("unsupported_grant_type", "AADSTS70003: The grant type is not supported.")
    if form.get("client_id") != settings.app_id:
        return 400, _error("unauthorized_client", "AADSTS700016: Application was not found in the directory.")
    if form.get("client_secret") != settings.password:
        return 401, _error("invalid_client", "AADSTS7000215: Invalid client secret provided.")
    audience = _SCOPES.get(form.get("scope", ""))
    if audience is None:
        return 400, _error("invalid_scope", "AADSTS1002012: The provided value for scope is not valid.")
    access = platform.keys.access(settings.app_id, tenant, audience)
    return 200, {
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "ext_expires_in": TOKEN_SECONDS,
        "access_token": access,
    }


def _error(code: str, description: str) -> Json:
    return {"error": code, "error_description": description}


async def _served(request: Request, name: str, body: Json, status: int = 200) -> Response:
    """An answer, unless a fault befalls it. Secrets are not recorded."""
    platform: Platform = request.app.state.platform
    record = platform.recorder.call(name, {"path": dict(request.path_params)}, [], "")
    record |= {"ok": status == 200, "error": body.get("error", "")}
    fault = platform.faults.take(name)
    if fault is None:
        return JSONResponse(body, status)
    record |= {"fault": fault.kind, "ok": False, "error": fault.kind}
    return await befall(request, fault, lambda: JSONResponse(body, status), _refuse)


def _refuse(fault: Rule) -> Response:
    refusal = refusals.throttled(fault.retry_after) if fault.kind == "rate_limit" else refusals.told(fault.status)
    return JSONResponse(refusal.body, refusal.status, refusal.headers)


ROUTES = [
    Route("/v1/.well-known/openidconfiguration", configuration),
    Route("/v1/.well-known/openid-configuration", configuration),
    Route("/v1/.well-known/keys", keys),
    Route("/{tenant}/v2.0/.well-known/openid-configuration", discovery),
    Route("/{tenant}/oauth2/v2.0/token", token, methods=["POST"]),
]
