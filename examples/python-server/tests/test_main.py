"""The tokens of the command line."""
import argparse
import unittest

import main
from orf.server import Server


class Main(unittest.TestCase):

    def test_tokens(self):
        server = Server()
        names = ("token", "token_without_identifiers", "read_only_token", "write_only_token", "other_token", "test_control")
        shown = main.give_tokens(server, argparse.Namespace(tokens=None, **{name: f"t_{name}" for name in names}))
        self.assertEqual([token for _, token in shown], [f"t_{name}" for name in names])
        scopes = {name: server.tokens.find(f"t_{name}").scopes for name in names[:-1]}
        self.assertEqual({each.rpartition(":")[2] for each in scopes["read_only_token"]}, {"read"})
        self.assertEqual({each.rpartition(":")[2] for each in scopes["write_only_token"]}, {"write"})
        self.assertEqual(scopes["token"] - scopes["token_without_identifiers"], {"identifiers"})
        self.assertTrue(server.tokens.is_control("t_test_control"))
