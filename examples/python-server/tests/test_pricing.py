"""Prices against the vectors."""
import unittest

from tests.vectors import cases
from orf import pricing, schedule
from orf.instants import to_ms


class Pricing(unittest.TestCase):

    def test_listing_price(self):
        for case in cases("pricing/listing-price"):
            given = case["input"]
            code, price, discount = pricing.opening(
                given["discount"], given["reference_price"], **given["article"])
            answer = {"priced": False, "code": code} if code else {"priced": True, "price": price, "discount": discount}
            self.assertEqual(answer, case["expected"], case["name"])

    def test_shown_price(self):
        for case in cases("pricing/shown-price"):
            given = case["input"]
            at = to_ms(given["at"])
            price, discount = pricing.shown(given["listing"], at)
            held = pricing.may_be_named(given["listing"], given["asked"], at, given["hold_minutes"])
            self.assertEqual({"price": price, "discount": discount, "held": held}, case["expected"], case["name"])

    def test_price_schedule(self):
        for case in cases("pricing/price-schedule"):
            given = case["input"]
            kinds = given["demand"]
            demand = schedule.Demand(
                kinds["general"]["per_day"], kinds["naming"]["per_day"], kinds["waiting_cost_per_day"],
                *(schedule.weighted([(each["value"], each["share"]) for each in kinds[kind]["outcomes"]])
                  for kind in ("general", "naming")))
            found = schedule.price_schedule(given["discount"], given["reference_price"], given["opens_at"],
                                            given["closes_at"], demand, {"NL": given["tax_rate_bp"]}, "NL")
            self.assertEqual(found, case["expected"], case["name"])
