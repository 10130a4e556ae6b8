"""A reverse proxy in front of a gateway, configured as badly as the test wants: it names the upstream's own host instead of the
one that was asked for, and may say another time than it is."""
import http.client
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ReverseProxy:
    def __init__(self, upstream_port, host="127.0.0.1", seconds_ahead=0, passes_host=False):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                onward = {name: value for name, value in self.headers.items() if passes_host or name.lower() != "host"}
                connection = http.client.HTTPConnection("127.0.0.1", upstream_port, timeout=30)
                connection.request(self.command, self.path, body, onward)
                answer = connection.getresponse()
                text = answer.read()
                connection.close()
                self.send_response_only(answer.status)
                self.send_header("Date", formatdate(time.time() + seconds_ahead, usegmt=True))
                self.send_header("Content-Type", answer.getheader("Content-Type", "text/plain"))
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://{host}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
