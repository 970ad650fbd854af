"""Every step of every life cycle vector, played against the server's own handlers with a carrier that answers on demand.

A step moves the clock, does one thing, and says which states, events, deadlines and postings changed.
"""
import itertools
import unittest
from collections import defaultdict

from tests.vectors import cases, merge_patch, vector
from orf import instants, views
from orf.call import Call
from orf.carrier import CAPABILITY
from orf.flow import deadlines, parcel
from orf.operations.control import advance
from orf.problems import Refusal
from orf.reply import HANDLERS
from orf.server import Server

FILES = ("accepted", "before-hand-in", "dispute", "hold", "late", "lost", "offer", "orders", "statutory", "undeliverable",
         "window")
KINDS = ("return", "refund", "listing", "order", "forward", "settlement", "dispute")
# This server never waits for a better buyer, as the standard allows; the reference algorithm does in this case.
OTHER_ALGORITHM = "an order that waits for a better listing has it before the window closes"
WORK = ("label_request", "label_void")


class Player:
    """One case: a server of its own, and what was seen of it before the present step."""

    def __init__(self, policy):
        self.server = Server()
        counts = defaultdict(itertools.count)
        self.server.new_id = lambda kind, prefix: f"{kind}_{next(counts[kind]) + 1}"
        self.server.clock.set("2027-03-01T09:00:00.000Z")
        settings = merge_patch(self.server.contract.default_policy, policy)
        self.server.store.put_policy("main", settings, self.server.clock.now())
        self.orders = 0
        self.given = vector("lifecycles/given")
        self.before = self.look()

    def play(self, step):
        at = instants.to_text(instants.to_ms(step["at"]))
        if step.get("timers") == "late":
            self.server.clock.set(at)
        else:
            advance(self.server, at)
        refused = None
        self.server.drain()
        try:
            self.do(step)
        except Refusal as refusal:
            refused = refusal.code
        self.server.drain()
        return self.changes(refused)

    def do(self, step):
        name, subject = step["do"], step.get("of")
        if name == "wait":
            return
        with self.server.session("main") as tx:
            if name in ("carrier_label", "carrier_void"):
                forward = tx.get("forward", subject)
                label = {"carrier": "sandbox", "formats": CAPABILITY["formats"], "tracking_number": "XS1",
                         "sender_exposure": "none", "recipient_exposure": "none"}
                return parcel.take_label(tx, forward, label) if name == "carrier_label" else parcel.confirm_void(tx, forward)
            body = self.body(name, step)
            path = {}
            if subject:
                kind = subject.rsplit("_", 1)[0]
                if name == "confirmRefund":
                    kind, subject = "refund", subject.replace("return", "refund")
                path = {f"{kind}_id": subject}
            return HANDLERS[name](tx, Call(self.server, self.server.contract.operations[name], path=path, body=body))

    def body(self, name, step):
        given = step.get("with") or {}
        if name == "createReturn":
            return merge_patch(self.given["return"], given)
        if name == "createOrder":
            self.orders += 1
            own = {"external_id": f"order_{self.orders}", "buyer_ref": f"buyer-{self.orders}"}
            return merge_patch({**self.given["order"], **own}, given)
        if name == "reportTrackingEvent":
            return {"occurred_at": step["at"], **given}
        return given

    # --- what can be seen ---------------------------------------------------------------------------------------------

    def look(self):
        with self.server.session("main") as tx:
            states = {each["id"]: state(kind, each) for kind in KINDS for each in tx.find(kind)}
            postings = [f"{cause} {each['forward_id']}" for each in tx.find("settlement")
                        for cause in each["_causes"] if any(line["cause"] == cause for line in each["entries"])]
            asked = [each["return_id"] for each in tx.find("refund") if "requested_at" in each]
        due = {f"{kind} {subject}": short(at) for kind, subject, _, at in self.server.store.due("9999", -1) if kind not in WORK}
        events = [event for _, event in self.server.store.events("main")]
        return {"states": states, "postings": postings, "refunds_requested": asked, "deadlines": due, "events": events}

    def violations(self):
        """What breaks the contract in any view or event of this case."""
        schemas, found = self.server.contract.schemas, []
        with self.server.session("main") as tx:
            for kind in (*KINDS, "decision", "scan"):
                for each in tx.find(kind):
                    found += schemas.violations(schemas.named(views.SCHEMA[kind]), views.show(tx, kind, each))
        for event in self.look()["events"]:
            found += schemas.violations(schemas.named(views.SCHEMA[event["subject"]["kind"]]), event["data"])
        return found

    def changes(self, refused):
        now, before = self.look(), self.before
        self.before = now
        ended = {name: None for name in before["deadlines"] if name not in now["deadlines"]}
        set_ = {name: at for name, at in now["deadlines"].items() if before["deadlines"].get(name) != at}
        found = {
            "states": {name: each for name, each in now["states"].items() if before["states"].get(name) != each},
            "events": [f"{short(event.get('effective_at', event['occurred_at']))} {event['type']} {event['subject']['id']}"
                       for event in now["events"][len(before["events"]):]],
            "deadlines": {**ended, **set_},
            "postings": now["postings"][len(before["postings"]):],
            "refunds_requested": now["refunds_requested"][len(before["refunds_requested"]):],
        }
        return {"refused": refused, **found} if refused else found


def short(at):
    return at.replace(".000Z", "Z")


def state(kind, record):
    """Status, then reason and other marks, as the vectors write it."""
    marks = [record["status"]]
    if kind == "return":
        marks.append(record["route"].get("reason_code"))
    elif kind == "refund":
        marks.append(record.get("cause"))
    elif kind == "listing":
        marks.append(record.get("closed_reason"))
    elif kind == "order":
        marks.append(record["fulfilment"].get("reason_code"))
        if "buyer_refund_due" in record:
            marks.append(f"owes_buyer_{record['buyer_refund_due']['amount']}")
    elif kind == "forward":
        marks += [record.get("revert_reason"), "late" if record.get("handed_in_late") else None,
                  "intercept" if record.get("intercept") else None]
        if "label" in record:
            marks.append(f"label_{record['label']['status']}")
    return " ".join(mark for mark in marks if mark)


class Lifecycles(unittest.TestCase):

    def setUp(self):
        self.usual = {name: deadlines.HANDLERS[name] for name in WORK}
        deadlines.HANDLERS.update({name: lambda tx, forward: None for name in WORK})

    def tearDown(self):
        deadlines.HANDLERS.update(self.usual)

    def check_late(self, found, expected, where):
        """This server brings all that is overdue about before a command; the vectors show only what the command needs."""
        self.assertEqual(found.get("refused"), expected.get("refused"), where)
        self.assertEqual({**found["states"], **expected["states"]}, found["states"], where)
        rest = iter(found["events"])
        self.assertTrue(all(event in rest for event in expected["events"]), (found["events"], expected["events"], where))
        self.assertLessEqual(set(expected["postings"]), set(found["postings"]), where)

    def test_cases(self):
        played = 0
        for name in FILES:
            for case in cases(f"lifecycles/{name}"):
                if case["name"] == OTHER_ALGORITHM:
                    continue
                played += 1
                with self.subTest(file=name, case=case["name"]):
                    player = Player(case.get("policy", {}))
                    for number, step in enumerate(case["steps"]):
                        check = self.check_late if step.get("timers") == "late" else self.assertEqual
                        check(player.play(step), step["then"], (number, step["do"], step["at"]))
                    self.assertEqual(player.violations(), [])
        self.assertGreater(played, 70)


if __name__ == "__main__":
    unittest.main()
