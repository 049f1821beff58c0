"""Which type a request has and which its answer gets, by Content-Type and Accept (INF-24)."""

import functools


class RequestError(Exception):
    """The caller's fault (INF-23): the status of the answer, and the reason in it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@functools.lru_cache(maxsize=256)
def request_type(content_type: str | None, types: tuple[str, ...]) -> str:
    """The type without parameters such as charset, in lower case. No type at all is taken for the first of `types`."""
    found = (content_type or types[0]).partition(";")[0].strip().lower()
    if found not in types:
        raise RequestError(415, f"Content-Type {found!r} is not supported; send one of {', '.join(types)}")
    return found


@functools.lru_cache(maxsize=256)
def answer_type(accept: str | None, default: str, types: tuple[str, ...]) -> str:
    """What the caller likes best; the default if the caller does not mind."""
    if not accept or accept.strip() == "*/*":
        return default
    best = max([default, *types], key=lambda offered: quality(offered, accept))
    if not quality(best, accept):
        raise RequestError(406, f"Accept {accept!r} is not supported; accept one of {', '.join(types)}")
    return best


def quality(offered: str, accept: str) -> float:
    """How much the caller wants a type, from 0 to 1: what the most exact range that covers it says."""
    found = {}
    for part in accept.lower().split(","):
        wanted, *parameters = (word.strip() for word in part.split(";"))
        if wanted in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
            q = next((word[2:] for word in parameters if word.startswith("q=")), "1")
            found[wanted] = float(q) if q.replace(".", "", 1).isdecimal() else 0.0
    return found[min(found, key=lambda wanted: wanted.count("*"))] if found else 0.0
