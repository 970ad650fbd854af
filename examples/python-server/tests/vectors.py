"""Where the specification's vectors are: `ORF_SPEC`, or beside the repository's own `spec` folder."""
import json
import os
from pathlib import Path

SPEC = Path(os.environ.get("ORF_SPEC", Path(__file__).resolve().parents[3] / "spec"))


def vector(name):
    return json.loads((SPEC / "vectors" / f"{name}.json").read_text(encoding="utf-8"))


def cases(name):
    return vector(name)["cases"]


def merge_patch(target, patch):
    """JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge_patch(result.get(key), value)
    return result
