"""Eligibility, value and books against the vectors."""
import unittest

from tests.vectors import cases, merge_patch, vector
from orf import eligibility, ledger, value
from orf.instants import to_ms

SETTLEMENT = ("accepted", "hold-denied", "hold-reduced", "hold-released", "late", "late-intercepted", "lost-from-stock",
              "lost-refund", "recalled-in-flight", "reverted", "statutory-correction", "undeliverable")


class Rules(unittest.TestCase):

    def assess(self, given):
        context = given["context"]
        discount = {"brackets": [{"from": 0, "minimum": {"kind": "absolute", "value": 0},
                                  "maximum": {"kind": "absolute", "value": 0}}],
                    "excluded_categories": [], "excluded_skus": []}
        refusal = context.get("pricing_refusal")
        if refusal == "discount_excluded":
            discount["excluded_skus"] = [given["subject"]["product"]["sku"]]
        if refusal == "no_discount_bracket":
            discount["brackets"] = []
        policy = {"discount": discount, **context["policy"]}
        case = eligibility.Case(given["subject"], policy, to_ms(context["now"]), context["forecast"],
                                context["reforwarding_supported"])
        return eligibility.assess(case)

    def test_eligibility(self):
        base = vector("eligibility/base")
        usual = {each["criterion"]: each for each in base["expected"]["criteria"]}
        for name in ("item", "gates", "routing"):
            for case in cases(f"eligibility/{name}"):
                found = self.assess(merge_patch(base["input"], case["input"]))
                told = {each["criterion"]: each for each in case["expected"]["criteria"]}
                for criterion in found["criteria"]:
                    expected = told.get(criterion["criterion"])
                    if expected is None:
                        expected = usual[criterion["criterion"]]
                        criterion = {key: criterion[key] for key in ("outcome", "code")}
                        expected = {key: expected[key] for key in criterion}
                    if "window_ends_at" in criterion.get("params", {}):
                        criterion["params"]["window_ends_at"] = to_ms(criterion["params"]["window_ends_at"])
                        expected["params"]["window_ends_at"] = to_ms(expected["params"]["window_ends_at"])
                    self.assertEqual(criterion, expected, case["name"])
                self.assertEqual(found["eligible"], case["expected"]["eligible"], case["name"])
                self.assertEqual(found.get("route_reason"), case["expected"].get("route_reason"), case["name"])

    def test_value(self):
        data = vector("matching/value")
        for case in data["cases"]:
            given, policy = case["input"], data["policies"][case["input"]["policy"]]
            order = given["order"]
            discount = value.discount_of_order(policy, order, "listing_id" in order, order["zone"][:2])
            found, worth = value.components(policy, given["unit"], order["zone"], discount)
            expected = case["expected"]
            self.assertEqual({key: found[key] for key in expected["components"]}, expected["components"], case["name"])
            self.assertEqual(worth, expected["forward_value"], case["name"])

    def test_settlement(self):
        for name in SETTLEMENT:
            for case in cases(f"settlement/{name}"):
                lines = []
                for cause in case["causes"]:
                    lines += [{"cause": cause, "account": account, "amount": amount, "currency": case["facts"]["currency"]}
                              for account, amount in ledger.post(cause, case["facts"])]
                key = lambda line: (line["cause"], line["account"], line["amount"])
                self.assertEqual(sorted(lines, key=key), sorted(case["entries"], key=key), (name, case["name"]))
                pairs = [(line["account"], line["amount"]) for line in lines]
                self.assertEqual(ledger.balances(pairs), case["balances"], case["name"])
                self.assertEqual(ledger.net(pairs), case["net"], case["name"])
