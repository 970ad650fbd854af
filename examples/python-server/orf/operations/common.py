"""What handlers share: loading what a path names, and pages of lists with signed cursors."""
import base64
import hashlib
import hmac
import json

from .. import views
from ..problems import Refusal, invalid_body, invalid_parameter
from ..reply import Reply


def load(tx, kind, identifier):
    """A record of this retailer, or 404: the same for one of another retailer and one that never was."""
    record = tx.get(kind, identifier)
    if record is None:
        raise Refusal("not_found")
    return record


def check_price(price, pointer):
    """A `tax_amount` is at most its `amount` (ORF-GEN-013)."""
    if price and price.get("tax_amount", 0) > price["amount"]:
        raise invalid_body(f"{pointer}/tax_amount", "too_large", "is more than the amount")


class Cursor:
    """A signed position: of which list, of which retailer, with which filters. Any other is refused."""

    def __init__(self, tx, name, filters):
        text = json.dumps([name, tx.retailer, filters], sort_keys=True)
        self.key = bytes.fromhex(tx.store.setting("cursor_key"))
        self.list = hashlib.sha256(text.encode()).hexdigest()[:16]

    def sign(self, payload):
        return hmac.new(self.key, payload.encode(), hashlib.sha256).hexdigest()[:32]

    def write(self, seq):
        payload = f"{self.list}.{seq}"
        return base64.urlsafe_b64encode(f"{payload}.{self.sign(payload)}".encode()).decode().rstrip("=")

    def read(self, text):
        if text is None:
            return 0
        try:
            decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            payload, _, signature = decoded.rpartition(".")
            of_list, seq = payload.split(".")
            if hmac.compare_digest(signature, self.sign(payload)) and of_list == self.list:
                return int(seq)
        except (ValueError, UnicodeError):
            pass
        raise invalid_parameter("cursor", "bad_format", "is no cursor of this list")


def page(tx, call, kind, filters, keep=lambda record: True):
    """One page of records, oldest first. `keep` may leave some out, which makes a page shorter."""
    cursor = Cursor(tx, kind, call.filters)
    limit = call.query.get("limit", 50)
    rows = tx.page(kind, filters, cursor.read(call.query.get("cursor")), limit + 1)
    records = [tx.get(kind, identifier) for _, identifier in rows[:limit]]
    more = cursor.write(rows[limit - 1][0]) if len(rows) > limit else None
    return Reply(200, {"items": [views.show(tx, kind, record) for record in records if keep(record)], "next_cursor": more})


def given(members):
    """A dictionary without the members that have no value."""
    return {name: value for name, value in members.items() if value is not None}
