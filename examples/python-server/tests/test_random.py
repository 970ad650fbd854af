"""Random walks through the protocol: whatever is called in whatever order, nothing fails and the invariants hold."""
import json
import random
import unittest
from collections import Counter, defaultdict

from tests.client import FULL, Client, start
from tests.vectors import merge_patch, vector

STEPS = 250


class Walk:
    """Calls chosen by chance, mostly about what came last."""

    def __init__(self, client, seed):
        self.client, self.chance, self.count = client, random.Random(seed), 0
        self.given, self.codes = vector("lifecycles/given"), Counter()

    def note(self, answer):
        assert answer[0] < 500, answer
        self.codes[answer[1].get("code", answer[0])] += 1
        return answer[1]

    def one_of(self, kind, last=4):
        target = f"/v1/{kind}s?limit=200{'&status=active' if kind == 'listing' else ''}"
        items = json.loads(self.client.raw("GET", target, Authorization=f"Bearer {FULL}")[1])["items"]
        return self.chance.choice(items[-last:]) if items else None

    def act(self, kind, name, body):
        record = self.one_of(kind)
        if record:
            self.note(self.client.post(f"/v1/{kind}s/{record['id']}/{name}", body))

    def step(self):
        self.count += 1
        getattr(self, self.chance.choice((
            "take_return", "choose", "choose", "order", "order", "scan", "scan", "scan", "rate", "confirm", "cancel_return",
            "cancel_order", "close_order", "lose", "resolve", "advance", "advance", "withdraw", "dispose", "void", "read")))()

    def clock(self):
        return self.client.control("clock")[1]["now"]

    def take_return(self):
        change = {"external_id": f"R{self.count}", "consumer": {"ref": f"person-{self.chance.randint(1, 9)}"},
                  "withdrawal": {"notified_at": self.clock(), "basis": self.chance.choice(("statutory", "voluntary"))},
                  "ship_from": {"street_2": self.chance.choice(("", "", "SANDBOX VOIDS LATER", "SANDBOX REFUSES"))}}
        self.note(self.client.post("/v1/returns", merge_patch(self.given["return"], change)))

    def choose(self):
        self.act("return", "route", {"route": self.chance.choice(("forward", "forward", "forward", "warehouse"))})

    def order(self):
        change = {"external_id": f"O{self.count}", "buyer_ref": f"person-{self.chance.randint(6, 15)}"}
        listing = self.one_of("listing")
        if listing and self.chance.random() < 0.6:
            change.update(listing_id=listing["id"], offered_price=listing["price"])
        elif self.chance.random() < 0.5:
            change["hold_until"] = "2027-09-01T00:00:00Z"
        self.note(self.client.post("/v1/orders", merge_patch(self.given["order"], change)))

    def scan(self):
        status = self.chance.choice(("picked_up", "in_transit", "delivered", "picked_up", "delivered", "return_to_sender", "unknown"))
        self.act("forward", "tracking-events", {"status": status, "occurred_at": self.clock()})

    def rate(self):
        self.act("forward", "rating", {"verdict": self.chance.choice(("positive", "negative", "neutral"))})

    def confirm(self):
        record = self.one_of("return", 20)
        if record:
            body = {"outcome": self.chance.choice(("posted", "posted", "failed")), "external_ref": "P"}
            self.note(self.client.post(f"/v1/refunds/{record['refund']['id']}/confirm", body))

    def cancel_return(self):
        if self.chance.random() < 0.4:
            self.act("return", "cancel", {})

    def cancel_order(self):
        if self.chance.random() < 0.4:
            self.act("order", "cancel", {})

    def close_order(self):
        self.act("order", "close", {"outcome": self.chance.choice(("fulfilled", "refunded"))})

    def lose(self):
        if self.chance.random() < 0.4:
            self.act("forward", "lost", {})

    def resolve(self):
        part = {"outcome": "reduce", "amount": {"amount": 100, "currency": "EUR"}}
        self.act("forward", "hold/resolution", self.chance.choice(({"outcome": "release"}, {"outcome": "deny"}, part)))

    def advance(self):
        self.client.control("clock/advance", {"seconds": self.chance.choice((60, 3_600, 36_000, 86_400, 259_200))})

    def withdraw(self):
        if self.chance.random() < 0.2:
            self.act("listing", "withdraw", {})

    def dispose(self):
        if self.chance.random() < 0.3:
            self.act("return", "disposition", {"kind": "restock"})

    def void(self):
        record = self.one_of("forward")
        if record:
            self.note(self.client.control("carrier-events", {"forward_id": record["id"], "event": "void_confirmed"}))

    def read(self):
        record = self.one_of("return")
        if record:
            for audience in ("consumer", "support", "finance"):
                self.note(self.client.get(f"/v1/returns/{record['id']}/explanation?audience={audience}"))
        self.note(self.client.get("/v1/report"))


class Random(unittest.TestCase):

    def test_invariants(self):
        server, web = start()
        client = Client(server, web)
        for seed, policy in enumerate(({}, {"refund": {"trigger": "handed_in"}, "shipping": {"on_loss": "refund"}})):
            settings = merge_patch(server.contract.default_policy, policy)
            client.control("reset", {"now": "2027-03-01T09:00:00Z", "policy": settings})
            walk = Walk(client, seed)
            for _ in range(STEPS):
                walk.step()
            self.check_books(client)
            self.check_log(client)
            self.check_objects(client)
        web.shutdown()
        web.server_close()

    def check_books(self, client):
        for books in client.get("/v1/settlements?limit=200")[1]["items"]:
            causes, accounts = Counter(), Counter()
            for line in books["entries"]:
                self.assertNotEqual(line["amount"], 0)
                causes[line["cause"]] += line["amount"]
                accounts[line["account"]] += line["amount"]
            self.assertEqual(set(causes.values()) | {0}, {0})
            if books["status"] == "settled":
                self.assertEqual((accounts["sender_payable"], accounts["buyer_payable"]), (0, 0), books["id"])

    def check_log(self, client):
        """Sequences without a gap; one refund effect per return; nothing after a terminal state."""
        last, asked, cursor = defaultdict(int), {}, ""
        while cursor is not None:
            page = client.get(f"/v1/events?limit=200{cursor and '&cursor=' + cursor}")[1]
            for event in page["items"]:
                last[event["subject"]["id"]] += 1
                self.assertEqual(event["sequence"], last[event["subject"]["id"]])
                if event["type"] == "refund.requested":
                    effect = (event["data"]["id"], event["data"]["amount"]["amount"])
                    self.assertEqual(asked.setdefault(event["data"]["return_id"], effect), effect)
            cursor = page["next_cursor"]

    def check_objects(self, client):
        open_listings, open_forwards = Counter(), Counter()
        for listing in client.get("/v1/listings?limit=200")[1]["items"]:
            open_listings[listing["return_id"]] += 1
        for forward in client.get("/v1/forwards?limit=200")[1]["items"]:
            if forward["status"] not in ("reverted", "settled", "lost", "undeliverable"):
                open_forwards[forward["return_id"]] += 1
        self.assertLessEqual(set(open_listings.values()) | set(open_forwards.values()), {1})
        for record in client.get("/v1/returns?limit=200")[1]["items"]:
            if record["status"] == "to_warehouse":
                self.assertEqual(record["refund"]["status"], "external", record)
