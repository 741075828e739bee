// Keys for everything that the page can do: an element says its own with data-key. Without this script all works by mouse.
"use strict";

const help = document.getElementById("help");
const keyed = (key) => [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === key);
const writes = (element) => element.matches("input:not([type=checkbox]), textarea, select");

function explain() {
  const rows = [...document.querySelectorAll("[data-key]")].map((one) => [one.dataset.key, one.dataset.help]);
  const list = document.getElementById("keys");
  list.replaceChildren();
  for (const row of [...rows, ["Esc", "leave a field, close this list"]]) {
    for (const [place, text] of row.entries()) {
      const cell = document.createElement(place ? "dd" : "dt");
      cell.textContent = text;
      list.append(cell);
    }
  }
  help.showModal();
}

function use(element) {
  if (writes(element)) element.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const inside = event.target;
  if (inside instanceof Element && writes(inside)) {
    if (event.key === "Escape" || (event.key === "Enter" && inside.id === "reason")) {
      inside.blur();
      event.preventDefault();
    }
    return;
  }
  if (help && help.open) return;
  if (event.key === "Enter" && inside instanceof Element && inside.matches("a, button, summary")) return;
  const [element] = keyed(event.key);
  if (!element) return;
  event.preventDefault();
  use(element);
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  if (button.id === "help-button") explain();
  if (button.dataset.reason !== undefined) document.getElementById("reason").value = button.dataset.reason;
});

// A form that is sent once is not sent again by a second press.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Who else looks at this case, and whether it has changed since this page was made.
const watched = document.querySelector("[data-presence]");
if (watched) {
  const line = document.getElementById("presence");
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(watched.dataset.presence, {headers: {accept: "application/json"}});
      if (!answer.ok) return;
      const {looking, version} = await answer.json();
      const others = looking.length ? `${looking.join(", ")} looks at this, too` : "";
      const changed = version === watched.dataset.version ? "" : "This case has changed: load the page again.";
      const text = [others, changed].filter(Boolean).join(". ");
      if (line.textContent !== text) line.textContent = text;
    } catch {
      // The server was stopped; whatever was confirmed is kept.
    }
  };
  setInterval(look, 4000);
}
