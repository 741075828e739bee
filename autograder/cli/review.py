"""`autograder review`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import PROJECT, RESULTS
from autograder.cli.printing import say
from autograder.errors import UserError

KEY = "review.key"


@click.command()
@RESULTS
@click.option("--add-person", metavar="NAME", help="Let somebody sign in: print a token for them, and end.")
@click.option("--remove-person", metavar="NAME", help="Let somebody sign in no more, and end.")
@click.option("--blind", is_flag=True, help="Pseudonyms instead of names, in another order for everybody.")
@click.option("--double", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE",
              help="This share of the ✓ (0 to 1) is decided by two people apart.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need TLS.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="Port to listen on.")
@click.option("--tls-cert", type=click.Path(path_type=Path, dir_okay=False), help="Certificate (PEM) for https.")
@click.option("--tls-key", type=click.Path(path_type=Path, dir_okay=False), help="Its key (PEM).")
@click.option("--behind", default="", metavar="URL", help="The https:// address of a proxy before this server.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@PROJECT
def review(out: Path, add_person: str | None, remove_person: str | None, blind: bool, double: float, host: str,
           port: int, tls_cert: Path | None, tls_key: Path | None, behind: str, no_browser: bool,
           project: Path | None) -> None:  # fmt: skip
    """Decide doubtful ✓ in the browser, several people at once.

    Serves the gradebook in -o on this machine until Ctrl-C. First make a token for everybody who reviews:
    `autograder review --add-person "Ada Tutor" -o results/`.

    Example: autograder review -o results/
    """
    if add_person is not None or remove_person is not None:
        _change_people(out, add_person, remove_person)
        return
    try:
        from autograder.review.desk import Settings
        from autograder.review.server import Address, serve
    except ImportError as error:
        advice = "Install the optional part: pip install 'dgm-exam-autograder[review]'"
        raise UserError("autograder review", f"lacks a library ({error.name})", advice) from error
    from autograder.classroom.gradebook import Gradebook
    from autograder.classroom.gradebook.people import people
    from autograder.classroom.pseudonyms import read_key
    from autograder.exam.project import find_project
    from autograder.report.model_answers import model_answers

    address = Address(host=host, port=port, certificate=tls_cert, key=tls_key, proxy=behind.rstrip("/")).checked()
    with Gradebook.open(out) as book:
        if not people(book.connection):
            advice = f"Make a token first: autograder review --add-person NAME -o {out}"
            raise UserError(out, "has nobody who may sign in", advice)
        path = book.path
    found = find_project(project)
    models = {problem.name: model_answers(found, problem) for problem in found.exam().problems}
    settings = Settings(
        results=path, hosts=address.hosts, key=read_key(path.parent / KEY), secure=address.secure, blind=blind,
        share=double, models=models, cookie=f"review-{port}",
    )  # fmt: skip
    serve(settings, address, browse=not no_browser, say=say)


def _change_people(out: Path, add: str | None, remove: str | None) -> None:
    from autograder.classroom.gradebook import Gradebook
    from autograder.classroom.gradebook.people import add_person, remove_person

    with Gradebook.open(out) as book:
        if remove is not None:
            remove_person(book.connection, remove)
            say(f"{remove} can sign in no more; what they decided stays")
        if add is not None:
            token = add_person(book.connection, add)
            say(f"{add} signs in with this token, which is shown only now:\n{token}")
