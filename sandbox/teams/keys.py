"""Microsoft's signatures, made here: the service's key, the tokens it hands out, and those that it shows the bot."""

import base64
import time
import uuid
from collections.abc import Mapping

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.settings import Json

ISSUER = "https://api.botframework.com"
CONNECTOR, GRAPH = "https://api.botframework.com", "https://graph.microsoft.com"
TOKEN_SECONDS = 3600
_ALLOWED_SKEW = 300


class Keys:
    """One RSA key, made at start; its public half is what the bot downloads."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = uuid.uuid4().hex

    def published(self) -> Json:
        """The JSON web key set."""
        public = self._key.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA",
                    "use": "sig",
                    "alg": "RS256",
                    "kid": self.kid,
                    "x5t": self.kid,
                    "n": _number(public.n),
                    "e": _number(public.e),
                    "endorsements": ["msteams"],
                }
            ]
        }

    def signed(self, claims: Json) -> str:
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self.kid})

    def inbound(self, app_id: str, service_url: str, other: Mapping[str, object] | None = None) -> str:
        """What the service shows the bot with every activity. `other`: claims that are so instead; None: absent."""
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": app_id,
            "serviceurl": service_url,
            "nbf": now - _ALLOWED_SKEW,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
        }
        return self.signed({name: one for name, one in (claims | dict(other or {})).items() if one is not None})

    def access(self, app_id: str, tenant: str, audience: str) -> str:
        """What the bot has to show the service."""
        now = int(time.time())
        claims = {"aud": audience, "iss": f"https://sts.windows.net/{tenant}/", "appid": app_id, "tid": tenant}
        return self.signed(claims | {"iat": now, "nbf": now - _ALLOWED_SKEW, "exp": now + TOKEN_SECONDS})

    def accepts(self, token: str, audience: str) -> bool:
        """Whether this is a living token of ours for that service."""
        try:
            jwt.decode(token, self._key.public_key(), algorithms=["RS256"], audience=audience)
        except jwt.InvalidTokenError:
            return False
        return True


def _number(value: int) -> str:
    size = (value.bit_length() + 7) // 8
    return base64.urlsafe_b64encode(value.to_bytes(size, "big")).rstrip(b"=").decode()
