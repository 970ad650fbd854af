"""From a request to an answer, in the order in which chapter 4 refuses: path, `Accept`, token, parameters, body, key, work.

The web layer (`web.py`) reads bytes and writes bytes; everything in between is here, and knows nothing of sockets.
"""
import hashlib
import json
import re
import secrets
import sqlite3
from dataclasses import dataclass, field

from . import docs, parameters, strictjson, tokens, views
from .call import Call
from .carrier import MEDIA_TYPES
from .instants import HOUR, plus
from .operations.discovery import RETENTION_HOURS
from .problems import Refusal, problem_body
from .reply import HANDLERS, Reply


@dataclass
class Request:
    """What came over the wire. `headers` maps a lower-case name to the list of its values."""

    method: str
    path: str
    query: str = ""
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    fault: str = None

    def header(self, name):
        values = self.headers.get(name, [])
        return values[0] if values else None


@dataclass
class Response:
    status: int
    headers: dict
    body: bytes


class Pipeline:
    """Answers requests for one server."""

    def __init__(self, server):
        self.server = server
        self.contract = server.contract

    def answer(self, request):
        request_id = f"req_{secrets.token_hex(12)}"
        operation = None
        try:
            if request.fault:
                raise Refusal(request.fault)
            static = docs.page(self.server, request)
            if static:
                return Response(200, {"Content-Type": static[0], "ORF-Request-Id": request_id}, static[1])
            operation, path = self.find(request)
            reply = self.serve(operation, path, request, request_id)
            return self.success(operation, request, reply, request_id)
        except Refusal as refusal:
            return self.refused(operation, refusal, request_id)
        except sqlite3.OperationalError:  # a full disk, a locked file: nothing was done
            return self.refused(operation, Refusal("unavailable", headers={"Retry-After": "2"}), request_id)
        except Exception as failure:  # whatever was not foreseen: no detail goes out, and no data into the log
            print(f"{request_id} internal_error {type(failure).__name__}")
            if self.server.debug:
                raise
            return self.refused(operation, Refusal("internal_error"), request_id)

    # --- 2 to 4: what is asked for, and by whom -------------------------------------------------------------------

    def find(self, request):
        """The operation and its path parameters; 404, 405, or `profile_not_supported` to a valid token."""
        route, path = self.contract.route(request.path)
        if route is None:
            raise Refusal("not_found")
        operation = route.methods.get(request.method)
        if operation is None:
            raise Refusal("method_not_allowed", headers={"Allow": ", ".join(sorted(route.methods))})
        if not self.server.declares(operation):
            self.authenticate(operation, request)
            raise Refusal("profile_not_supported")
        return operation, path

    def authenticate(self, operation, request):
        """Who calls: a Caller, the hash of a rating link, or None for public operations and test control."""
        if operation.security is None:
            return None, None
        token = tokens.bearer(request.headers.get("authorization", []))
        if operation.security == "testControl":
            if self.server.tokens.is_control(token):
                return None, None
        elif operation.security == "ratingToken":
            digest = tokens.digest(token) if token else ""
            link = self.server.store.link(digest)
            if link and (self.is_usable(link) or self.is_retry(link, digest, request)):
                return None, digest
        else:
            caller = self.server.tokens.find(token)
            if caller:
                return caller, None
        raise Refusal("unauthorized")

    def is_usable(self, link):
        return link["state"] == "open" and self.server.clock.now() < link["expires_at"]

    def is_retry(self, link, digest, request):
        """Whether a spent link is sent again under the key that spent it: the one thing it is still good for."""
        try:
            key = parameters.key_of(request)
        except Refusal:
            return False
        now = self.server.clock.now()
        return link["state"] == "spent" and now < link["expires_at"] and self.server.store.stored_answer(digest, key, now) is not None

    def check_scope(self, operation, caller):
        for scope in operation.scopes:
            if not caller.may(scope):
                raise Refusal("missing_scope", f"The operation requires the scope `{scope}`.")

    def check_accept(self, operation, path, request):
        """Whether `Accept` allows what the operation answers."""
        values = request.headers.get("accept")
        if not values or not "".join(values).strip():
            return
        wanted = operation.media_types
        if operation.id == "getLabelDocument":
            wanted = {MEDIA_TYPES.get(path["format"], "application/json")}
        if not any(accepts(",".join(values), media) for media in wanted):
            raise Refusal("not_acceptable")

    # --- 5 to 12 --------------------------------------------------------------------------------------------------

    def serve(self, operation, path, request, request_id):
        with self.server.lock, self.server.clock.at_one_instant():
            self.server.drain()
            self.check_accept(operation, path, request)
            caller, link = self.authenticate(operation, request)
            if caller:
                self.check_scope(operation, caller)
            call = self.read(operation, path, request)
            call.link = link
            if operation.profile == "test_control":
                return HANDLERS[operation.id](self.server, call)
            reply = self.work(operation, call, request, request_id, caller, link)
            self.server.drain()
        return self.hide(operation, reply, caller, link)

    def read(self, operation, path, request):
        """Parameters, then the body: syntax, then schema."""
        lenient = parameters.is_lenient(self.contract, request)
        path, query = parameters.read(self.contract.schemas, operation, path, request, lenient)
        call = Call(self.server, operation, path, query)
        if operation.takes_key:
            parameters.key_of(request)
        if operation.body_schema:
            check_media_type(request)
            value = strictjson.read(request.body)
            errors = self.contract.schemas.violations(operation.body_schema, value, lenient)
            if errors:
                raise Refusal("invalid_body", errors=errors)
            call.body = self.contract.schemas.keep_known(operation.body_schema, value)
        return call

    def work(self, operation, call, request, request_id, caller, link):
        """Look the key up, else do the work and record key and effect in one commit (ORF-GEN-025)."""
        retailer = caller.retailer if caller else (self.server.store.link(link)["retailer"] if link else "main")
        with self.server.session(retailer) as tx:
            if not operation.takes_key:
                return HANDLERS[operation.id](tx, call)
            owner, key = link or f"retailer:{retailer}", parameters.key_of(request)
            fingerprint = hashlib.sha256("\n".join(
                (operation.id, request.path, request.query, "")).encode() + request.body).hexdigest()
            stored = tx.store.stored_answer(owner, key, tx.now)
            if stored:
                return self.replay(owner, key, stored, fingerprint)
            reply = HANDLERS[operation.id](tx, call)
            self.keep(tx, operation, owner, key, fingerprint, reply)
            self.audit(tx, operation, caller, request_id, reply)
            return reply

    def replay(self, owner, key, stored, fingerprint):
        if stored["request"] != fingerprint:
            raise Refusal("idempotency_key_reused")
        sealed = self.server.vault.get(f"answer:{owner}:{key}")
        return Reply(stored["status"], sealed.get("body", stored["body"]), stored["location"])

    def keep(self, tx, operation, owner, key, fingerprint, reply):
        """The database keeps the answer without what is personal or secret; the whole of it is in the vault."""
        tx.flush()
        for old in tx.store.drop_expired_answers(tx.now):
            tx.vault.forget("answer:%s:%s" % old)
        plain = tx.schemas.without(operation.answer_schema, reply.body, ("personal",))
        if operation.id == "createRatingLink":
            plain = {name: value for name, value in plain.items() if name != "token"}
        tx.vault.put(f"answer:{owner}:{key}", body=json.loads(json.dumps(reply.body)))
        until = plus(tx.now, RETENTION_HOURS * HOUR)
        tx.store.store_answer(owner, key, fingerprint, reply.status, reply.location, plain, until)

    def audit(self, tx, operation, caller, request_id, reply):
        """Which token gave which command, when, about what (ORF-SEC-056). No personal data, no token."""
        name = f"{caller.retailer}/{caller.name}" if caller else "rating link"
        tx.store.write_audit(tx.now, name, request_id, operation.id, reply.about)

    def hide(self, operation, reply, caller, link):
        """Leave the retailer's references out for a token that may not see them."""
        sees = caller is None and link is None or bool(caller and caller.may("identifiers"))
        schemas = self.contract.schemas
        if isinstance(reply.body, bytes) or sees:
            return reply
        if operation.id == "listEvents":
            reply.body["items"] = [views.event_for_reader(schemas, event, sees) for event in reply.body["items"]]
        elif operation.id == "getEvent":
            reply.body = views.event_for_reader(schemas, reply.body, sees)
        else:
            reply.body = views.for_reader(schemas, operation.answer_schema, reply.body, sees)
        return reply

    # --- answers --------------------------------------------------------------------------------------------------

    def success(self, operation, request, reply, request_id):
        headers = {"Content-Type": reply.media_type, "ORF-Request-Id": request_id}
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body, ensure_ascii=False).encode()
        if operation.security:
            headers["Cache-Control"] = "no-store"
        if reply.location:
            headers["Location"] = reply.location
        if operation.declares_header(reply.status, "ETag"):
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        return Response(reply.status, headers, body)

    def refused(self, operation, refusal, request_id):
        body = problem_body(self.contract.problems, refusal, request_id)
        headers = {"Content-Type": "application/problem+json", "ORF-Request-Id": request_id, "Cache-Control": "no-store",
                   **refusal.headers}
        if refusal.code == "unauthorized":
            headers["WWW-Authenticate"] = 'Bearer realm="orf"'
        return Response(body["status"], headers, json.dumps(body).encode())


def check_media_type(request):
    """`application/json`, perhaps with `charset=utf-8`, uncompressed."""
    values = request.headers.get("content-type", [])
    media, _, rest = (values[0] if len(values) == 1 else "").partition(";")
    charset = re.fullmatch(r"\s*(?:charset\s*=\s*\"?utf-8\"?\s*)?", rest, re.I)
    encoding = request.header("content-encoding")
    if media.strip().lower() != "application/json" or not charset or (encoding and encoding.strip().lower() != "identity"):
        raise Refusal("unsupported_media_type")


def accepts(header, media):
    """Whether an `Accept` header allows a media type; the most specific range that fits decides."""
    best, quality = -1, 0.0
    for part in header.split(","):
        name, *options = (each.strip().lower() for each in part.split(";"))
        specific = {media: 2, media.split("/")[0] + "/*": 1, "*/*": 0}.get(name)
        if specific is None or specific < best:
            continue
        values = [option.partition("=")[2] for option in options if option.replace(" ", "").startswith("q=")]
        try:
            best, quality = specific, float(values[0]) if values else 1.0
        except ValueError:
            best, quality = specific, 0.0
    return quality > 0
