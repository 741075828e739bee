"""Opening a page of one file as its reader does, and looking at everything that went wrong."""

import importlib.resources
from contextlib import contextmanager


class Visit:
    """A page in a browser with what it logged and asked for."""

    def __init__(self, page):
        self.page = page
        self.logged, self.asked = [], []
        page.on("console", lambda message: self.logged.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.logged.append(str(error)))
        page.on("dialog", lambda dialog: (self.logged.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))

    @property
    def network(self):
        """Requests beyond the file itself."""
        return [url for url in self.asked[1:] if not url.startswith("data:")]

    def violations(self):
        """What axe-core finds, as rule: targets."""
        script = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(script)
        found = self.page.evaluate("axe.run().then(result => result.violations)")
        return {rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in found}

    @property
    def focused(self):
        """The focused element's text or its label."""
        return self.page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.id || document.activeElement.innerText"
        )


@contextmanager
def visit(browser, path, *, dark=False):
    """Open a file in a fresh context."""
    context = browser.new_context(viewport={"width": 1100, "height": 900}, color_scheme="dark" if dark else "light")
    try:
        seen = Visit(context.new_page())
        seen.page.goto(path.resolve().as_uri())
        yield seen
    finally:
        context.close()
