"""A review that is really served: in a thread for browsers, as a process of its own to be killed."""

import http.client
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager

import uvicorn

from autograder.classroom.gradebook import Gradebook
from autograder.classroom.gradebook.people import add_person
from autograder.review.app import application
from autograder.review.desk import Settings
from autograder.review.server import Address, listening

PROGRAM = """
import sys
from pathlib import Path
from autograder.review.desk import Settings
from autograder.review.server import Address, serve

address = Address(port=int(sys.argv[2])).checked()
settings = Settings(results=Path(sys.argv[1]), hosts=address.hosts, key=b"k" * 32)
serve(settings, address, browse=False, say=lambda text: print(text, flush=True))
"""


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def tokens(folder, *names):
    with Gradebook.open(folder) as book:
        return {name: add_person(book.connection, name) for name in names}


@contextmanager
def serving(folder, *names, **settings):
    """The address of a review of the class in `folder`, and a token for each name."""
    made = tokens(folder, *names)
    address = Address(port=free_port())
    with Gradebook.open(folder) as book:
        path = book.path
    app = application(Settings(results=path, hosts=address.hosts, key=b"k" * 32, **settings))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening(address)]})
    thread.start()
    try:
        wait_for(address.url)
        yield address.url, made
    finally:
        server.should_exit = True
        thread.join()


def wait_for(url, **more):
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{url}/alive", timeout=5, **more) as answer:
                return answer.read()
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)


@contextmanager
def server_process(folder, port):
    """The server as a process of its own, which a test may kill."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield process
    finally:
        process.kill()
        process.communicate()


class Client:
    """A person's program that does nothing but decide."""

    def __init__(self, port, name, token):
        self.port = port
        answer, _ = self.send("/sign-in", {"name": name, "token": token})
        self.cookie = answer.getheader("set-cookie").partition(";")[0]

    def send(self, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"cookie": getattr(self, "cookie", "")}
        try:
            if form is None:
                connection.request("GET", path, headers=headers)
            else:
                headers["content-type"] = "application/x-www-form-urlencoded"
                connection.request("POST", path, urllib.parse.urlencode(form), headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()

    def decide(self, places, words, seconds=60):
        """Decide cases, as `places()` names them, until it names none or the server is gone; returns reasons confirmed."""
        deadline, confirmed = time.monotonic() + seconds, []
        while time.monotonic() < deadline:
            reason = f"{words}, {len(confirmed)}"
            try:
                place = places()
                if place is None:
                    break
                _, page = self.send(place)
                shown = re.search(r'name="shown" value="([^"]*)"', page)[1].replace("&#34;", '"')
                key = re.search(r'name="key" value="(\w+)"', page)[1]
                tick = re.search(r'name="tick" value="([^"]*)"', page)[1]
                form = {"key": key, "shown": shown, "tick": tick, "decision": "lost", "reason": reason}
                answer, _ = self.send("/decide", form)
            except (OSError, http.client.HTTPException):
                break
            assert answer.status in (303, 409)  # confirmed, or refused as the result has just changed
            if answer.status == 303:
                confirmed.append(reason)
        return confirmed
