"""The one clock of the server. A sandbox's stands still from the first reset or advance on, and is kept in the store."""
import time
from contextlib import contextmanager

from . import instants


class Clock:

    def __init__(self, store):
        self.store = store
        self.pinned = None

    def now(self):
        """What time it is for the server."""
        return self.pinned or self.store.setting("clock") or self.world()

    @staticmethod
    def world():
        return instants.to_text(time.time_ns() // 1_000_000)

    @contextmanager
    def at_one_instant(self):
        """One request reads the clock once, so that no deadline falls between the draining and the command."""
        self.pinned = self.now()
        try:
            yield
        finally:
            self.pinned = None

    def set(self, text):
        self.pinned = None
        self.store.set_setting("clock", text)
