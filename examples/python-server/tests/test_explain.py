"""What a consumer is told, against the vectors, in every language."""
import re
import unittest

from tests.vectors import merge_patch, vector
from orf import explain
from orf.contract import contract
from orf.languages import BY_LOCALE


class Explain(unittest.TestCase):

    def test_consumer(self):
        data = vector("explanation/consumer")
        for locale in BY_LOCALE:
            for case in data["cases"]:
                given = merge_patch(data["base"], case["input"])
                words = explain.Words({}, locale)
                consumer = explain.Consumer(words, given["return"], given.get("listing"), given.get("forward"))
                lines = consumer.lines()
                self.assertEqual([code for code, _ in lines], case["expected"]["codes"], case["name"])
                text = " ".join([consumer.headline(), *(text for _, text in lines)])
                self.assertNotRegex(text, r"[{}]")
                for word in data["never"][locale]:
                    self.assertNotRegex(text, re.compile(rf"\b{re.escape(word)}", re.I), (locale, case["name"]))
                for audience in (False, True):
                    explain.staff_lines(consumer, audience)

    def test_every_language_has_every_sentence_with_its_places(self):
        self.assertEqual(set(BY_LOCALE), set(contract().schemas.expand({"$ref": "#/components/schemas/Locale"})["enum"]))
        english = BY_LOCALE["en"]
        for language in BY_LOCALE.values():
            codes = {f"{group}/{code}" for group, texts in language.GROUPS.items() for code in texts}
            self.assertEqual(codes, set(contract().wording))
            for group, texts in language.GROUPS.items():
                for code, text in texts.items():
                    self.assertEqual(set(re.findall(r"\{(\w+)\}", text)),
                                     set(re.findall(r"\{(\w+)\}", english.GROUPS[group][code])), (group, code))
            for names in ("REFUNDS", "TRIGGERS", "WORDS"):
                self.assertEqual(set(getattr(language, names)), set(getattr(english, names)))

    def test_own_wording_in_the_language_that_was_asked_for(self):
        data = vector("explanation/consumer")
        own = {"de": {"consumer": {"lines": {"refund_if_forwarded": "Ihre {refund} von {amount}, {trigger}!",
                                             "no_buyer": "Sonst {nothing}."}}}}
        for locale in BY_LOCALE:
            lines = dict(explain.Consumer(explain.Words(own, locale), data["base"]["return"]).lines())
            built_in = BY_LOCALE[locale].LINES
            self.assertEqual(lines["no_buyer"], built_in["no_buyer"], "it has a place that there is nothing for")
            if locale == "de":
                trigger = BY_LOCALE["de"].TRIGGERS[data["base"]["return"]["refund"]["trigger"]]
                self.assertEqual(lines["refund_if_forwarded"], f"Ihre Erstattung von 34,99 EUR, {trigger}!")
            else:
                self.assertNotIn("!", lines["refund_if_forwarded"])
