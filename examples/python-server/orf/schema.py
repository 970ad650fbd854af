"""A JSON Schema validator for the part of 2020-12 that the contract uses, and two walks along a schema.

`violations` finds what is wrong with a value, `keep_known` drops what a schema does not name, and `without` leaves out
members by their privacy mark. All three are driven by the contract's own data.
"""
import re
from urllib.parse import urlsplit

from . import instants
from .strictjson import escape

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class Schemas:
    """The schemas of a document, by name, with everything that can be asked of them."""

    def __init__(self, components):
        self.components = components
        self.patterns = {}

    def named(self, name):
        return {"$ref": f"#/components/schemas/{name}"}

    def expand(self, schema):
        """Follow a `$ref`; members beside it (a description, a privacy mark) win."""
        while "$ref" in schema:
            _, _, section, name = schema["$ref"].split("/")
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self.components[section][name], **rest}
        return schema

    def matches(self, pattern, text):
        """ECMA's reading of a pattern: `$` is the very end, digits are ASCII."""
        if pattern not in self.patterns:
            self.patterns[pattern] = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), re.ASCII)
        return self.patterns[pattern].search(text) is not None

    # --- validation -----------------------------------------------------------------------------------------------

    def violations(self, schema, value, lenient=False, pointer=""):
        """All FieldErrors of a value. `lenient` passes over unknown members (a client of a later minor version)."""
        schema = self.expand(schema)
        if not type_fits(schema.get("type"), value):
            return [error(pointer, "wrong_type", f"must be {spoken_type(schema['type'])}")]
        found = self.of_any(schema, value, pointer)
        if isinstance(value, str):
            found += self.of_string(schema, value, pointer)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found += of_number(schema, value, pointer)
        elif isinstance(value, list):
            found += self.of_array(schema, value, lenient, pointer)
        elif isinstance(value, dict):
            found += self.of_object(schema, value, lenient, pointer)
        return found

    def of_any(self, schema, value, pointer):
        if "enum" in schema and value not in schema["enum"]:
            return [error(pointer, "not_in_enum", "must be one of " + ", ".join(map(str, schema["enum"])))]
        if "const" in schema and value != schema["const"]:
            return [error(pointer, "not_in_enum", f"must be {schema['const']}")]
        return []

    def of_string(self, schema, value, pointer):
        found = []
        if len(value) < schema.get("minLength", 0):
            found.append(error(pointer, "too_short", f"must have {schema['minLength']} characters at least"))
        if len(value) > schema.get("maxLength", len(value)):
            found.append(error(pointer, "too_long", f"must have {schema['maxLength']} characters at most"))
        if "pattern" in schema and not self.matches(schema["pattern"], value):
            found.append(error(pointer, "bad_pattern", "is not written as it has to be"))
        elif "format" in schema and not format_fits(schema["format"], value):
            found.append(error(pointer, "bad_format", f"is no {schema['format']}"))
        return found

    def of_array(self, schema, value, lenient, pointer):
        found = []
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(error(pointer, "wrong_count", "has too few or too many items"))
        if schema.get("uniqueItems") and any(item in value[:index] for index, item in enumerate(value)):
            found.append(error(pointer, "not_unique", "names an item twice"))
        for index, item in enumerate(value):
            found += self.violations(schema.get("items", {}), item, lenient, f"{pointer}/{index}")
        return found

    def of_object(self, schema, value, lenient, pointer):
        found = []
        for name in schema.get("required", ()):
            if name not in value:
                found.append(error(f"{pointer}/{escape(name)}", "missing_member", "is required"))
        if len(value) < schema.get("minProperties", 0):
            found.append(error(pointer, "wrong_count", "has too few members"))
        for name, item in value.items():
            member = self.member(schema, name)
            place = f"{pointer}/{escape(name)}"
            if member is False:
                if not lenient:
                    found.append(error(place[:1024], "unknown_member", "is not defined"))
            else:
                found += self.violations(member, item, lenient, place)
        return found

    def member(self, schema, name):
        """The schema of a member; False where the object may not have it."""
        if name in schema.get("properties", {}):
            return schema["properties"][name]
        for pattern, member in schema.get("patternProperties", {}).items():
            if self.matches(pattern, name):
                return member
        rest = schema.get("additionalProperties", {})
        return {} if rest is True else rest

    # --- walks along a schema -------------------------------------------------------------------------------------

    def keep_known(self, schema, value):
        """A valid value without the members that its schema does not name: own ones (`x_…`) and those passed over."""
        schema = self.expand(schema)
        if isinstance(value, list):
            return [self.keep_known(schema.get("items", {}), item) for item in value]
        if not isinstance(value, dict) or not schema:
            return value
        rest = schema.get("additionalProperties")
        known = schema.get("properties", {})
        kept = {name: known.get(name, rest) for name in value if name in known or isinstance(rest, dict)}
        return {name: self.keep_known(member, value[name]) for name, member in kept.items()}

    def without(self, schema, value, marks):
        """A value without the members whose `x-orf-privacy` is one of `marks`."""
        schema = self.expand(schema)
        if isinstance(value, list):
            return [self.without(schema.get("items", {}), item, marks) for item in value]
        if not isinstance(value, dict):
            return value
        shown = {}
        for name, item in value.items():
            member = self.member(schema, name)
            member = self.expand(member) if member else {}
            if member.get("x-orf-privacy") not in marks:
                shown[name] = self.without(member, item, marks)
        return shown


def error(pointer, code, detail):
    return {"pointer": pointer, "code": code, "detail": detail}


def type_fits(wanted, value):
    """Whether a value is of the JSON type (or one of them). A boolean is no number, and nothing is coerced."""
    if wanted is None:
        return True
    if isinstance(wanted, list):
        return any(type_fits(each, value) for each in wanted)
    if wanted in ("integer", "number"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (wanted == "number" and isinstance(value, float))
    kinds = {"string": str, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    return isinstance(value, kinds[wanted])


def spoken_type(wanted):
    return " or ".join(wanted) if isinstance(wanted, list) else f"of the type {wanted}"


def of_number(schema, value, pointer):
    if value < schema.get("minimum", value) or ("exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]):
        return [error(pointer, "too_small", "is too small")]
    if value > schema.get("maximum", value):
        return [error(pointer, "too_large", f"must be at most {schema['maximum']}")]
    return []


def format_fits(name, text):
    """The formats that requests of the contract use; any other is not asserted."""
    try:
        if name == "date-time":
            instants.to_ms(text)
        elif name == "date":
            instants.date_to_ms(text)
        elif name == "uri":
            parts = urlsplit(text)
            return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", parts.scheme, re.ASCII)) and bool(
                parts.netloc or parts.path) and not re.search(r"[\s<>\"{}|\\^`]|[^\x00-\x7f]", text)
        elif name == "email":
            return EMAIL.fullmatch(text) is not None
    except ValueError:
        return False
    return True
