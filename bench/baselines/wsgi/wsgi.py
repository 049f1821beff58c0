"""The limit: no framework, no model at work, no checks. It reads the body and always gives the same answer."""

from serving import model  # noqa: F401  gunicorn.conf.py looks for it

HEADERS = [("Content-Type", "text/csv"), ("Content-Length", "7")]


def app(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", HEADERS)
    return [b"setosa\n"]
