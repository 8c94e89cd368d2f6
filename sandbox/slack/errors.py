"""The one way a Web API method says no."""


class SlackError(Exception):
    """`code` is Slack's own error code; `more` are further fields of the answer."""

    def __init__(self, code: str, **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.more = more
