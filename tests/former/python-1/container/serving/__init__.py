"""The parts of `serve`: its settings, the machine's capacity, its log, and the formats of requests and answers."""
