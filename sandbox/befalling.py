"""What a fault does to a call: cut it, hold it, or answer in its stead."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from sandbox.faults import Rule


async def befall(
    request: Request, fault: Rule, work: Callable[[], Response], refuse: Callable[[Rule], Response]
) -> Response:
    """`work` carries the call out; `refuse` says in the chat's own words that it was not."""
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
        return work()
    if fault.kind == "drop_after" or (fault.after and fault.kind != "drop_before"):
        work()
    if fault.kind == "hang":
        await _hang(request, fault.seconds)
    if fault.kind in ("hang", "drop_before", "drop_after"):
        request.scope["sandbox.cut"]()
        # The connection is gone; let the loop notice before an answer is offered to it.
        await asyncio.sleep(0.05)
        return Response(status_code=500)
    return refuse(fault)


async def _hang(request: Request, seconds: float) -> None:
    """As long as told, or until the caller has lost patience."""
    end = asyncio.get_running_loop().time() + (seconds or 60.0)
    while asyncio.get_running_loop().time() < end and not await request.is_disconnected():  # noqa: ASYNC110
        await asyncio.sleep(0.05)
