// Runs the served files (WIDGET_FILES: a folder with widget.js and frame.html) in a DOM without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { JSDOM, VirtualConsole } from "jsdom";

const home = "https://tasks.example.com";
const shop = "https://shop.example.com";
const file = (name) => readFileSync(join(process.env.WIDGET_FILES, name), "utf8");
const settled = () => new Promise((resolve) => setImmediate(resolve));

// The page of a shop. The frame is empty: the test speaks in its place.
function openPage() {
  const errors = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => errors.push(error));
  const { window } = new JSDOM("<!doctype html><body><button id=before>Before</button></body>", {
    url: `${shop}/`,
    runScripts: "outside-only",
    virtualConsole,
  });
  window.CSSStyleSheet = class {
    replaceSync() {}
  };
  const script = window.document.createElement("script");
  script.src = `${home}/api/widget.js`;
  script.dataset.token = "token-1";
  Object.defineProperty(window.document, "currentScript", { value: script, configurable: true });
  window.eval(file("widget.js"));
  const root = window.document.body.lastElementChild.shadowRoot;
  const [button, frame, said] = [root.querySelector("button"), root.querySelector("iframe"), root.querySelector("[role=status]")];
  const told = [];
  Object.defineProperty(frame, "contentWindow", { value: { postMessage: (data, origin) => told.push([data, origin]) } });
  const say = (data, origin = home, source = frame.contentWindow) =>
    window.dispatchEvent(new window.MessageEvent("message", { data, origin, source }));
  return { window, root, button, frame, said, told, say, errors };
}

const message = (id, more) => ({
  id,
  channel: "web",
  title: `Title ${id}`,
  text: `Text ${id}`,
  imageUrl: null,
  redirectUrl: null,
  receivedAt: "2026-11-30T12:00:00+00:00",
  readAt: null,
  ...more,
});

// The page within the frame. `answers` says what the service answers, by method and path.
function openFrame(answers) {
  const [asked, told, timers] = [[], [], []];
  const parent = { postMessage: (data, origin) => told.push([data, origin]) };
  const { window } = new JSDOM(file("frame.html"), {
    url: `${home}/api/widget`,
    runScripts: "dangerously",
    pretendToBeVisual: true,
    beforeParse(made) {
      Object.defineProperty(made, "parent", { value: parent });
      Object.defineProperty(made.Math, "random", { value: () => 0.5 });
      made.setTimeout = (run, wait) => timers.push({ run, wait });
      made.clearTimeout = () => {};
      made.fetch = async (path, { method, headers, credentials }) => {
        asked.push([`${method} ${path}`, headers.Authorization, credentials]);
        const { status = 200, body = {}, retryAfter = null } = answers(method, path);
        return {
          ok: status < 400,
          status,
          headers: { get: (name) => (name === "Retry-After" ? retryAfter : null) },
          json: async () => body,
        };
      };
    },
  });
  const say = async (data, origin = shop, source = parent) => {
    window.dispatchEvent(new window.MessageEvent("message", { data, origin, source }));
    await settled();
  };
  return { window, document: window.document, asked, told, timers, say };
}

const inbox = (items, more) => ({ body: { unread: items.filter((item) => !item.readAt).length, items, next: null, ...more } });

test("page: the button and the frame have names, and the frame is sandboxed", () => {
  const { button, frame } = openPage();

  assert.equal(button.getAttribute("aria-label"), "Messages");
  assert.equal(button.getAttribute("aria-expanded"), "false");
  assert.equal(frame.title, "Messages");
  assert.equal(frame.src, `${home}/api/widget`);
  assert.equal(frame.hidden, true);
  assert.ok(!frame.getAttribute("sandbox").includes("allow-top-navigation"));
  assert.ok(!frame.src.includes("token-1"));
});

test("page: the token goes to the frame's origin alone, once the frame is there", () => {
  const { told, say } = openPage();
  assert.deepEqual(told, []);

  say({ campaignTasks: "ready" }, "https://evil.example.com");
  say({ campaignTasks: "ready" }, home, null);
  assert.deepEqual(told, []);

  say({ campaignTasks: "ready" });
  assert.equal(JSON.stringify(told), JSON.stringify([[{ campaignTasks: "token", token: "token-1" }, home]]));
});

test("page: unread messages are named on the button and announced", () => {
  const { button, said, say } = openPage();

  say({ campaignTasks: "unread", unread: 2 });

  assert.equal(button.getAttribute("aria-label"), "Messages, 2 unread");
  assert.equal(said.textContent, "2 new messages");
  say({ campaignTasks: "unread", unread: "<img src=x onerror=alert(1)>" });
  assert.equal(button.getAttribute("aria-label"), "Messages");
});

test("page: the button opens, Escape and the frame close, and the focus returns", () => {
  const { window, root, button, frame, told, say } = openPage();

  button.click();
  assert.deepEqual([frame.hidden, button.getAttribute("aria-expanded")], [false, "true"]);
  assert.equal(root.activeElement, frame);
  assert.equal(told.at(-1)[0].campaignTasks, "open");

  say({ campaignTasks: "close" });
  assert.deepEqual([frame.hidden, button.getAttribute("aria-expanded")], [true, "false"]);
  assert.equal(root.activeElement, button);

  button.click();
  button.dispatchEvent(new window.KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
  assert.equal(frame.hidden, true);
});

test("page: the end of the token is told, and another one is passed on", () => {
  const { window, told, say } = openPage();
  let ended = 0;
  window.document.addEventListener("campaign-tasks:expired", () => ended++);
  say({ campaignTasks: "ready" });

  say({ campaignTasks: "expired" });
  window.campaignTasks.setToken("token-2");

  assert.equal(ended, 1);
  assert.equal(told.at(-1)[0].token, "token-2");
});

test("frame: nothing is asked before a token comes, and strangers bring none", async () => {
  const { window, asked, told, say } = openFrame(() => inbox([]));
  assert.equal(told[0][0].campaignTasks, "ready");

  await say({ campaignTasks: "token", token: "t" }, shop, window);
  await say({ campaignTasks: "token", token: "t" }, shop, null);
  assert.deepEqual(asked, []);

  await say({ campaignTasks: "token", token: "t" });
  assert.deepEqual(asked, [["GET inbox", "Bearer t", "omit"]]);
  assert.equal(told.at(-1)[1], shop);
});

test("frame: texts are shown as text, and only addresses of the web are followed", async () => {
  const html = '<img src=x onerror="parent.alert(1)"><script>parent.alert(1)</script>';
  const { document, say } = openFrame(() =>
    inbox([
      message("1", { title: html, text: html, imageUrl: "javascript:alert(1)", redirectUrl: "javascript:alert(1)" }),
      message("2", { imageUrl: "https://example.net/a.png", redirectUrl: "https://example.net/" }),
      message("3", { redirectUrl: "data:text/html,x" }),
    ])
  );

  await say({ campaignTasks: "token", token: "t" });

  const items = document.querySelectorAll("li");
  assert.equal(items.length, 3);
  assert.equal(items[0].querySelector(".text").textContent, html);
  assert.equal(items[0].querySelectorAll("img, script, a").length, 0);
  assert.equal(items[1].querySelector("img").src, "https://example.net/a.png");
  const link = items[1].querySelector("a");
  assert.deepEqual([link.href, link.target, link.rel], ["https://example.net/", "_blank", "noopener noreferrer"]);
  assert.equal(items[2].querySelector("a"), null);
});

test("frame: opening a message reads it, and the order for the keyboard is that on the screen", async () => {
  const read = [];
  const { document, asked, told, say } = openFrame((method, path) => {
    if (method === "POST") {
      read.push(path);
      return { body: { readAt: "2026-11-30T12:00:01+00:00" } };
    }

    return inbox([message("1", read.length > 0 ? { readAt: "2026-11-30T12:00:01+00:00" } : {}), message("2")]);
  });
  await say({ campaignTasks: "token", token: "t" });
  await say({ campaignTasks: "open" });
  assert.equal(document.activeElement.id, "title");
  const buttons = [...document.querySelectorAll("button:not([hidden])")];
  assert.deepEqual(buttons.map((button) => button.id || button.className), ["close", "title", "title"]);
  assert.ok(buttons.every((button) => button.tabIndex === 0));

  buttons[1].click();
  await settled();
  buttons[1].click();
  await settled();

  assert.deepEqual(read, ["inbox/1/read"]);
  assert.equal(buttons[1].getAttribute("aria-expanded"), "false");
  assert.equal(document.querySelectorAll("li.unread").length, 1);
  assert.equal(JSON.stringify(told.at(-1)[0]), JSON.stringify({ campaignTasks: "unread", unread: 1 }));
  assert.equal(asked.filter(([what]) => what.startsWith("POST")).length, 1);
});

test("frame: Escape and the button ask the page to close", async () => {
  const { window, document, told, say } = openFrame(() => inbox([]));
  await say({ campaignTasks: "token", token: "t" });

  document.dispatchEvent(new window.KeyboardEvent("keydown", { key: "Escape" }));
  document.getElementById("close").click();

  assert.deepEqual(told.slice(-2).map(([data]) => data.campaignTasks), ["close", "close"]);
});

test("frame: new messages come on top and are announced while it is open", async () => {
  const items = [message("1")];
  const { document, timers, say } = openFrame(() => inbox([...items]));
  await say({ campaignTasks: "token", token: "t" });
  await say({ campaignTasks: "open" });
  assert.equal(document.getElementById("status").getAttribute("role"), "status");

  items.unshift(message("2"), message("3"));
  await timers.at(-1).run();
  await settled();

  assert.deepEqual([...document.querySelectorAll("li .text")].map((text) => text.textContent), ["Text 2", "Text 3", "Text 1"]);
  assert.equal(document.getElementById("status").textContent, "2 new messages");
});

test("frame: it asks less often while nothing comes, less still while the service fails, and no sooner than it is told", async () => {
  let answer = inbox([]);
  const { timers, say } = openFrame(() => answer);
  await say({ campaignTasks: "token", token: "t" });
  const next = async (changed) => {
    answer = changed;
    await timers.at(-1).run();
    await settled();
    return Math.round(timers.at(-1).wait / 1000);
  };

  assert.equal(Math.round(timers.at(-1).wait / 1000), 30);
  assert.deepEqual([await next(answer), await next(answer), await next(answer), await next(answer)], [45, 68, 101, 120]);
  assert.deepEqual([await next({ status: 503 }), await next({ status: 500 })], [240, 300]);
  assert.equal(await next({ status: 429, retryAfter: "600" }), 600);
  assert.equal(await next(inbox([message("1")])), 20);
});

test("frame: a token that has ended stops it, and another one goes on", async () => {
  let answer = { status: 401 };
  const { document, asked, told, timers, say } = openFrame(() => answer);

  await say({ campaignTasks: "token", token: "t" });
  assert.equal(told.at(-1)[0].campaignTasks, "expired");
  assert.equal(timers.length, 0);
  assert.notEqual(document.getElementById("status").textContent, "");

  answer = inbox([message("1")]);
  await say({ campaignTasks: "token", token: "t2" });
  assert.equal(asked.at(-1)[1], "Bearer t2");
  assert.equal(document.querySelectorAll("li").length, 1);
});

test("frame: older messages are shown on demand, each once", async () => {
  const { document, say } = openFrame((_, path) =>
    path === "inbox" ? inbox([message("1"), message("2")], { next: "c 1" }) : inbox([message("2"), message("3")])
  );
  await say({ campaignTasks: "token", token: "t" });
  const more = document.getElementById("more");
  assert.equal(more.hidden, false);

  more.click();
  await settled();

  assert.deepEqual([...document.querySelectorAll("li .text")].map((text) => text.textContent), ["Text 1", "Text 2", "Text 3"]);
  assert.equal(more.hidden, true);
});
