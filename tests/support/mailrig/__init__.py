"""A mail relay of our own for tests and the demo: a private Postfix, hallpassd with the sample district, and a
sink that plays the rest of the world. Everything stands in one directory and on loopback ports; nothing of the
machine's own mail set-up is touched. Python's standard library only."""
