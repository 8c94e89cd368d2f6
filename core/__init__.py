"""What the bot is about: networks, rounds, replies. Plain Python, no library, no clock, no language."""
