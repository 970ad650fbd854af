"""Turns the specification's YAML into the JSON files that the server reads.

Run once, when the specification changes:

    python3 tools/build_data.py /path/to/spec

It needs PyYAML. The server itself does not: it reads `data/*.json` and the standard library has all that it takes.
"""
import json
import re
import sys
from pathlib import Path

import yaml


class Loader(yaml.SafeLoader):
    """A loader of its own, so that nothing of the library is changed."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def load(path):
    """Read a YAML file as YAML 1.2 does: instants stay text, and `on`, `off`, `yes` and `no` are words.

    PyYAML reads YAML 1.1, where the member `on` of the life cycles, or the country `NO`, would be a boolean.
    """
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


class Bundler:
    """Writes a document of many files as one: every `$ref` into another file becomes one into `components`."""

    SECTIONS = {"schemas": "schemas", "parameters.yaml": "parameters", "headers.yaml": "headers", "responses.yaml": "responses"}

    def __init__(self, spec):
        self.spec = spec
        self.files = {}
        self.components = {}

    def file(self, path):
        if path not in self.files:
            self.files[path] = load(path)
        return self.files[path]

    def rewrite(self, node, at):
        """Copy `node`, which stands in the file `at`, with its references rewritten."""
        if isinstance(node, list):
            return [self.rewrite(item, at) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str):
            rest = {key: self.rewrite(value, at) for key, value in node.items() if key != "$ref"}
            return {**self.resolve(reference, at), **rest}
        return {key: self.rewrite(value, at) for key, value in node.items() if key not in ("examples", "example")}

    def resolve(self, reference, at):
        """A reference to a schema, parameter, header or answer becomes one into `components`; any other is written out."""
        target, _, pointer = reference.partition("#/")
        path = (at.parent / target).resolve() if target else at
        name = pointer.split("/")[-1]
        relative = path.relative_to(self.spec)
        section = self.SECTIONS.get(relative.parts[0])
        node = self.file(path)
        for part in pointer.split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
        if section is None:
            return self.rewrite(node, path)
        known = self.components.setdefault(section, {})
        if name not in known:
            known[name] = None
            known[name] = self.rewrite(node, path)
        return {"$ref": f"#/components/{section}/{name}"}

    def document(self, name):
        path = self.spec / name
        raw = self.file(path)
        document = {key: value for key, value in raw.items() if key in ("openapi", "info", "tags", "servers")}
        document["paths"] = self.rewrite(raw["paths"], path)
        document["components"] = {"securitySchemes": raw["components"]["securitySchemes"], **self.components}
        return document


def main(spec, out):
    spec, out = Path(spec).resolve(), Path(out)
    plain = {"problems": "problems.yaml", "lifecycles": "lifecycles.yaml", "policy-default": "policies/default.yaml"}
    for name, source in plain.items():
        write(out / f"{name}.json", load(spec / source))
    for name in ("openapi.yaml", "test-control.openapi.yaml"):
        write(out / name.replace(".yaml", ".json"), Bundler(spec).document(name))
    write(out / "wording.json", wording_table(spec / "standard" / "13-policy.md"))


def wording_table(path):
    """The placeholders that each sentence for consumers may have, from the table at the end of chapter 13."""
    table = {}
    section = path.read_text(encoding="utf-8").split("## Wording")[1]
    for group, codes, placeholders in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", section, re.M):
        for code in re.findall(r"`(\w+)`", codes):
            needed = re.findall(r"\*\*\{(\w+)\}\*\*", placeholders)
            table[f"{group}/{code}"] = {"may": re.findall(r"\{(\w+)\}", placeholders), "must": needed}
    return table


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1], Path(__file__).resolve().parent.parent / "data")
