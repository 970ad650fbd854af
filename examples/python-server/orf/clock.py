"""The one clock of the server. A sandbox's stands still from the first reset or advance on, and is kept in the store."""
import time

from . import instants


class Clock:

    def __init__(self, store):
        self.store = store

    def now(self):
        """What time it is for the server."""
        return self.store.setting("clock") or self.world()

    @staticmethod
    def world():
        return instants.to_text(time.time_ns() // 1_000_000)

    def set(self, text):
        self.store.set_setting("clock", text)
