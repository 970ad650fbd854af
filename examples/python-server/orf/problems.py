"""Refusals. A handler raises `Refusal` with a code of the register; the web layer writes it down as a problem."""


class Refusal(Exception):
    """Why a request is not carried out. `errors` are FieldErrors, `headers` what the answer carries besides."""

    def __init__(self, code, detail=None, errors=None, headers=None):
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


def invalid_body(pointer, code, detail):
    """One violation of a rule between members that no schema can say."""
    return Refusal("invalid_body", errors=[{"pointer": pointer, "code": code, "detail": detail}])


def invalid_parameter(name, code, detail):
    """One parameter that is not valid."""
    return Refusal("invalid_parameter", errors=[{"parameter": name, "code": code, "detail": detail}])


def problem_body(register, refusal, request_id):
    """The JSON of a problem. Nothing of what was sent stands in it, since no detail is made from a value."""
    entry = register[refusal.code]
    body = {
        "type": f"/problems/{refusal.code}",
        "code": refusal.code,
        "title": entry["title"],
        "status": entry["status"],
        "request_id": request_id,
    }
    if refusal.detail:
        body["detail"] = refusal.detail
    if refusal.errors:
        body["errors"] = refusal.errors[:20]
    return body
