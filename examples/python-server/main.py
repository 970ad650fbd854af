"""Starts the server: `python3 examples/python-server/main.py --port 8790`. A sandbox, on loopback only."""
import argparse
import threading

from orf.pipeline import Pipeline
from orf.server import Server
from orf.tokens import new_token
from orf.web import listen


def options():
    parser = argparse.ArgumentParser(description="A small sandbox server of Open Return Forwarding.")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--database", default=":memory:", help="a file; without it, nothing outlives the process")
    parser.add_argument("--token", help="a token of all scopes")
    parser.add_argument("--token-without-identifiers", help="all scopes but `identifiers`")
    parser.add_argument("--read-only-token", help="the scopes that end in `:read`, and no other")
    parser.add_argument("--write-only-token", help="the scopes that end in `:write`, and no other")
    parser.add_argument("--other-token", help="a token of all scopes of another retailer")
    parser.add_argument("--test-control", help="the secret of test control")
    parser.add_argument("--tokens", help="a JSON file with more: [{name, token or sha256, retailer, scopes}]")
    return parser.parse_args()


def give_tokens(server, chosen):
    """The five tokens that a test wants, and the secret. What is not given is made anew and shown once."""
    scopes = server.tokens.all_scopes
    kinds = {
        "token": ("main", scopes),
        "token-without-identifiers": ("main", scopes - {"identifiers"}),
        "read-only-token": ("main", {each for each in scopes if each.endswith(":read")}),
        "write-only-token": ("main", {each for each in scopes if each.endswith(":write")}),
        "other-token": ("other", scopes),
    }
    shown = []
    for name, (retailer, allowed) in kinds.items():
        token = getattr(chosen, name.replace("-", "_")) or new_token()
        server.tokens.add(name, token, retailer, allowed)
        shown.append((name, token))
    secret = chosen.test_control or new_token()
    server.tokens.set_control(secret)
    if chosen.tokens:
        server.tokens.load(chosen.tokens)
    return [*shown, ("test-control", secret)]


def main():
    chosen = options()
    base_url = f"http://127.0.0.1:{chosen.port}"
    server = Server(chosen.database, base_url)
    shown = give_tokens(server, chosen)
    server.give_policies()
    web = listen(Pipeline(server), "127.0.0.1", chosen.port)
    threading.Thread(target=server.run_timer, daemon=True).start()
    print(f"Open Return Forwarding {server.contract.version}, profiles {', '.join(server.PROFILES)}, sandbox with test control")
    print(f"{base_url}/.well-known/open-return-forwarding")
    for name, token in shown:
        print(f"  --{name:<27}{token}")
    try:
        web.serve_forever()
    except KeyboardInterrupt:
        server.stopped.set()


if __name__ == "__main__":
    main()
