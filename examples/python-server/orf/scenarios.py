"""Situations to start a test from, reached by the server's own operations, under the policy in force (chapter 16)."""
import secrets

from .call import Call
from .eligibility import FITS, GRADES
from .instants import DAY, plus
from .problems import Refusal
from .reply import HANDLERS
from .rollout import bucket

STEPS = ("return_offered", "return_listed", "return_matched", "return_handed_in", "return_delivered")


class Seeder:
    """One situation in the making."""

    def __init__(self, server, retailer):
        self.server, self.retailer = server, retailer
        self.mark = secrets.token_hex(6)
        self.policy = server.store.policy(retailer)
        self.ids = {}

    def call(self, operation, body, **path):
        """Call a handler as the web layer would, in a commit of its own, and do what came of it."""
        call = Call(self.server, self.server.contract.operations[operation], path=path, body=body)
        with self.server.session(self.retailer) as tx:
            answer = HANDLERS[operation](tx, call).body
        self.server.drain()
        return answer

    def read(self, kind):
        with self.server.session(self.retailer) as tx:
            return dict(tx.get(kind, self.ids[f"{kind}_id"]))

    def expect(self, kind, *states):
        if self.read(kind)["status"] not in states:
            raise Refusal("illegal_transition", "The policy in force lets nobody reach this situation.")

    # --- what fits the policy -----------------------------------------------------------------------------------------

    def product(self):
        """An article that the policy lets be forwarded, at a price that is worth it."""
        rules, rollout = self.policy["eligibility"], self.policy["rollout"]
        barred = set(rules["excluded_categories"]) | set(self.policy["discount"]["excluded_categories"])
        names = rollout["categories"] or [*rules["category_fits"], "seeded"]
        category = next((name for name in names if name not in barred), "seeded")
        return {"sku": f"SEED-{self.mark}", "category": category, "title": "Seeded article", "fit": FITS[-1]}

    def reason(self):
        allowed, rollout = self.policy["eligibility"]["allowed_reasons"], self.policy["rollout"]["reasons"]
        return next((each for each in allowed if not rollout or each in rollout), "other")

    def address(self, country):
        return {"name": "Seeded Person", "street": "Example street 1", "postal_code": "1011 AA", "city": "Example",
                "country": country}

    def country(self):
        return next(iter(self.policy["matching"]["countries"]), "NL")

    def price(self):
        return {"amount": 7999, "currency": self.policy["currency"]}

    def consumer(self):
        """A reference that the rollout's share lets through, if any does."""
        share, segments = self.policy["rollout"]["share_bp"], self.policy["rollout"]["segments"]
        refs = (f"seed-sender-{self.mark}-{number}" for number in range(20_000))
        ref = next((each for each in refs if bucket(each) < share), f"seed-sender-{self.mark}")
        return {"ref": ref, **({"segment": segments[0]} if segments else {})}

    # --- the steps ----------------------------------------------------------------------------------------------------

    def return_offered(self):
        rules = self.policy["eligibility"]
        now = self.server.clock.now()
        body = {
            "external_id": f"seed-return-{self.mark}",
            "order_line": {"order_ref": f"seed-order-{self.mark}", "line_ref": "1", "unit_price": self.price(),
                           "purchased_at": now},
            "product": self.product(), "reason": {"code": self.reason()},
            "condition": {"grade": GRADES[-1], "checklist": {check: True for check in rules["required_checks"]}},
            "evidence": [{"kind": kind, "url": "https://portal.example/seeded"} for kind in rules["required_evidence"]],
            "consumer": self.consumer(), "ship_from": self.address(self.country()),
            "withdrawal": {"notified_at": now, "basis": "voluntary"}}
        self.ids["return_id"] = self.call("createReturn", body)["id"]
        self.expect("return", "offered")

    def return_listed(self):
        self.call("chooseRoute", {"route": "forward"}, return_id=self.ids["return_id"])
        self.expect("return", "listed")
        self.ids["listing_id"] = self.read("return")["listing_id"]

    def order(self, **more):
        body = {"external_id": f"seed-order-{self.mark}", "sku": f"SEED-{self.mark}", "buyer_ref": f"seed-buyer-{self.mark}",
                "accepts": [], "full_price": self.price(), "offered_price": self.price(),
                "ship_to": self.address(self.country()), **more}
        self.ids["order_id"] = self.call("createOrder", body)["id"]

    def return_matched(self):
        listing = self.read("listing")
        self.order(listing_id=listing["id"], offered_price=listing["price"])
        self.expect("return", "matched")
        self.ids["forward_id"] = self.read("return")["forward_id"]
        self.expect("forward", "label_issued")

    def scan(self, status):
        body = {"status": status, "occurred_at": self.server.clock.now()}
        self.call("reportTrackingEvent", body, forward_id=self.ids["forward_id"])

    def return_handed_in(self):
        self.scan("picked_up")
        self.expect("forward", "handed_in")

    def return_delivered(self):
        self.scan("delivered")
        self.expect("forward", "delivered")

    def return_rated_negative(self):
        self.call("rateForward", {"verdict": "negative", "issues": ["damaged"]}, forward_id=self.ids["forward_id"])
        self.expect("forward", "rated")

    def return_settled(self):
        self.call("rateForward", {"verdict": "positive"}, forward_id=self.ids["forward_id"])
        with self.server.session(self.retailer) as tx:
            refund_id = tx.get("return", self.ids["return_id"])["_refund_id"]
        self.call("confirmRefund", {"outcome": "posted", "external_ref": f"seed-payment-{self.mark}"}, refund_id=refund_id)
        self.expect("forward", "settled")

    def order_pending(self):
        self.order(accepts=list(GRADES), hold_until=plus(self.server.clock.now(), 30 * DAY))
        self.expect("order", "pending")


def seed(server, retailer, scenario):
    """Bring a situation about, and tell its ids. One that cannot be reached leaves everything as it was."""
    seeder = Seeder(server, retailer)
    before = server.snapshot()
    try:
        reach(seeder, scenario)
    except Refusal:
        server.restore(before)
        raise
    return {"scenario": scenario, **seeder.ids}


def reach(seeder, scenario):
    if scenario == "order_pending":
        seeder.order_pending()
    else:
        last = STEPS.index(scenario) if scenario in STEPS else len(STEPS) - 1
        for step in STEPS[:last + 1]:
            getattr(seeder, step)()
        if scenario not in STEPS:
            getattr(seeder, scenario)()
