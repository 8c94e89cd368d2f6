"""`python -P -m bot`: the same as the command `netvaerksbot`."""

from bot.cli import main

if __name__ == "__main__":
    main()
