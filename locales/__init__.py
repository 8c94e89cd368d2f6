"""Every word that people meet, Danish and English, one catalogue per noun and language."""
