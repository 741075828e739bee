"""Where a review may listen, and that it starts, says where, and ends cleanly."""

import shutil
import signal
import ssl
import subprocess
import sys
import threading

import pytest
from support.review_server import free_port, wait_for
from support.reviewing import small_class

from autograder.errors import UserError
from autograder.review.server import Address


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"host": "0.0.0.0"}, "in the clear"),
        ({"host": "::"}, "in the clear"),
        ({"host": "review.example.edu"}, "in the clear"),
        ({"host": "10.0.0.7", "proxy": "http://review.example.edu"}, "no https"),
        ({"certificate": "here"}, "belong together"),
        ({"certificate": "nowhere.pem", "key": "nowhere.key"}, "is no file"),
    ],
)
def test_others_are_reached_over_tls_or_not_at_all(fields, words, tmp_path):
    from pathlib import Path

    fields = {name: Path(value) if name in ("certificate", "key") else value for name, value in fields.items()}
    with pytest.raises(UserError, match=words):
        Address(**fields).checked()


@pytest.mark.parametrize(
    ("fields", "hosts", "url"),
    [
        ({}, {"127.0.0.1:8765", "localhost:8765", "[::1]:8765"}, "http://127.0.0.1:8765"),
        ({"host": "::1", "port": 80}, {"[::1]:80", "localhost", "127.0.0.1"}, "http://[::1]:80"),
        (
            {"host": "0.0.0.0", "proxy": "https://review.example.edu"},
            {"review.example.edu"},
            "https://review.example.edu",
        ),
    ],
)
def test_a_server_answers_to_its_own_names_only(fields, hosts, url):
    address = Address(**fields).checked()
    assert hosts <= address.hosts
    assert (address.url, address.secure) == (url, bool(fields.get("proxy")))
    if "proxy" in fields:
        assert address.hosts == hosts


def test_the_command_serves_says_where_and_ends_cleanly(tmp_path, run, project):
    assert "there is no gradebook" in run("review", "-o", "nowhere")[2]
    tokens = small_class(tmp_path / "results")
    for name in tokens:
        assert run("review", "--remove-person", name, "-o", "results")[0] == 0
    status, _, err = run("review", "-o", "results", "--project", project.root)
    assert (status, "--add-person" in err) == (2, True)
    _, out, _ = run("review", "--add-person", "Cem", "-o", "results")
    assert len(out.splitlines()[-1]) > 20
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "autograder", "review", "-o", "results", "--port", str(port), "--no-browser",
         "--project", str(project.root)],
        cwd=tmp_path, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout.readline() == f"review at http://127.0.0.1:{port} (end it with Ctrl-C)\n"
        wait_for(f"http://127.0.0.1:{port}")
        status, _, err = run("review", "-o", "results", "--port", str(port), "--project", project.root)
        assert (status, "cannot be used" in err) == (2, True)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out) == (0, "stopped; everything that was confirmed is in the gradebook\n")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_makes_it_https(tmp_path):
    import uvicorn

    from autograder.review.app import application
    from autograder.review.desk import Settings
    from autograder.review.server import listening

    small_class(tmp_path)
    pair = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", pair[0], "-out", pair[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    address = Address(host="127.0.0.1", port=free_port(), certificate=pair[1], key=pair[0]).checked()
    assert address.secure
    app = application(Settings(results=tmp_path / "gradebook.sqlite", hosts=address.hosts, key=b"k" * 32, secure=True))
    config = uvicorn.Config(app, log_level="error", ssl_keyfile=pair[0], ssl_certfile=pair[1])
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening(address)]})
    thread.start()
    trusting = ssl.create_default_context(cafile=pair[1])
    trusting.check_hostname = False
    try:
        wait_for(address.url, context=trusting)
    finally:
        server.should_exit = True
        thread.join()
