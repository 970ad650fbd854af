#!/bin/sh
# The tests against a copy of the specification: ./run-tests.sh [/path/to/spec]
cd "$(dirname "$0")" && ORF_SPEC="${1:-../../spec}" exec python3 -m unittest discover -q -s tests -t .
