"""HTTP/1.1 with the standard library: bytes in, bytes out, and what is no HTTP refused as the protocol's problem."""
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .pipeline import Request
from .strictjson import MAX_BYTES

MAX_HEADER_BYTES = 16_384
READ_AT_MOST = 1_048_576


class BadFraming(Exception):
    """Where the body ends cannot be told."""


class Handler(BaseHTTPRequestHandler):
    """One connection. Every method goes the same way."""

    protocol_version = "HTTP/1.1"
    server_version = "orf-python"
    sys_version = ""
    timeout = 30
    pipeline = None

    def __getattr__(self, name):
        """The base class looks for `do_<METHOD>`; which methods a path takes is the contract's business."""
        if name.startswith("do_"):
            return self.serve
        raise AttributeError(name)

    def serve(self):
        path, _, query = self.path.partition("?")
        headers = {}
        for name, value in self.headers.items():
            headers.setdefault(name.lower(), []).append(value)
        request = Request(self.command, path, query, headers)
        too_long = sum(len(name) + len(value) + 4 for name, value in self.headers.items()) > MAX_HEADER_BYTES
        if too_long or self.headers.defects:
            request.fault, self.close_connection = "malformed_request", True
        else:
            try:
                request.body = self.read_body()
            except (BadFraming, ValueError):
                request.fault, self.close_connection = "malformed_request", True
        self.write(self.pipeline.answer(request))

    def read_body(self):
        """The body, or as much of it as shows that it is too large; the rest is read and dropped."""
        lengths = self.headers.get_all("Content-Length") or []
        encodings = self.headers.get_all("Transfer-Encoding") or []
        if encodings:
            if lengths or [each.strip().lower() for each in encodings] != ["chunked"]:
                raise BadFraming
            return self.read_chunks()
        if not lengths:
            return b""
        if len(set(lengths)) != 1 or not (lengths[0].isascii() and lengths[0].isdigit()):
            raise BadFraming
        length = int(lengths[0])
        body = self.rfile.read(min(length, MAX_BYTES + 1))
        left = min(length, READ_AT_MOST) - len(body)
        if length > READ_AT_MOST:
            self.close_connection = True
        while left > 0:
            dropped = self.rfile.read(min(left, 65_536))
            if not dropped:
                break
            left -= len(dropped)
        return body

    def read_chunks(self):
        body, total = b"", 0
        while True:
            line = self.rfile.readline(1_024)
            size = int(line.split(b";")[0].strip() or b"-", 16)
            if size < 0:
                raise BadFraming
            total += size
            if total > READ_AT_MOST:
                self.close_connection = True
                return body + b" " * (MAX_BYTES + 1)
            chunk = self.rfile.read(size)
            body = (body + chunk)[:MAX_BYTES + 1]
            if size == 0:
                while self.rfile.readline(1_024).strip():
                    pass
                return body
            if self.rfile.readline(3) not in (b"\r\n", b"\n"):
                raise BadFraming

    def write(self, response):
        try:
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.body)))
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(response.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send_error(self, code, message=None, explain=None):
        """What never became a request (the base class calls this) is refused like anything else."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = self.protocol_version
        self.write(self.pipeline.answer(Request("GET", "/", fault="malformed_request")))

    def log_message(self, *_):
        """No access log: paths and queries hold references of people."""


class WebServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A connection that broke is the client's business; anything else was answered already."""


def listen(pipeline, host, port):
    handler = type("BoundHandler", (Handler,), {"pipeline": pipeline})
    server = WebServer((host, port), handler)
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server
