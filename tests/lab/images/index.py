"""The lab's package index: index.py ADDRESS PORT FOLDER serves the wheels in a folder to pip (find-links), under any first name."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Wheels(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        if self.path.endswith(".whl"):
            self.send_header("Cache-Control", "max-age=31536000")  # so that pip keeps it, as it does from a real index
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.split("/", 2)[-1])

    def log_message(self, *_: object) -> None:
        pass


address, port, folder = sys.argv[1:]
ThreadingHTTPServer((address, int(port)), partial(Wheels, directory=folder)).serve_forever()
