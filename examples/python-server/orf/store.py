"""The database: one SQLite connection, records as JSON, everything of one change in one transaction.

A record is a JSON document with a kind and an id; `seq` is the order of creation, by which lists page. Nothing personal
is in here (see `vault.py`).
"""
import json
import secrets
import sqlite3

TABLES = """
CREATE TABLE IF NOT EXISTS records (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, id TEXT, retailer TEXT, data TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS record_id ON records (kind, id);
CREATE INDEX IF NOT EXISTS record_of ON records (retailer, kind, seq);
CREATE INDEX IF NOT EXISTS record_return ON records (kind, json_extract(data, '$.return_id'));
CREATE INDEX IF NOT EXISTS record_forward ON records (kind, json_extract(data, '$.forward_id'));
CREATE UNIQUE INDEX IF NOT EXISTS record_external ON records (retailer, kind, json_extract(data, '$.external_id'))
  WHERE kind IN ('return', 'order');
CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, retailer TEXT, type TEXT,
  subject_id TEXT, data TEXT);
CREATE INDEX IF NOT EXISTS event_subject ON events (retailer, subject_id, seq);
CREATE TABLE IF NOT EXISTS deadlines (kind TEXT, subject TEXT, retailer TEXT, due_at TEXT, PRIMARY KEY (kind, subject));
CREATE INDEX IF NOT EXISTS deadline_due ON deadlines (due_at);
CREATE TABLE IF NOT EXISTS keys (owner TEXT, key TEXT, request TEXT, status INTEGER, location TEXT, body TEXT, until TEXT,
  PRIMARY KEY (owner, key));
CREATE TABLE IF NOT EXISTS links (hash TEXT PRIMARY KEY, retailer TEXT, forward_id TEXT, expires_at TEXT, state TEXT);
CREATE TABLE IF NOT EXISTS policies (retailer TEXT, version INTEGER, effective_from TEXT, data TEXT,
  PRIMARY KEY (retailer, version));
CREATE TABLE IF NOT EXISTS audit (at TEXT, caller TEXT, request_id TEXT, operation TEXT, object TEXT);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT);
"""
EMPTIED_BY_RESET = ("records", "events", "deadlines", "keys", "links", "policies", "audit")


class Store:
    """All SQL of the server."""

    def __init__(self, path=":memory:"):
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.executescript(TABLES)
        if self.setting("cursor_key") is None:
            self.set_setting("cursor_key", secrets.token_hex(32))

    def begin(self):
        self.db.execute("BEGIN IMMEDIATE")

    def commit(self):
        self.db.execute("COMMIT")

    def rollback(self):
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    # --- settings, policies ---------------------------------------------------------------------------------------

    def setting(self, name):
        row = self.db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_setting(self, name, value):
        self.db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def policy(self, retailer, version=None):
        """A version of a retailer's policy, by default the one in force."""
        row = self.db.execute("SELECT version, data FROM policies WHERE retailer = ? AND version = coalesce(?, version) "
                              "ORDER BY version DESC LIMIT 1", (retailer, version)).fetchone()
        return {**json.loads(row[1]), "version": row[0]} if row else None

    def put_policy(self, retailer, settings, now):
        current = self.policy(retailer)
        version = current["version"] + 1 if current else 1
        self.db.execute("INSERT INTO policies VALUES (?, ?, ?, ?)", (retailer, version, now, json.dumps(settings)))
        return version

    # --- records --------------------------------------------------------------------------------------------------

    def insert(self, kind, retailer, record):
        self.db.execute("INSERT INTO records (kind, id, retailer, data) VALUES (?, ?, ?, ?)",
                        (kind, record["id"], retailer, json.dumps(record)))

    def update(self, kind, record):
        self.db.execute("UPDATE records SET data = ? WHERE kind = ? AND id = ?", (json.dumps(record), kind, record["id"]))

    def load(self, kind, identifier):
        """The JSON text of a record and whose it is, or (None, None)."""
        row = self.db.execute("SELECT data, retailer FROM records WHERE kind = ? AND id = ?", (kind, identifier)).fetchone()
        return row or (None, None)

    def select(self, kind, retailer, filters, after=0, limit=-1):
        """(seq, id) of records whose members equal the filters, in the order of creation."""
        where = "".join(f" AND json_extract(data, '$.{name}') = ?" for name in filters)
        rows = self.db.execute("SELECT seq, id FROM records WHERE kind = ? AND retailer = ? AND seq > ?" + where
                               + " ORDER BY seq LIMIT ?", (kind, retailer, after, *filters.values(), limit))
        return rows.fetchall()

    # --- events ---------------------------------------------------------------------------------------------------

    def append_event(self, retailer, event):
        subject = event["subject"]["id"]
        self.db.execute("INSERT INTO events (id, retailer, type, subject_id, data) VALUES (?, ?, ?, ?, ?)",
                        (event["id"], retailer, event["type"], subject, json.dumps(event)))

    def next_sequence(self, retailer, subject):
        return 1 + self.db.execute("SELECT count(*) FROM events WHERE retailer = ? AND subject_id = ?",
                                   (retailer, subject)).fetchone()[0]

    def events(self, retailer, type_=None, subject=None, after=0, limit=-1):
        rows = self.db.execute(
            "SELECT seq, data FROM events WHERE retailer = ? AND seq > ? AND type = coalesce(?, type) "
            "AND subject_id = coalesce(?, subject_id) ORDER BY seq LIMIT ?", (retailer, after, type_, subject, limit))
        return [(seq, json.loads(data)) for seq, data in rows]

    def event(self, retailer, identifier):
        row = self.db.execute("SELECT data FROM events WHERE retailer = ? AND id = ?", (retailer, identifier)).fetchone()
        return json.loads(row[0]) if row else None

    # --- deadlines ------------------------------------------------------------------------------------------------

    def set_deadline(self, kind, subject, retailer, due_at):
        self.db.execute("INSERT OR REPLACE INTO deadlines VALUES (?, ?, ?, ?)", (kind, subject, retailer, due_at))

    def clear_deadline(self, kind, subject):
        self.db.execute("DELETE FROM deadlines WHERE kind = ? AND subject = ?", (kind, subject))

    def due(self, now, limit=1):
        """What is due at `now` or before, oldest first: (kind, subject, retailer, due_at)."""
        return self.db.execute("SELECT kind, subject, retailer, due_at FROM deadlines WHERE due_at <= ? "
                               "ORDER BY due_at, rowid LIMIT ?", (now, limit)).fetchall()

    # --- idempotency, rating links, audit -------------------------------------------------------------------------

    def stored_answer(self, owner, key, now):
        row = self.db.execute("SELECT request, status, location, body FROM keys WHERE owner = ? AND key = ? AND until > ?",
                              (owner, key, now)).fetchone()
        return row and {"request": row[0], "status": row[1], "location": row[2], "body": json.loads(row[3])}

    def store_answer(self, owner, key, request, status, location, body, until):
        self.db.execute("INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (owner, key, request, status, location, json.dumps(body), until))

    def drop_expired_answers(self, now):
        """Forget answers whose retention is over; which they were."""
        rows = self.db.execute("SELECT owner, key FROM keys WHERE until <= ? LIMIT 20", (now,)).fetchall()
        self.db.executemany("DELETE FROM keys WHERE owner = ? AND key = ?", rows)
        return rows

    def link(self, digest):
        row = self.db.execute("SELECT retailer, forward_id, expires_at, state FROM links WHERE hash = ?",
                              (digest,)).fetchone()
        return row and dict(zip(("retailer", "forward_id", "expires_at", "state"), row))

    def add_link(self, digest, retailer, forward_id, expires_at):
        """A new link takes the place of one that was not used."""
        self.db.execute("UPDATE links SET state = 'replaced' WHERE forward_id = ? AND state = 'open'", (forward_id,))
        self.db.execute("INSERT INTO links VALUES (?, ?, ?, ?, 'open')", (digest, retailer, forward_id, expires_at))

    def spend_link(self, digest):
        self.db.execute("UPDATE links SET state = 'spent' WHERE hash = ?", (digest,))

    def write_audit(self, at, caller, request_id, operation, subject):
        self.db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", (at, caller, request_id, operation, subject))

    def empty(self):
        """Everything but settings. Tokens are not in here."""
        for table in EMPTIED_BY_RESET:
            self.db.execute(f"DELETE FROM {table}")
