"""What is personal, in the memory of this process and nowhere else.

The standard library has no cipher, and one of our own would be worth nothing. So nothing that the contract marks
`personal` is ever written to the database: addresses, free text, evidence, flags, parcel numbers, and the answers kept
for idempotent retries that hold them. Each record has an entry of its own that can be destroyed by itself. What a
restart costs is these members: they are then missing, as after an erasure.
"""
import threading


class Vault:
    """Personal members by record id. Changes of a transaction that fails are undone by `rollback`."""

    def __init__(self):
        self.entries = {}
        self.undo = []
        self.lock = threading.Lock()

    def get(self, key):
        return self.entries.get(key, {})

    def put(self, key, **members):
        """Add members to the entry of a record; members without a value are left out."""
        with self.lock:
            before = self.entries.get(key)
            self.undo.append((key, before))
            self.entries[key] = {**(before or {}), **{name: each for name, each in members.items() if each is not None}}

    def forget(self, key):
        with self.lock:
            self.undo.append((key, self.entries.pop(key, None)))

    def commit(self):
        self.undo.clear()

    def rollback(self):
        for key, before in reversed(self.undo):
            if before is None:
                self.entries.pop(key, None)
            else:
                self.entries[key] = before
        self.undo.clear()

    def clear(self):
        self.entries.clear()
        self.undo.clear()
