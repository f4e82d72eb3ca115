"use strict";
// The studio's pages: saving while one types, the still that follows, findings beside their fields, dropping, dragging.
const token = document.querySelector('meta[name="studio-token"]').content;
const say = (name, value) => (document.body.dataset[name] || "").replace("%s", value ?? "");
const send = (address, body, more = {}) =>
  fetch(address, { method: "POST", body, headers: { "X-Studio-Token": token, Accept: "application/json" }, ...more });
// What an answer says; where it is not what was asked for (a refusal, a sign-in page), its words are the error.
async function toldBy(answer) {
  const text = await answer.text();
  try { return JSON.parse(text); } catch { return { errors: [{ message: /^\s*</.test(text) ? say("gone") : text }] }; }
}
document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-Studio-Token"] = token; });

// The page gives way to another, or to itself as it is now: until that is there nothing can be pressed or typed, for it would be lost.
function leave(address = location.href) {
  document.body.inert = true;
  const next = new URL(address, location.href);
  if (next.pathname + next.search !== location.pathname + location.search) { location.href = next; return; }
  if (next.hash !== location.hash) { history.scrollRestoration = "manual"; history.replaceState(null, "", next); }
  location.reload();
}
addEventListener("pageshow", (event) => { if (event.persisted) document.body.inert = false; });

// A picture that cannot be shown: why, in words, and where to mend it.
document.addEventListener("error", (event) => { if (event.target.matches?.("img[src]")) undrawn(event.target); }, true);
document.addEventListener("load", (event) => {
  if (!event.target.matches?.("img")) return;
  event.target.classList.add("there");
  if (event.target.matches("[hidden][data-undrawn]")) drawnAgain(event.target);
}, true);
async function undrawn(image) {
  const address = image.getAttribute("src");
  if (!address?.startsWith("/") || image.hidden) return;
  image.hidden = true; image.dataset.undrawn = "";
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (image.getAttribute("src") !== address) return;
  const told = answer && !answer.ok ? await toldBy(answer) : {};
  const box = document.createElement("span"); box.className = "undrawn";
  const line = (kind, text) => { const made = document.createElement(kind); made.textContent = text; box.append(made); return made; };
  line("b", say("undrawn"));
  if (image.id === "still") document.getElementById("still-errors").replaceChildren(...warnings(told.errors));
  else for (const { message, hint } of (told.errors || []).slice(0, 2)) line("span", sentences(message, hint));
  if (told.mend) { if (image.closest("a")) line("u", say("mend")); else line("a", say("mend")).href = told.mend; }
  image.parentElement.querySelector(".undrawn")?.remove(); image.after(box);
}
const sentences = (message, hint) => `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/[.:]?$/, ".")} ${hint || ""}`.replace(/`([^`]*)`/g, "“$1”");
const warnings = (errors = []) => errors.map(({ message, hint }) => { const line = document.createElement("p"); line.className = "warn"; line.textContent = sentences(message, hint); return line; });
function drawnAgain(image) { delete image.dataset.undrawn; image.hidden = false; if (image.nextElementSibling?.matches(".undrawn")) image.nextElementSibling.remove(); }
for (const image of document.images) if (image.complete && image.getAttribute("src")) { if (image.naturalWidth) image.classList.add("there"); else undrawn(image); }

// Forms that act: sent with the token. The answer names the next page, or says what went wrong: then the form stays as it was typed,
// with the reason above it, unless the answer has it in a new state.
async function act(address, body, buttons, place) {
  if (document.body.inert) return;  // a key that was pressed before the page lost its focus
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Studio-Token": token, "X-Studio-Act": "1" } });
    const next = answer.headers.get("X-Studio-Next");
    if (next) { leave(next); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("main")) { refuse(place, errorsBox([{ message: page.body.textContent.trim() }])); return; }
    const errors = page.querySelector("main .errors:not([hidden])");
    if (!answer.ok && errors && !place.matches("[data-renewed]")) { refuse(place, errors); return; }
    document.querySelector("main").replaceWith(page.querySelector("main"));
    window.htmx?.process(document.querySelector("main"));
    document.querySelector("main").focus();
  } catch { refuse(place, errorsBox([{ message: say("gone") }])); }
  finally { buttons.forEach((button) => { button.disabled = false; }); }
}
function errorsBox(errors) {
  const box = document.createElement("div"); box.className = "errors"; box.setAttribute("role", "alert");
  for (const { message, hint } of errors) { const line = document.createElement("p"); line.textContent = sentences(message, hint); box.append(line); }
  return box;
}
function refuse(place, errors) {
  for (const old of document.querySelectorAll("main .errors[data-refused]")) old.remove();
  errors.dataset.refused = ""; errors.tabIndex = -1;
  place.before(errors); errors.scrollIntoView({ block: "center" }); errors.focus({ preventScroll: true });
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-move]")) { event.preventDefault(); move(form.dataset.move, Object.fromEntries(new FormData(form)), form); return; }
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
  const files = form.enctype === "multipart/form-data";
  act(form.action, files ? body : new URLSearchParams(body), form.querySelectorAll("button"), form);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-post]");
  if (button) act(button.dataset.post, new URLSearchParams({ item: button.dataset.item || "" }), [button], button);
});
document.addEventListener("change", (event) => { if (event.target.matches("[data-submit]")) event.target.form.requestSubmit(); });

async function move(address, given, place) {
  const answer = await send(address, new URLSearchParams(given)).catch(() => null);
  if (answer?.ok) return leave();
  const refusal = answer ? await toldBy(answer) : { errors: [{ message: say("gone") }] }, errors = refusal.errors || [];
  if (!refusal.reason_overrides) return refuse(place, errorsBox(errors));
  const why = prompt(say("why", errors.map((error) => error.message).join("; ")));
  if (why) return move(address, { ...given, anyway: why }, place);
}
document.addEventListener("dragstart", (event) => { const post = (event.target.closest ? event.target : event.target.parentElement).closest("[data-slot]")?.dataset.slot; if (post) event.dataTransfer.setData("text/x-post", post); });
for (const day of document.querySelectorAll(".month td")) {
  day.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("text/x-post")) { event.preventDefault(); day.classList.add("over"); } });
  day.addEventListener("dragleave", () => day.classList.remove("over"));
  day.addEventListener("drop", (event) => { event.preventDefault(); day.classList.remove("over"); const post = event.dataTransfer.getData("text/x-post"); if (post) move(`/posts/${encodeURIComponent(post)}/move`, { day: day.dataset.day }, day.closest("table")); });
}

const maker = document.getElementById("maker");
if (maker) {
  const item = maker.dataset.item, saved = document.getElementById("saved"), still = document.getElementById("still"), stage = document.querySelector(".stage");
  const shown = { format: "portrait", what: "card", scene: "", at: 0 };
  let version = maker.dataset.version, underway = null, again = false, timer = 0, later = 0, stopped = false, outlined = "", drawing = false, redraw = false, typed = 0, kept = 0, hurried = false;
  const address = (path) => `/items/${item}${path}`;

  const body = () => {
    const data = new URLSearchParams();
    for (const list of maker.querySelectorAll("[data-rows]")) {
      const rows = [...list.querySelectorAll(":scope > .row")].map((row) => row.dataset.row);
      list.querySelector(`input[name="${list.dataset.rows}.rows"]`).value = rows.join(",");
    }
    for (const [name, value] of new FormData(maker)) if (typeof value === "string") data.append(name, value);
    data.set("version", version);
    return data;
  };
  // One save at a time; what is typed meanwhile follows. True when all is saved.
  function save() {
    clearTimeout(timer); again = true;
    return stopped ? Promise.resolve(false) : (underway ??= saveAll());
  }
  async function saveAll() {
    let good = true;
    while (again && !stopped) {
      again = false; saved.className = ""; saved.textContent = say("saving");
      const upTo = typed;
      try {
        const answer = await send(address(""), body());
        const told = await toldBy(answer);
        good = answer.ok && !told.errors;
        if (told.conflict) { if (typed !== upTo) await send(address(""), body()); stopped = true; conflict(); }
        else if (!good) { saved.className = "bad"; saved.textContent = say("unsaved", told.errors.map((error) => error.message).join("; ")); }
        else { version = told.version; kept = upTo; saved.textContent = say("saved"); draw(); clearTimeout(later); later = setTimeout(lookAgain, 600); }
      } catch { good = false; saved.className = "bad"; saved.textContent = say("gone"); setTimeout(save, 2000); }
    }
    underway = null;
    return good;
  }
  // What may follow the still: who types on waits for neither.
  function lookAgain() { outline(); findings(); if (document.querySelector("#made [data-standing], #made [data-differs], #made [data-planned]")) htmx.ajax("GET", address("/made"), "#made"); }
  function conflict() {
    const box = document.getElementById("conflict");
    box.hidden = false; box.textContent = say("conflict") + " ";
    const link = document.createElement("a"); link.href = address("/versions"); link.textContent = say("compare"); box.append(link);
    saved.className = "bad"; saved.textContent = ""; box.scrollIntoView({ block: "center" });
    for (const field of maker.elements) field.disabled = true;
    link.focus(); kept = typed;
  }
  // Who leaves right after typing takes it along; who leaves while it cannot be saved is asked.
  addEventListener("pagehide", () => {
    if (typed === kept || stopped) return;
    hurried = true; send(address(""), body(), { keepalive: true }).catch(() => {});
  });
  addEventListener("pageshow", (event) => { if (event.persisted && hurried) leave(); });
  addEventListener("beforeunload", (event) => { if (typed !== kept && saved.className === "bad") event.preventDefault(); });
  maker.addEventListener("input", (event) => {
    if (event.target.closest("[data-upload], [data-upload-one], .scrub")) return;
    if (event.target.matches("[data-say]")) readBack(event.target);
    typed += 1; saved.className = ""; saved.textContent = say("saving");
    clearTimeout(timer); timer = setTimeout(save, 40);
  });
  maker.addEventListener("submit", (event) => event.preventDefault());

  // The still: one at a time, then the newest, however many were wanted meanwhile
  async function draw() {
    redraw = true;
    if (drawing) return;
    drawing = true;
    try { while (redraw) { redraw = false; await drawOnce(); } } finally { drawing = false; }
  }
  async function drawOnce() {
    const query = new URLSearchParams({ format: shown.format, v: version });
    if (shown.what === "video") query.set("at", shown.at); else if (shown.scene !== "") query.set("scene", shown.scene);
    const wanted = address(`/picture?${query}`);
    stage.classList.add("working");
    const answer = await fetch(wanted).catch(() => null);
    stage.classList.remove("working");
    const box = document.getElementById("still-errors");
    if (answer?.ok) {
      const old = still.src; still.src = URL.createObjectURL(await answer.blob()); if (old.startsWith("blob:")) URL.revokeObjectURL(old);
      box.replaceChildren();
    } else if (answer) box.replaceChildren(...warnings((await answer.json()).errors));
  }
  async function outline() {
    const key = `${version} ${shown.format}`;
    if (key === outlined) return;
    outlined = key;
    const answer = await fetch(address(`/outline?format=${shown.format}`)).catch(() => null);
    if (!answer?.ok) return;
    const { cards, seconds } = await answer.json();
    const range = document.querySelector("#scrubber input"); range.max = Math.max(0.1, seconds - 0.04); document.querySelector('[data-what="video"]').disabled = !seconds;
    const tabs = document.getElementById("cards");
    tabs.replaceChildren(...(cards.length > 1 ? cards.map(([scene], index) => { const tab = document.createElement("button"); tab.type = "button"; tab.className = "plain"; tab.textContent = `${index + 1}`; tab.addEventListener("click", () => { shown.scene = scene; choose("what", "card"); }); return tab; }) : []));
  }
  function choose(key, value) {
    shown[key] = value;
    for (const tab of document.querySelectorAll(`[data-${key}]`)) if (tab.hasAttribute("role")) tab.setAttribute("aria-checked", tab.dataset[key] === value);
    stage.dataset.format = shown.format;
    document.getElementById("scrubber").hidden = shown.what !== "video"; document.getElementById("cards").hidden = shown.what !== "card";
    draw(); outline();
  }
  for (const tab of maker.querySelectorAll(".tabs [data-format]")) tab.addEventListener("click", () => choose("format", tab.dataset.format));
  for (const tab of maker.querySelectorAll("[data-what]")) tab.addEventListener("click", () => choose("what", tab.dataset.what));
  document.getElementById("buttons").addEventListener("change", (event) => stage.classList.toggle("buttons", event.target.checked));
  const range = document.querySelector("#scrubber input");
  range.addEventListener("input", () => { shown.at = Number(range.value); range.nextElementSibling.textContent = `${shown.at.toFixed(1).replace(".", document.documentElement.lang === "en" ? "." : ",")} s`; draw(); });

  // Findings beside their fields
  async function findings() {
    const answer = await fetch(document.getElementById("findings").dataset.url).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const place of maker.querySelectorAll("[data-beside]")) place.replaceChildren();
    for (const found of page.querySelectorAll(".finding")) {
      const { at, atRow } = found.dataset;
      const rows = [...maker.querySelectorAll(`[data-rows="${at}"] > .row`)];
      const own = atRow !== "" ? rows[Number(atRow)]?.querySelector(".beside") : null;
      (own || maker.querySelector(`[data-beside="${at}"]:not([data-beside-row])`) || document.getElementById("item-findings")).append(found);
    }
  }
  async function readBack(input) {
    const line = input.closest(".row").querySelector(".said");
    const answer = await fetch(`/said?${new URLSearchParams({ value: input.value })}`).catch(() => null);
    if (answer?.ok) { const { words } = await answer.json(); line.textContent = words ? `${input.value} = ${words}` : ""; }
  }
  for (const input of maker.querySelectorAll("[data-say]")) readBack(input);

  // Rows, pictures, focus
  let count = 1000;
  function addRow(list) {
    const template = list.querySelector(":scope > template"), number = String(count++);
    const made = template.content.firstElementChild.cloneNode(true);
    made.dataset.row = number;
    for (const part of made.querySelectorAll("[name], [data-beside-row]")) { if (part.name) part.name = part.name.replace(".new.", `.${number}.`); if (part.dataset.besideRow) part.dataset.besideRow = number; }
    template.before(made);
    return made;
  }
  maker.addEventListener("click", (event) => {
    if (event.target.closest("[data-add]")) { addRow(event.target.closest("[data-rows]")).querySelector("input:not([type=hidden])").focus(); }
    const gone = event.target.closest("[data-remove]");
    if (gone) { gone.closest(".row").remove(); save(); }
    const picture = event.target.closest("[data-focus]");
    if (picture && event.detail) { const box = picture.getBoundingClientRect(); setFocus(picture, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height); save(); }
  });
  maker.addEventListener("keydown", (event) => {
    const picture = event.target.closest("[data-focus]"), step = { ArrowLeft: [-.02, 0], ArrowRight: [.02, 0], ArrowUp: [0, -.02], ArrowDown: [0, .02] }[event.key];
    if (!picture || !step) return;
    event.preventDefault(); const [x, y] = focusOf(picture); setFocus(picture, x + step[0], y + step[1]); clearTimeout(timer); timer = setTimeout(save, 200);
  });
  const focusInput = (picture) => (picture.closest("[data-group], .row")).querySelector('input[name$=".focus"]') || picture.closest("[data-group]").querySelector('input[name$=".focus"]');
  function focusOf(picture) { const parts = (focusInput(picture).value || "0.5, 0.5").replace(/[[\]]/g, "").split(",").map(Number); return parts.length === 2 && parts.every(Number.isFinite) ? parts : [.5, .5]; }
  function setFocus(picture, x, y) { const clip = (value) => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100; focusInput(picture).value = `${clip(x)}, ${clip(y)}`; showFocus(picture); }
  function showFocus(picture) { const [x, y] = focusOf(picture), point = picture.querySelector(".point"); point.style.left = `${x * 100}%`; point.style.top = `${y * 100}%`; }
  for (const picture of maker.querySelectorAll("[data-focus]")) showFocus(picture);

  async function upload(files) {
    const data = new FormData(); for (const file of files) data.append("file", file);
    saved.className = ""; saved.textContent = say("saving");
    const answer = await send(address("/files"), data).catch(() => null);
    const told = answer ? await toldBy(answer) : { errors: [{ message: say("gone") }] };
    if (told.errors) { saved.className = "bad"; saved.textContent = say("unsaved", told.errors.map((error) => `${error.message} ${error.hint || ""}`).join("; ")); }
    return told.files || [];
  }
  async function take(files) { show(await upload(files)); }
  function show(names) {
    if (!names.length) return;  // why nothing came stays to be read
    for (const name of names) {
      const list = maker.querySelector(`[data-rows="${name.split("/")[0]}"]`);
      if (!list) continue;
      const row = addRow(list); row.querySelector('input[name$=".file"]').value = name;
      const image = row.querySelector("img"); if (image) image.src = `/pictures/${encodeURI(name)}`;
      const care = row.querySelector("[data-care]"); if (care) { care.hidden = false; care.href = `/care/${encodeURI(name)}?back=${encodeURIComponent(address(""))}`; }
      row.querySelector('input[name$=".alt"]').focus();
    }
    save();
  }
  maker.addEventListener("change", async (event) => {
    const input = event.target;
    if (input.matches("[data-upload]")) { await take([...input.files]); input.value = ""; }
    if (input.matches("[data-upload-one]")) {
      const group = input.closest("[data-group]"), [name] = await upload([...input.files]); input.value = "";
      if (name) { group.querySelector('input[name$=".file"]').value = name; const picture = group.querySelector("[data-focus]"); picture.hidden = false; picture.querySelector("img").src = `/pictures/${encodeURI(name)}`; save(); }
    }
    if (input.matches("[data-reload]") && await save()) leave();
  });
  for (const place of maker.querySelectorAll("[data-drop]")) {
    place.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); place.classList.add("over"); } });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => { event.preventDefault(); place.classList.remove("over"); take([...event.dataTransfer.files]); });
  }
  document.addEventListener("paste", (event) => { const files = [...(event.clipboardData?.files || [])]; if (files.length) { event.preventDefault(); take(files); } });
  // What a phone sends
  const come = new Set();
  setInterval(async () => {
    const place = maker.querySelector("[data-phone]");
    if (!place) return;
    const answer = await fetch(place.dataset.phone).catch(() => null);
    const fresh = answer?.ok ? (await answer.json()).files.filter((name) => !come.has(name)) : [];
    fresh.forEach((name) => come.add(name));
    if (fresh.length) show(fresh);
  }, 1500);
  outline(); findings();
}
