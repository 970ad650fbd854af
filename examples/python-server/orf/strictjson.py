"""Reading a request body strictly (chapter 4): one JSON text, in UTF-8, that no two readers could read differently."""
import json

from .problems import Refusal

MAX_BYTES = 65_536
MAX_DEPTH = 32
MAX_INTEGER = 9_007_199_254_740_991


class NotJson(ValueError):
    """Inside the parser: the text is no JSON that can be carried exactly."""


def read(raw):
    """The value of a body, or the refusal that the table of chapter 4 names."""
    if len(raw) > MAX_BYTES:
        raise Refusal("body_too_large")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("invalid_encoding") from None
    if depth(text) > MAX_DEPTH:
        raise Refusal("too_deep")
    try:
        value = json.loads(text, object_pairs_hook=no_duplicates, parse_int=whole, parse_float=number, parse_constant=never)
    except (ValueError, RecursionError):
        raise Refusal("malformed_json") from None
    check_strings(value)
    return value


def depth(text):
    """How deep a text nests, found without parsing it, so that a hostile one cannot exhaust the parser."""
    deepest = level = 0
    inside = escaped = False
    for char in text:
        if inside:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                inside = False
        elif char == '"':
            inside = True
        elif char in "[{":
            level += 1
            deepest = max(deepest, level)
        elif char in "]}":
            level -= 1
    return deepest


def no_duplicates(pairs):
    """An object, unless it names a member twice. The names are unescaped already when they come here."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refusal("duplicate_member")
    return members


def whole(text):
    """An integer that a double can hold exactly."""
    if len(text) > 20 or abs(int(text)) > MAX_INTEGER:
        raise NotJson(text)
    return int(text)


def number(text):
    """A number with a fraction or an exponent; without a fraction it is an integer, however it is written.

    One like `1e300` is a number that a double holds, so it is taken; no integer of a schema is as large.
    """
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise NotJson(text)
    return int(value) if value.is_integer() and abs(value) <= MAX_INTEGER else value


def never(text):
    """NaN and Infinity, which Python would take and JSON does not have."""
    raise NotJson(text)


def check_strings(value, pointer=""):
    """No half of a surrogate pair (400), and no NUL (422), in any string or name."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Refusal("invalid_encoding") from None
        if "\0" in value:
            error = {"pointer": pointer, "code": "not_allowed", "detail": "holds the character NUL"}
            raise Refusal("invalid_body", errors=[error])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            check_strings(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, item in value.items():
            check_strings(name, pointer)
            check_strings(item, f"{pointer}/{escape(name)}")


def escape(name):
    """A member's name as a part of a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")
