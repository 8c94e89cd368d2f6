"""The body of a request, no larger than it may be: whoever calls has not shown yet who they are."""

from starlette.requests import ClientDisconnect, Request


async def read(request: Request, most_bytes: int) -> bytes | None:
    """The body; None, and no more of it read, once it is too large. Nothing, if the caller has gone."""
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most_bytes:
                return None
            chunks.append(chunk)
    except ClientDisconnect:
        return b""
    return b"".join(chunks)
