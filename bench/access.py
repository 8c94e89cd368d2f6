"""What a server and whoever calls it have agreed on. No imports: the bare bolt app is measured with this in it."""

PATH = "/slack/events"
SECRET = "0123456789abcdef0123456789abcdef"
TEAM, BOT_USER = "T0BENCH01", "U0NETVBOT"
TEXT = "Det er modtaget. Tak!"
"""What the baselines answer."""
