"""Who calls. Tokens are kept as SHA-256 hashes only; a table of hashes is also how they are compared.

A token is looked up by its hash, so the time of the comparison says nothing about the token (ORF-SEC-051).
"""
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "orf_sandbox_"


def digest(token):
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def new_token():
    """160 bits of a secure source, with a prefix by which people and scanners know it."""
    return PREFIX + secrets.token_hex(20)


@dataclass(frozen=True)
class Caller:
    """A token as the server knows it: its name for the logs, its retailer and its scopes."""

    name: str
    retailer: str
    scopes: frozenset = field(default_factory=frozenset)

    def may(self, scope):
        return scope in self.scopes


class Tokens:
    """All tokens of this server and the secret of test control."""

    def __init__(self, all_scopes):
        self.all_scopes = frozenset(all_scopes)
        self.callers = {}
        self.control = None

    def add(self, name, token, retailer="main", scopes=None):
        scopes = self.all_scopes if scopes is None else frozenset(scopes) & self.all_scopes
        self.callers[digest(token)] = Caller(name, retailer, scopes)

    def add_hashed(self, name, sha256, retailer, scopes):
        self.callers[sha256] = Caller(name, retailer, frozenset(scopes) & self.all_scopes)

    def set_control(self, secret):
        self.control = digest(secret)

    def find(self, token):
        return self.callers.get(digest(token)) if token else None

    def is_control(self, token):
        return bool(token) and self.control is not None and secrets.compare_digest(digest(token), self.control)

    def retailers(self):
        return sorted({caller.retailer for caller in self.callers.values()} | {"main"})

    def load(self, path):
        """More tokens from a JSON file: `[{"name", "sha256" or "token", "retailer", "scopes"}]`."""
        for entry in json.loads(Path(path).read_text(encoding="utf-8")):
            scopes = entry.get("scopes", sorted(self.all_scopes))
            sha256 = entry.get("sha256") or digest(entry["token"])
            self.add_hashed(entry["name"], sha256, entry.get("retailer", "main"), scopes)


def bearer(values):
    """The token of one `Authorization` header; None where there is none, two, or another scheme."""
    if len(values) != 1:
        return None
    scheme, _, token = values[0].partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
