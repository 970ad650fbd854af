"""The pure rules against the vectors of the specification."""
import unittest

from tests.vectors import cases, vector
from orf import carrier, money, places, rollout


class Units(unittest.TestCase):

    def test_tax(self):
        for case in cases("pricing/tax"):
            given = case["input"]
            rates = given["tax"]["rate_bp_by_country"]
            tax = money.tax_of(given["price"], rates, given["country"])
            self.assertEqual({"net": given["price"]["amount"] - tax, "tax": tax}, case["expected"], case["name"])

    def test_bucket(self):
        for case in cases("rollout/bucket"):
            self.assertEqual(rollout.bucket(case["input"]["consumer_ref"]), case["expected"], case["name"])

    def test_rollout(self):
        for case in cases("rollout/rollout"):
            subject = case["input"]["subject"]
            consumer = {"ref": subject["consumer_ref"], "segment": subject.get("segment")}
            code = rollout.gate(case["input"]["rollout"], subject["category"], subject["reason"], consumer)
            self.assertEqual({"in": code == "rollout_included", "code": code}, case["expected"], case["name"])

    def test_zone_and_distance(self):
        for case in cases("matching/zone"):
            self.assertEqual(places.zone(**case["input"]), case["expected"], case["name"])
        for case in cases("matching/distance"):
            self.assertEqual(places.distance(case["input"]["from"], case["input"]["to"]), case["expected"], case["name"])

    def test_numbers_of_parcels(self):
        for case in vector("barcodes/s10")["valid"]:
            self.assertEqual(str(carrier.check_digit(case["serial"])), case["check"], case["name"])
