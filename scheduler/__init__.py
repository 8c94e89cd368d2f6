"""What the bot does when time passes: rounds open and close, and what waits is sent."""
