"""Conflicts of a policy against the vectors: those of severity `error`, which keep a policy from being put in force."""
import unittest

from tests.vectors import merge_patch, vector
from orf import policy_checks
from orf.contract import contract


class Policy(unittest.TestCase):

    def test_errors(self):
        data = vector("policy/conflicts")
        for case in data["cases"]:
            policy = merge_patch(contract().default_policy, case["change"])
            environment = merge_patch(data["environment"], case.get("environment", {}))
            found = policy_checks.errors(policy, environment["carriers"], contract().wording)
            expected = [(each["code"], each["pointer"]) for each in case["expected"] if each["severity"] == "error"]
            self.assertEqual(sorted(found), sorted(expected), case["name"])

    def test_brackets(self):
        for case in vector("pricing/brackets")["cases"]:
            found = policy_checks.bracket_errors(case["input"]["brackets"])
            expected = [(each["code"], each["pointer"]) for each in case["expected"]]
            self.assertEqual(found, expected, case["name"])
