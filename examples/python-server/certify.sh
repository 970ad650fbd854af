#!/usr/bin/env bash
# Starts the server and lets the conformance suite certify it. Exit code: that of the suite.
set -euo pipefail
cd "$(dirname "$0")/../.."
report=${1:-.orf/python-report.json}
mkdir -p "$(dirname "$report")"
python3 examples/python-server/main.py --port 8790 --token orf_example_all --token-without-identifiers orf_example_blind \
  --read-only-token orf_example_read --write-only-token orf_example_write --other-token orf_example_other \
  --test-control orf_example_control >/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  python3 -c 'import socket; socket.create_connection(("127.0.0.1", 8790), 1)' 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { echo 'The server did not start.' >&2; exit 2; }
  sleep 0.2
done
npx --yes pnpm@10.34.9 conformance run --config examples/python-server/conformance.yaml --report "$report" --quiet
