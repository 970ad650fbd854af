"""What a consumer is told, against the vectors."""
import unittest

from tests.vectors import merge_patch, vector
from orf import explain


class Explain(unittest.TestCase):

    def test_consumer(self):
        data = vector("explanation/consumer")
        for case in data["cases"]:
            given = merge_patch(data["base"], case["input"])
            consumer = explain.Consumer(explain.Words({}, "en"), given["return"], given.get("listing"), given.get("forward"))
            lines = consumer.lines()
            self.assertEqual([code for code, _ in lines], case["expected"]["codes"], case["name"])
            text = " ".join([consumer.headline(), *(text for _, text in lines)]).lower()
            for word in data["never"]["en"]:
                self.assertNotIn(word, text, case["name"])
            for audience in (False, True):
                explain.staff_lines(consumer, audience)
