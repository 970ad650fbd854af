"""A unit of work: what one command or one deadline reads and changes, committed together or not at all (ORF-GEN-005).

Records are plain dictionaries, each loaded once; what changed is written at the end. `now` is the clock, `at` the
instant from which the change counts: for a deadline the deadline itself (ORF-TIM-003).
"""
import json

from . import instants, views


class Session:
    """One transaction of one retailer."""

    PREFIX = {"return": "ret", "listing": "lst", "order": "ord", "forward": "fwd", "refund": "rfd", "settlement": "stl",
              "dispute": "dsp", "decision": "dec", "scan": "trk"}

    def __init__(self, server, retailer, at=None):
        self.server = server
        self.store = server.store
        self.vault = server.vault
        self.schemas = server.contract.schemas
        self.retailer = retailer
        self.now = server.clock.now()
        self.at = at or self.now
        self.scan_at = None
        self.loaded = {}

    def __enter__(self):
        self.store.begin()
        return self

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                self.flush()
                self.store.commit()
                self.vault.commit()
                return
        except BaseException:
            self.undo()
            raise
        self.undo()

    def undo(self):
        self.store.rollback()
        self.vault.rollback()

    @property
    def at_ms(self):
        return instants.to_ms(self.at)

    def after(self, ms):
        """The instant so many milliseconds after `at`."""
        return instants.plus(self.at, ms)

    def policy(self, version=None):
        return self.store.policy(self.retailer, version)

    # --- records --------------------------------------------------------------------------------------------------

    def new_id(self, kind):
        return self.server.new_id(kind, self.PREFIX[kind])

    def add(self, kind, record):
        self.store.insert(kind, self.retailer, record)
        self.loaded[kind, record["id"]] = (record, json.dumps(record))
        return record

    def get(self, kind, identifier):
        """A record of this retailer; None where there is none, or it is another one's."""
        if (kind, identifier) not in self.loaded:
            text, owner = self.store.load(kind, identifier)
            if text is None or owner != self.retailer:
                return None
            self.loaded[kind, identifier] = (json.loads(text), text)
        return self.loaded[kind, identifier][0]

    def find(self, kind, after=0, limit=-1, **filters):
        """Records by members, in the order of creation."""
        return [self.get(kind, identifier) for _, identifier in self.page(kind, filters, after, limit)]

    def page(self, kind, filters, after=0, limit=-1):
        self.flush()
        return self.store.select(kind, self.retailer, filters, after, limit)

    def flush(self):
        for (kind, identifier), (record, before) in list(self.loaded.items()):
            text = json.dumps(record)
            if text != before:
                self.touch(record)
                self.store.update(kind, record)
                self.loaded[kind, identifier] = (record, json.dumps(record))

    def touch(self, record):
        if "updated_at" in record:
            record["updated_at"] = self.at

    # --- events and deadlines -------------------------------------------------------------------------------------

    def emit(self, type_, record):
        """Record an event with the state of its subject as it is now. What a scan brings about happened with the scan."""
        kind = type_.split(".")[0]
        occurred_at = self.scan_at or self.at
        self.touch(record)
        event = {
            "id": self.server.new_id("event", "evt"), "type": type_,
            "sequence": self.store.next_sequence(self.retailer, record["id"]),
            "subject": {"kind": kind, "id": record["id"]}, "occurred_at": occurred_at,
        }
        if occurred_at != self.at:
            event["effective_at"] = self.at
        event["recorded_at"] = self.now
        event["data"] = views.for_event(self, kind, record)
        self.store.append_event(self.retailer, event)

    def deadline(self, kind, record, due_at):
        self.store.set_deadline(kind, record["id"], self.retailer, due_at)

    def clear(self, record, *kinds):
        for kind in kinds:
            self.store.clear_deadline(kind, record["id"])
