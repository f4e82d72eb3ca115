"""Stand-in servers on loopback, one a platform, written from the services' contracts; stateful, with faults to order."""
