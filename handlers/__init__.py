"""What the bot does when somebody does something: one Interaction in, one Response out."""
