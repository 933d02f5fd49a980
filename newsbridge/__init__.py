"""The command line: the same verbs as the flows, the packages, the doctor."""
