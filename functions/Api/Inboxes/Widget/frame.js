(() => {
  "use strict";
  const SECOND = 1000;
  const FIRST_WAIT = 20 * SECOND;
  const LONGEST_QUIET = 120 * SECOND;
  const LONGEST_FAILED = 300 * SECOND;

  const byId = (id) => document.getElementById(id);
  const [list, status, more, title] = ["messages", "status", "more", "title"].map(byId);
  const shown = new Set();
  let parentOrigin = null;
  let token = null;
  let isOpen = false;
  let wait = FIRST_WAIT;
  let timer = null;
  let isAsking = false;
  let older = null;
  let hasOlder = false;

  const tell = (kind, what) => window.parent.postMessage({ campaignTasks: kind, ...what }, parentOrigin ?? "*");

  // Only addresses of the web: what a message leads to must never be a script.
  const webAddress = (text) => {
    try {
      const address = new URL(text);
      return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
    } catch {
      return null;
    }
  };

  class Refusal extends Error {
    constructor(answer) {
      super(`The service answered ${answer.status}.`);
      this.isFinal = answer.status === 401 || answer.status === 403;
      this.retryAfter = Number(answer.headers.get("Retry-After")) * SECOND || 0;
    }
  }

  const ask = async (path, method = "GET") => {
    const answer = await fetch(path, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (!answer.ok) {
      throw new Refusal(answer);
    }

    return answer.json();
  };

  const expire = () => {
    token = null;
    clearTimeout(timer);
    status.textContent = "The messages cannot be shown any longer: reload the page.";
    tell("expired");
  };

  const plan = () => {
    clearTimeout(timer);
    if (token && !document.hidden) {
      // Pages that failed together do not ask again together.
      timer = setTimeout(poll, wait * (0.8 + 0.4 * Math.random()));
    }
  };

  const failed = (error) => {
    if (error instanceof Refusal && error.isFinal) {
      expire();
      return;
    }

    wait = Math.max(Math.min(wait * 2, LONGEST_FAILED), error.retryAfter ?? 0);
    status.textContent = "The messages could not be loaded. Trying again.";
  };

  const read = async (message, item) => {
    if (message.readAt) {
      return;
    }

    try {
      message.readAt = (await ask(`inbox/${message.id}/read`, "POST")).readAt;
      item.classList.remove("unread");
      item.querySelector(".mark")?.remove();
      wait = FIRST_WAIT;
      await poll();
    } catch (error) {
      failed(error);
    }
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }

    if (text !== undefined) {
      made.textContent = text;
    }

    return made;
  };

  // Texts are set as text, never as HTML.
  const draw = (message) => {
    const item = element("li", message.readAt ? "" : "unread");
    const [heading, opener, body] = [element("h2"), element("button", "title"), element("div", "body")];
    opener.type = "button";
    body.id = `body-${message.id}`;
    body.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", body.id);
    if (!message.readAt) {
      opener.append(element("span", "mark", "New: "));
    }

    const received = element("time", "", new Date(message.receivedAt).toLocaleString());
    received.dateTime = message.receivedAt;
    opener.append(message.title || message.text.slice(0, 60), received);
    body.append(element("p", "text", message.text));
    const image = message.imageUrl && webAddress(message.imageUrl);
    if (image) {
      const picture = element("img");
      picture.alt = "";
      picture.loading = "lazy";
      picture.referrerPolicy = "no-referrer";
      picture.src = image;
      body.append(picture);
    }

    const target = message.redirectUrl && webAddress(message.redirectUrl);
    if (target) {
      const link = element("a", "", "Open");
      link.href = target;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.setAttribute("aria-label", `Open: ${message.title || target}`);
      body.append(link);
    }

    opener.addEventListener("click", () => {
      body.hidden = !body.hidden;
      opener.setAttribute("aria-expanded", String(!body.hidden));
      read(message, item);
    });
    heading.append(opener);
    item.append(heading, body);
    return item;
  };

  // What is shown stays where it is, so that nobody loses their place; the new comes on top.
  const add = (page, isOlder) => {
    const fresh = page.items.filter((message) => !shown.has(message.id));
    fresh.forEach((message) => shown.add(message.id));
    const items = fresh.map(draw);
    if (isOlder) {
      list.append(...items);
    } else {
      list.prepend(...items);
    }

    return fresh.filter((message) => !message.readAt).length;
  };

  const describe = (fresh) => {
    status.textContent =
      shown.size === 0 ? "There are no messages."
      : isOpen && fresh > 0 ? (fresh === 1 ? "1 new message" : `${fresh} new messages`)
      : "";
  };

  const setOlder = (next) => {
    [older, hasOlder] = [next, true];
    more.hidden = next === null;
  };

  const poll = async () => {
    if (isAsking || !token) {
      return;
    }

    isAsking = true;
    try {
      const page = await ask("inbox");
      const fresh = add(page, false);
      if (!hasOlder) {
        setOlder(page.next ?? null);
      }

      wait = fresh > 0 ? FIRST_WAIT : Math.min(wait * 1.5, LONGEST_QUIET);
      describe(fresh);
      tell("unread", { unread: page.unread });
    } catch (error) {
      failed(error);
    } finally {
      isAsking = false;
      plan();
    }
  };

  more.addEventListener("click", async () => {
    try {
      const page = await ask(`inbox?cursor=${encodeURIComponent(older)}`);
      add(page, true);
      setOlder(page.next ?? null);
    } catch (error) {
      failed(error);
    }
  });

  byId("close").addEventListener("click", () => tell("close"));
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape") {
      tell("close");
    }
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : poll()));

  window.addEventListener("message", (message) => {
    if (message.source !== window.parent || message.source === window) {
      return;
    }

    switch (message.data?.campaignTasks) {
      case "token":
        parentOrigin = message.origin;
        token = String(message.data.token);
        wait = FIRST_WAIT;
        poll();
        break;
      case "open":
        isOpen = true;
        title.focus();
        wait = FIRST_WAIT;
        poll();
        break;
      case "closed":
        isOpen = false;
        break;
      default:
        break;
    }
  });

  tell("ready");
})();
