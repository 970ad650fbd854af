"""The contract as data: which operations there are, what they take, which schemas they answer with.

Everything here comes from `data/*.json`, which `tools/build_data.py` makes from the specification. No path, scope,
parameter or schema is written down a second time in the code.
"""
import functools
import json
import re
from pathlib import Path

from .schema import Schemas

DATA = Path(__file__).resolve().parent.parent / "data"


def read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


class Operation:
    """One method of one path."""

    def __init__(self, schemas, method, template, raw):
        self.id = raw["operationId"]
        self.method = method.upper()
        self.template = template
        self.profile = raw.get("x-orf-profile", "test_control")
        self.security, self.scopes = security(raw["security"])
        self.parameters = [resolve(schemas, each) for each in raw.get("parameters", ())]
        body = raw.get("requestBody", {}).get("content", {}).get("application/json")
        self.body_schema = body["schema"] if body else None
        successes = {status: answer for status, answer in raw["responses"].items() if status < "300"}
        self.answers = {status: answer.get("content", {}) for status, answer in successes.items()}
        self.headers = {status: {name: resolve(schemas, header) for name, header in answer.get("headers", {}).items()}
                        for status, answer in successes.items()}

    def parameter(self, name, place):
        return next((each for each in self.parameters if each["in"] == place and each["name"] == name), None)

    def declares_header(self, status, name):
        """Whether a success of this status carries a header (ORF-GEN-036)."""
        return name in self.headers.get(str(status), ())

    @property
    def takes_key(self):
        return self.parameter("Idempotency-Key", "header") is not None

    @property
    def media_types(self):
        return {media for answer in self.answers.values() for media in answer}

    @property
    def answer_schema(self):
        """The schema of the JSON that a success answers; None for a document that is no JSON."""
        for answer in self.answers.values():
            if "application/json" in answer:
                return answer["application/json"]["schema"]
        return None


def security(entries):
    """Which kind of token an operation takes, and the scopes that it requires."""
    if not entries:
        return None, ()
    (kind, scopes), = entries[0].items()
    return kind, tuple(scopes)


def resolve(schemas, raw):
    """A parameter or a header, which may be a reference into the components."""
    while "$ref" in raw:
        _, _, section, name = raw["$ref"].split("/")
        raw = schemas.components[section][name]
    return raw


class Contract:
    """Both documents, the register of problems and the table of life cycles."""

    def __init__(self):
        self.problems = read("problems.json")
        self.lifecycles = read("lifecycles.json")
        self.wording = read("wording.json")
        self.openapi = read("openapi.json")
        self.default_policy = read("policy-default.json")
        control = read("test-control.openapi.json")
        components = {}
        for document in (self.openapi, control):
            for section, entries in document["components"].items():
                components.setdefault(section, {}).update(entries)
        self.schemas = Schemas(components)
        self.version = self.openapi["info"]["version"]
        self.routes = []
        for document in (self.openapi, control):
            for template, methods in document["paths"].items():
                self.routes.append(Route(template, {
                    method.upper(): Operation(self.schemas, method, template, raw)
                    for method, raw in methods.items() if method in ("get", "post", "put", "delete", "patch")}))
        self.operations = {each.id: each for route in self.routes for each in route.methods.values()}

    def route(self, path):
        """The route of a path and the values of its path parameters, or (None, None)."""
        for route in self.routes:
            match = route.pattern.fullmatch(path)
            if match:
                return route, match.groupdict()
        return None, None


@functools.cache
def contract():
    """The one contract; it never changes while a process runs."""
    return Contract()


class Route:
    """A path of the contract, `{…}` standing for one segment."""

    def __init__(self, template, methods):
        self.template = template
        self.methods = methods
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
        self.pattern = re.compile(pattern)
