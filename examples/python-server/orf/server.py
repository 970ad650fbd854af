"""The server as one object: what all requests share, and the lock that lets one of them work at a time."""
import secrets
import sqlite3
import threading

from . import operations  # noqa: F401  (registers the handlers)
from .carrier import SandboxCarrier
from .clock import Clock
from .contract import contract
from .flow import deadlines
from .session import Session
from .store import Store
from .tokens import Tokens
from .vault import Vault


class Server:
    """Contract, store, vault, clock, carrier and tokens."""

    PROFILES = ("core",)
    debug = False

    def __init__(self, database=":memory:", base_url="http://127.0.0.1:8790"):
        self.contract = contract()
        self.store = Store(database)
        self.vault = Vault()
        self.clock = Clock(self.store)
        self.carrier = SandboxCarrier()
        scopes = self.contract.openapi["components"]["securitySchemes"]["bearer"]["x-orf-scopes"]
        self.tokens = Tokens(scopes)
        self.base_url = base_url
        self.lock = threading.RLock()
        self.stopped = threading.Event()

    def new_id(self, kind, prefix):
        return f"{prefix}_{secrets.token_hex(12)}"

    def session(self, retailer, at=None):
        return Session(self, retailer, at)

    def declares(self, operation):
        return operation.profile in self.PROFILES or operation.profile == "test_control"

    def give_policies(self):
        """Every retailer has a policy; a new one begins with the default."""
        for retailer in self.tokens.retailers():
            if self.store.policy(retailer) is None:
                self.store.put_policy(retailer, self.contract.default_policy, self.clock.now())

    def drain(self, until=None):
        """Bring about what is due. Called before every request, after it, and every second by the timer."""
        with self.lock:
            deadlines.drain(self, until or self.clock.now())

    def snapshot(self):
        """Everything as it is, for a seeding that may not get to its end."""
        copy = sqlite3.connect(":memory:")
        self.store.db.backup(copy)
        return copy, dict(self.vault.entries)

    def restore(self, before):
        copy, entries = before
        copy.backup(self.store.db)
        self.vault.entries = entries

    def run_timer(self):
        """Bring deadlines about when nobody calls, until the server stops."""
        while not self.stopped.wait(1):
            try:
                self.drain()
            except Exception as problem:  # the timer has to survive whatever happens
                print(f"timer: {type(problem).__name__}")
