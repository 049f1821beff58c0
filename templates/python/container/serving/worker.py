"""gunicorn's threaded worker with two changes: it leaves new connections to an idle process, and it stops at once."""

import os
import selectors
import time

from gunicorn.workers.gthread import ThreadWorker

HESITATION = 0.0005  # seconds


class Worker(ThreadWorker):
    def run(self) -> None:
        # gunicorn writes each signal to this pipe, but its loop looks up from the sockets only once in a second.
        self.poller.register(self.PIPE[0], selectors.EVENT_READ, lambda pipe: os.read(pipe, 64))
        super().run()

    def accept(self, *arguments) -> None:
        """All processes wake up for a connection and the fastest gets it: often the one that has a request already."""
        if self.nr_conns > len(self._keep):  # not all of its connections are idle
            time.sleep(HESITATION)
        super().accept(*arguments)
