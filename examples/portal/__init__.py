"""A small press portal, served on this machine, for trying newsbridge without the internet."""
