"""The bot as in production (settings from the environment), but its alarm clock is not started: nothing is sent.

What waits is written as ever; a sender beside would have the figures depend on the rates of a platform.

    python -m bench.quiet PORT
"""

import logging
import os

import uvicorn

from bot import house as houses
from bot.settings import from_values
from bot.slack.directory import identify
from bot.wiring import build, running, slack_client


def main() -> None:
    settings = from_values(os.environ)
    logging.basicConfig(level=settings.log_level)
    with houses.opened(settings) as house:
        bot = build(running(house), identify(slack_client(house)))
        uvicorn.run(
            bot.app, host=settings.host, port=settings.port, log_level="warning", access_log=False, lifespan="off"
        )


if __name__ == "__main__":
    main()
