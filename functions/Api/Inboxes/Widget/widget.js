// The inbox of a contact on a page: <script src="https://tasks.example.com/api/widget.js" data-token="…" async></script>
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.campaignTasks) {
    return;
  }

  const address = new URL("widget", script.src);
  const label = script.dataset.label || "Messages";
  let token = script.dataset.token || null;
  let isReady = false;
  let unread = 0;

  const styles = new CSSStyleSheet();
  styles.replaceSync(`
    :host { all: initial; color-scheme: light dark; }
    button, iframe { position: fixed; inset-inline-end: 16px; z-index: 2147483000; box-sizing: border-box; }
    button { inset-block-end: 16px; min-width: 48px; min-height: 48px; padding: 0 16px; border: 2px solid #fff; border-radius: 24px;
      font: 600 16px system-ui, sans-serif; color: #fff; background: #1a4fa0; cursor: pointer; }
    button:focus-visible { outline: 3px solid #ffbf47; outline-offset: 2px; }
    .count { margin-inline-start: 8px; }
    iframe { inset-block-end: 76px; width: min(380px, calc(100vw - 32px)); height: min(560px, calc(100vh - 108px)); border: 1px solid #767676;
      border-radius: 8px; background: Canvas; }
    .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    [hidden] { display: none; }`);

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [styles];

  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-haspopup", "dialog");
  const name = document.createElement("span");
  name.textContent = label;
  const count = document.createElement("span");
  count.className = "count";
  button.append(name, count);

  const frame = document.createElement("iframe");
  frame.title = label;
  frame.hidden = true;
  // The page is of another origin than the frame, so that the two together do not open the sandbox.
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  frame.referrerPolicy = "no-referrer";
  frame.src = address.href;

  const said = document.createElement("div");
  said.className = "said";
  said.setAttribute("role", "status");

  root.append(button, frame, said);
  (document.body || document.documentElement).append(host);

  const tell = (kind, more) => frame.contentWindow?.postMessage({ campaignTasks: kind, ...more }, address.origin);

  const show = (isOpen) => {
    if (isOpen === !frame.hidden) {
      return;
    }

    frame.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      frame.focus();
      tell("open");
    } else {
      tell("closed");
      button.focus();
    }
  };

  const setUnread = (now) => {
    const more = now - unread;
    unread = now;
    count.textContent = now > 0 ? String(now) : "";
    button.setAttribute("aria-label", now > 0 ? `${label}, ${now} unread` : label);
    // Within the open frame the list itself is announced.
    if (more > 0 && frame.hidden) {
      said.textContent = more === 1 ? "1 new message" : `${more} new messages`;
    }
  };

  const setToken = (text) => {
    token = text;
    if (isReady && token) {
      tell("token", { token });
    }
  };

  button.addEventListener("click", () => show(frame.hidden));
  root.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape") {
      show(false);
    }
  });

  window.addEventListener("message", (message) => {
    if (message.source !== frame.contentWindow || message.origin !== address.origin) {
      return;
    }

    switch (message.data?.campaignTasks) {
      case "ready":
        isReady = true;
        setToken(token);
        break;
      case "unread":
        setUnread(Number(message.data.unread) || 0);
        break;
      case "close":
        show(false);
        break;
      case "expired":
        document.dispatchEvent(new CustomEvent("campaign-tasks:expired"));
        break;
      default:
        break;
    }
  });

  setUnread(0);
  window.campaignTasks = Object.freeze({ setToken, open: () => show(true), close: () => show(false) });
})();
