"""The alarm clocks; nothing is stored in them."""
