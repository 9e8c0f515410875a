"""HTTP/1.1 on a socket: keep-alive, and answers that stop short."""

from contextlib import suppress
from typing import Any, Protocol

from werkzeug.serving import WSGIRequestHandler
from werkzeug.wrappers import Request, Response


class Site(Protocol):
    """What the sockets serve."""

    def opened(self, connection: Any) -> None:
        """A client connected."""
        ...

    def closed(self, connection: Any) -> None:
        """A client is gone."""
        ...

    def exchange(self, request: Request) -> tuple[Response | None, float]:
        """The answer (None to close silently) and the share of its body to send."""
        ...


def handler_of(site: Site, prefix: str) -> type[WSGIRequestHandler]:
    """A handler bound to its server; werkzeug's own would close after every answer."""

    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"  # keep-alive, as the real services do
        disable_nagle_algorithm = True
        wbufsize = -1

        def setup(self) -> None:
            super().setup()
            site.opened(self.connection)

        def finish(self) -> None:
            with suppress(OSError):  # a client that is gone takes no rest of an answer
                super().finish()
            self.rfile.close()
            site.closed(self.connection)

        def run_wsgi(self) -> None:
            request = _request(self.make_environ(), prefix)
            request.get_data()  # read to the end: the next request follows on this connection
            response, share = site.exchange(request)
            if response is None:
                self.close_connection = True
                return
            self._send(response, share)

        def _send(self, response: Response, share: float) -> None:
            body = response.get_data()
            self.send_response_only(response.status_code)
            response.headers["Content-Length"] = str(len(body))
            if response.status_code == 204:
                response.headers.remove("Content-Length")
            if share < 1:
                self.close_connection = True
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: int(len(body) * share)] if share < 1 else body)
            self.wfile.flush()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Stay silent: `Loopback.log` is the log."""

    return Handler


def _request(environ: dict[str, Any], prefix: str) -> Request:
    path = environ["PATH_INFO"]
    if path.startswith(prefix + "/"):
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = prefix, path[len(prefix) :]
    else:
        environ["PATH_INFO"] = "/outside-the-prefix" + path
    return Request(environ)
