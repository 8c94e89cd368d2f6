"""The secret in a personal link: worked out of the delivery's key and the installation's own secret, stored nowhere."""

import hashlib
import hmac
from base64 import urlsafe_b64encode


def secret_of(key: str, installation: str) -> str:
    """256 bits as 43 letters of an address. The same delivery always brings the same one."""
    made = hmac.new(installation.encode(), key.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """What a secret is known by: enough to find whose it is, nothing to open the page with."""
    return hashlib.sha256(secret.encode()).hexdigest()
