"""Keep somebody sending what is due: rounds of work, a worker that the system starts, and whether one is alive."""
