"""Many items at once: in a pool of processes or on a cluster."""
