"""The first baseline: a bolt listener that does nothing but acknowledge with a fixed text.

python -m bench.empty PORT
"""

import sys

from slack_bolt.async_app import AsyncAck

from bench import door
from bench.access import TEXT


def main(port: int) -> None:
    app = door.app()

    @app.command("/netvaerk")
    async def command(ack: AsyncAck) -> None:
        await ack(TEXT)

    @app.view("replies.save")
    async def submission(ack: AsyncAck) -> None:
        await ack(door.RECEIPT)

    door.serve(app, port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
