"""A client over real HTTP that checks every answer against the contract."""
import http.client
import json
import threading
import uuid

from orf import views
from orf.pipeline import Pipeline
from orf.server import Server
from orf.web import listen

SECRET, FULL, BLIND, READER, OTHER = "control", "full", "blind", "reader", "other"


def start():
    """A server on a free port; it stops with the process."""
    server = Server()
    scopes = server.tokens.all_scopes
    server.debug = True
    server.tokens.add("full", FULL)
    server.tokens.add("blind", BLIND, scopes=scopes - {"identifiers"})
    server.tokens.add("reader", READER, scopes={each for each in scopes if each.endswith(":read")})
    server.tokens.add("other", OTHER, "other")
    server.tokens.set_control(SECRET)
    server.give_policies()
    web = listen(Pipeline(server), "127.0.0.1", 0)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    return server, web


class Client:
    def __init__(self, server, web):
        self.server, self.port = server, web.server_address[1]
        self.schemas = server.contract.schemas

    def raw(self, method, target, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data

    def send(self, method, target, body=None, token=FULL, key=None, **headers):
        """(status, JSON). A key is made where none is given; the answer is checked."""
        headers.setdefault("Idempotency_Key", key or uuid.uuid4().hex)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers.setdefault("Content_Type", "application/json")
        answer, data = self.raw(method, target, data, **headers)
        self.headers = answer.headers
        value = json.loads(data) if "json" in answer.headers["Content-Type"] else data
        self.check(method, target.split("?")[0], answer, value)
        return answer.status, value

    def check(self, method, path, answer, value):
        assert answer.headers["ORF-Request-Id"], path
        if answer.status >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", path
            schema = self.schemas.named("Problem")
            register = self.server.contract.problems[value["code"]]
            assert value["status"] == answer.status == register["status"], value
            assert value["request_id"] == answer.headers["ORF-Request-Id"]
        else:
            route, _ = self.server.contract.route(path)
            if route is None:
                return
            operation = route.methods[method]
            declared = operation.headers[str(answer.status)]
            for name in ("ETag", "Location", "Retry-After"):
                assert name not in answer.headers or name in declared, (path, name)
            for name, header in declared.items():
                assert name in answer.headers or not header.get("required"), (path, name)
            assert str(answer.status) in operation.answers, (path, answer.status)
            schema = operation.answer_schema
            if operation.id in ("listEvents", "getEvent"):
                return self.check_events(value)
            if schema is None:
                return
        found = self.schemas.violations(schema, value)
        assert not found, (path, found, value)

    def check_events(self, value):
        for event in value.get("items", [value]):
            found = self.schemas.violations(self.schemas.named(views.SCHEMA[event["subject"]["kind"]]), event["data"])
            assert not found, (event["type"], found)
            for name in ("ship_from", "ship_to", "note", "flags", "evidence", "tracking_number", "drop_off_code"):
                assert f'"{name}":' not in json.dumps(event), (event["type"], name)

    def get(self, target, **more):
        return self.send("GET", target, **more)

    def post(self, target, body=None, **more):
        return self.send("POST", target, {} if body is None else body, **more)

    def control(self, target, body=None):
        method = "GET" if body is None else "POST"
        return self.send(method, f"/test-control/{target}", body, token=SECRET)
