"""One transaction each: what changes together. Ports in, state out, nothing shown."""
