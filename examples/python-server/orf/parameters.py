"""Parameters of a path, a query and the headers, read as strictly as a body."""
import re
from urllib.parse import unquote_to_bytes

from .problems import Refusal

KEY = re.compile(r"[\x21-\x7E]{1,255}")
VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", re.ASCII)


def is_lenient(contract, request):
    """Whether `ORF-Version` names our major version and a later minor one: then unknown members are passed over."""
    values = request.headers.get("orf-version", [])
    match = VERSION.fullmatch(values[0]) if len(values) == 1 else None
    if not match:
        return False
    ours = [int(part) for part in contract.version.split("-")[0].split(".")]
    return int(match.group(1)) == ours[0] and int(match.group(2)) > ours[1]


def key_of(request):
    """The idempotency key; the quoted form is the same as the bare one."""
    values = request.headers.get("idempotency-key", [])
    key = values[0].strip() if len(values) == 1 else ""
    if len(key) >= 2 and key.startswith('"') and key.endswith('"'):
        key = key[1:-1]
    if not KEY.fullmatch(key):
        raise Refusal("idempotency_key_required")
    return key


def read(schemas, operation, path, request, lenient):
    """The typed path and query parameters of a request; all violations together as `invalid_parameter`."""
    errors = []
    values = {"path": {name: decode(value) for name, value in path.items()}, "query": split(request.query, errors)}
    found = {"path": {}, "query": {}}
    for place in ("path", "query"):
        for name, value in values[place].items():
            parameter = operation.parameter(name, place)
            if parameter is None:
                if not lenient and not name.startswith("x_"):
                    errors.append(fault(name, "unknown_member", "is not defined"))
                continue
            found[place][name] = typed(schemas, parameter, value, errors)
    for parameter in operation.parameters:
        name, place = parameter["name"], parameter["in"]
        if parameter.get("required") and place in values and name not in values[place]:
            errors.append(fault(name, "missing_member", "is required"))
    check_version(request, errors)
    if errors:
        raise Refusal("invalid_parameter", errors=errors)
    return found["path"], found["query"]


def check_version(request, errors):
    values = request.headers.get("orf-version", [])
    if len(values) > 1:
        errors.append(fault("ORF-Version", "not_unique", "is given twice"))
    elif values and not VERSION.fullmatch(values[0]):
        errors.append(fault("ORF-Version", "bad_pattern", "is no version"))


def fault(name, code, detail):
    return {"parameter": name[:64], "code": code, "detail": detail}


def decode(text):
    """Percent-decoded UTF-8; None where the bytes are not UTF-8."""
    try:
        return unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError:
        return None


def split(query, errors):
    """The members of a query; one that is given twice is an error."""
    found = {}
    for part in query.split("&") if query else ():
        name, _, value = part.replace("+", " ").partition("=")
        name, value = decode(name) or "", decode(value)
        if name in found:
            errors.append(fault(name, "not_unique", "is given twice"))
        found[name] = value
    return found


def typed(schemas, parameter, value, errors):
    """A parameter's value by its schema. Integers are written in the one usual way: no sign, no leading zero."""
    name, schema = parameter["name"], schemas.expand(parameter["schema"])
    if value is None or "\0" in value:
        errors.append(fault(name, "bad_format", "is not readable text"))
        return None
    if schema.get("type") == "integer":
        if not re.fullmatch(r"-?(?:0|[1-9]\d{0,15})", value, re.ASCII):
            errors.append(fault(name, "wrong_type", "must be a whole number"))
            return None
        value = int(value)
    errors += [fault(name, each["code"], each["detail"]) for each in schemas.violations(schema, value)]
    return value
