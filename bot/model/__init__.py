"""The one door to a language model: an endpoint of the settings that speaks as OpenAI's chat completions.

The standard library is enough for one blocking call. It follows no redirect and no proxy, so that nothing is sent to
any host but the one that was allowed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from time import monotonic
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from bot.access import ModelAccess
from core.ports_readouts import ModelFailed

TIMEOUT = 120.0
"""Seconds: a model on a machine of one's own is slow."""
_MOST_BYTES = 262_144
_MOST_TOKENS = 1500


class _Stay(HTTPRedirectHandler):
    """Goes nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


_OPENER = build_opener(ProxyHandler({}), _Stay())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatModel:
    """`timeout`: seconds that an answer may take."""

    access: ModelAccess
    timeout: float = TIMEOUT

    @property
    def name(self) -> str:
        return self.access.name

    def answer(self, instruction: str, data: str) -> str:
        """The words of its first choice, at temperature 0. Raises `ModelFailed`, which quotes nothing."""
        try:
            with _OPENER.open(self._request(instruction, data), timeout=self.timeout) as response:
                return _said(self._read(response))
        except HTTPError as error:
            error.close()
            raise ModelFailed(f"status {error.code}") from None
        except (URLError, HTTPException, OSError) as error:
            raise ModelFailed(type(error).__name__) from None

    def _request(self, instruction: str, data: str) -> Request:
        asked = {
            "model": self.access.name,
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": data}],
        }
        headers = {"Content-Type": "application/json"}
        if self.access.key:
            headers["Authorization"] = f"Bearer {self.access.key}"
        body = json.dumps(asked, ensure_ascii=False).encode()
        url = f"{self.access.url}/chat/completions"
        return Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - http and https only: settings

    def _read(self, response: HTTPResponse) -> bytes:
        """All of it, within the time and no more than fits."""
        until, found = monotonic() + self.timeout, b""
        while piece := response.read1(65_536):
            found += piece
            if len(found) > _MOST_BYTES:
                raise ModelFailed("too long")
            if monotonic() > until:
                raise ModelFailed("too slow")
        return found


def _said(body: bytes) -> str:
    try:
        found: Mapping[str, object] = json.loads(body)
    except (ValueError, RecursionError):
        raise ModelFailed("no JSON") from None
    match found:
        case {"choices": [{"message": {"content": str(content)}}, *_]}:
            return content
        case _:
            raise ModelFailed("no choice")
