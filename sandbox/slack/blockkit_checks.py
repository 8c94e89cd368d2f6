"""Small checks that shapes are composed of: each takes a value and where it is, and yields what is wrong."""

from collections.abc import Callable, Iterator

Check = Callable[[object, str], Iterator[str]]


def wrong(what: str, where: str) -> str:
    """A complaint in Slack's own form."""
    return f"{what} [json-pointer:{where}]"


def string(most: int, *, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", where)
        elif len(value) < least:
            yield wrong(f"must be more than {least - 1} characters", where)
        elif len(value) > most:
            yield wrong(f"must be less than {most + 1} characters", where)

    return check


def number(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong("must be an integer", where)
        elif not least <= value <= most:
            yield wrong(f"must be between {least} and {most}", where)

    return check


def flag(value: object, where: str) -> Iterator[str]:
    """True or false, nothing that merely looks like it."""
    if not isinstance(value, bool):
        yield wrong("must be a boolean", where)


def one_of(*values: str) -> Check:
    """One of these strings."""

    def check(value: object, where: str) -> Iterator[str]:
        if value not in values:
            yield wrong(f"must be one of {', '.join(values)}", where)

    return check


def matching(accept: Callable[[str], bool], what: str) -> Check:
    """A string that `accept` likes."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, str) or not accept(value):
            yield wrong(f"must be {what}", where)

    return check


def items(inner: Check, most: int, *, least: int = 1) -> Check:
    """A list of `least` to `most` things."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must be an array", where)
            return
        if len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", where)
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", where)
        for index, one in enumerate(value):
            yield from inner(one, f"{where}/{index}")

    return check


def shape(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """An object with exactly these fields; `type` is always allowed."""
    known = required | (optional or {})

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", where)
            return
        for name in required:
            if name not in value:
                yield wrong(f"missing required field: {name}", where)
        for name, inner in value.items():
            if name in known:
                yield from known[name](inner, f"{where}/{name}")
            elif name != "type":
                yield wrong(f"unknown field: {name}", where)

    return check


def typed(shapes: dict[str, Check]) -> Check:
    """An object whose `type` picks one of the shapes."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", where)
        elif not isinstance(value.get("type"), str):
            yield wrong("missing required field: type", where)
        elif value["type"] not in shapes:
            yield wrong(f"unsupported type: {value['type']}", f"{where}/type")
        else:
            yield from shapes[value["type"]](value, where)

    return check
