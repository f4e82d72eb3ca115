"use strict";
// A talk by its words: choosing, striking, correcting, putting things on words, playing from a word.
const talkPlace = document.querySelector("[data-talk]");
if (talkPlace) {
  const address = talkPlace.dataset.talk, film = document.getElementById("film"), form = talkPlace.querySelector("[data-talk-word]");
  let first = 0, last = 0, anchor = 0, busy = Promise.resolve(), look = "portrait";
  const part = () => document.getElementById("talk");
  const tokens = () => [...part().querySelectorAll(".token")];

  function choose(from, to, focus = true) {
    const all = tokens();
    if (!all.length) return;
    const clip = (value) => Math.min(all.length - 1, Math.max(0, value));
    anchor = clip(from); const end = clip(to); first = Math.min(anchor, end); last = Math.max(anchor, end);
    all.forEach((token, n) => { token.setAttribute("aria-selected", n >= first && n <= last); token.tabIndex = n === end ? 0 : -1; });
    if (focus) all[end].focus();
    const word = first === last && all[first].classList.contains("word");
    form.elements.text.disabled = !word; form.querySelector("button").disabled = !word;
    if (document.activeElement !== form.elements.text) form.elements.text.value = word ? all[first].firstChild.textContent : "";
  }
  const current = () => { const all = tokens(); const at = all.indexOf(document.activeElement); return at < 0 ? last : at; };

  // One act after the other, so that none is told an older state than it saw.
  function act(given) { busy = busy.then(() => sent(given)); return busy; }
  async function sent(given) {
    const place = [anchor, anchor === first ? last : first];
    try {
      const answer = await fetch(address, { method: "POST", headers: { "X-Studio-Token": token }, body: new URLSearchParams({ version: part().dataset.version, first, last, ...given }) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.getElementById("talk");
      if (!fresh) throw new Error("no talk");
      part().replaceWith(fresh); choose(place[0], place[1]);
      const trouble = fresh.querySelector("[role=alert], .errors"); if (trouble) trouble.scrollIntoView({ block: "center" });
    } catch { document.getElementById("status").textContent = say("gone"); alert(say("gone")); }
  }
  const chosen = () => tokens().slice(first, last + 1);
  const strikeOrKeep = () => act({ act: chosen().some((one) => one.dataset.kept === "1") ? "strike" : "keep" });

  talkPlace.addEventListener("pointerdown", (event) => {
    const at = tokens().indexOf(event.target.closest(".token"));
    if (at < 0) return;
    event.preventDefault();
    if (event.shiftKey) choose(anchor, at); else choose(at, at);
    const follow = (moved) => { const over = tokens().indexOf(document.elementFromPoint(moved.clientX, moved.clientY)?.closest(".token")); if (over >= 0) choose(anchor, over); };
    const done = () => { document.removeEventListener("pointermove", follow); document.removeEventListener("pointerup", done); };
    document.addEventListener("pointermove", follow); document.addEventListener("pointerup", done);
  });
  talkPlace.addEventListener("dblclick", (event) => { if (event.target.closest(".token")) play(); });
  talkPlace.addEventListener("keydown", (event) => {
    if (!event.target.closest(".transcript")) return;
    const all = tokens(), at = current(), step = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: beside(all, at, -1), ArrowDown: beside(all, at, 1), Home: 0, End: all.length - 1 }[event.key];
    if (step !== undefined) { event.preventDefault(); if (event.shiftKey) choose(anchor, step); else choose(step, step); }
    else if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); strikeOrKeep(); }
    else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); play(); }
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); choose(0, all.length - 1); }
  });
  function beside(all, at, way) {
    const box = all[at]?.getBoundingClientRect();
    for (let n = at; box && n >= 0 && n < all.length; n += way) { const other = all[n].getBoundingClientRect(); if (Math.abs(other.top - box.top) > 8 && (way > 0 ? other.right > box.left : other.left <= box.left)) return n; }
    return way > 0 ? all.length - 1 : 0;
  }

  talkPlace.addEventListener("click", (event) => {
    const button = event.target.closest("button"), wave = event.target.closest(".wave");
    if (wave) { const box = wave.getBoundingClientRect(); film.currentTime = (event.clientX - box.left) / box.width * Number(wave.dataset.seconds); const at = tokens().findIndex((one) => Number(one.dataset.end) > film.currentTime); if (at >= 0) choose(at, at, false); }
    if (!button) return;
    if (button.dataset.talkAct) act({ act: button.dataset.talkAct });
    else if (button.dataset.talkOff) act({ act: "off", what: button.dataset.talkOff });
    else if ("talkPlay" in button.dataset) play();
    else if ("talkStop" in button.dataset) film.pause();
    else if ("talkPut" in button.dataset) put(button.closest("[data-put]"));
    else if (button.dataset.look) { look = button.dataset.look; for (const tab of talkPlace.querySelectorAll("[data-look]")) tab.setAttribute("aria-checked", tab === button); showLook(); }
    else if ("talkLook" in button.dataset) showLook();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); act({ act: "word", text: form.elements.text.value }); });

  // Putting things on words
  function put(thing) {
    if (thing.dataset.put === "name") return act({ act: "name" });
    const how = talkPlace.querySelector('[name="how"]:checked').value;
    return act({ act: "cover", file: thing.dataset.file, alt: document.getElementById("cover-alt").value, how });
  }
  let dragged = null;
  talkPlace.addEventListener("dragstart", (event) => { dragged = event.target.closest?.("[data-put]"); if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.put); });
  talkPlace.addEventListener("dragover", (event) => {
    const token = event.target.closest(".token");
    for (const one of talkPlace.querySelectorAll(".token.over")) if (one !== token) one.classList.remove("over");
    if (dragged && token) { event.preventDefault(); token.classList.add("over"); }
  });
  talkPlace.addEventListener("drop", (event) => {
    const all = tokens(), at = all.indexOf(event.target.closest(".token"));
    if (!dragged || at < 0) return;
    event.preventDefault(); all[at].classList.remove("over");
    if (at < first || at > last) { // to the end of its sentence
      const group = [...all[at].parentElement.querySelectorAll(".token.word")], end = all.indexOf(group[group.length - 1]);
      choose(at, dragged.dataset.put === "name" ? at : Math.max(at, end));
    }
    put(dragged); dragged = null;
  });

  // Playing
  function play() {
    const all = tokens(); if (!all[first]) return;
    film.currentTime = Number(all[first].dataset.at); film.play().catch(() => {});
  }
  film.addEventListener("error", () => { document.getElementById("film-trouble").hidden = false; });
  for (const kind of ["play", "pause", "ended"]) film.addEventListener(kind, () => { talkPlace.querySelector("[data-talk-stop]").hidden = film.paused; talkPlace.querySelector("[data-talk-play]").hidden = !film.paused; });
  function follow() {
    const now = film.currentTime, wave = part().querySelector(".wave"), head = wave?.querySelector(".head");
    if (head) { const x = now / Number(wave.dataset.seconds) * wave.viewBox.baseVal.width; head.setAttribute("x1", x); head.setAttribute("x2", x); }
    const all = tokens(); let spoken = all.findIndex((one) => Number(one.dataset.end) > now);
    if (!film.paused && spoken >= 0 && all[spoken].dataset.kept === "0" && document.getElementById("skip-cuts").checked) {
      const next = all.slice(spoken).find((one) => one.dataset.kept === "1");
      if (next) film.currentTime = Number(next.dataset.start) + 0.001; else film.pause();
    }
    all.forEach((one, n) => one.classList.toggle("playing", n === spoken && !film.paused));
    if (!film.paused) requestAnimationFrame(follow);
  }
  film.addEventListener("play", follow); film.addEventListener("seeked", follow);

  async function showLook() {
    const all = tokens(), at = all[first]?.dataset.at, stage = document.getElementById("look"), trouble = document.getElementById("look-trouble");
    if (at === undefined) return;
    stage.hidden = false; stage.classList.add("working"); trouble.hidden = true;
    const answer = await fetch(`${address}/look?${new URLSearchParams({ at, format: look, v: part().dataset.version })}`, { headers: { Accept: "application/json" } }).catch(() => null);
    stage.classList.remove("working");
    if (answer?.ok) { const image = stage.querySelector("img"), old = image.src; image.src = URL.createObjectURL(await answer.blob()); if (old.startsWith("blob:")) URL.revokeObjectURL(old); }
    else { stage.hidden = true; trouble.hidden = false; trouble.textContent = answer ? ((await answer.json()).errors || []).map((error) => `${error.message} ${error.hint}`).join("; ") : say("gone"); }
  }
  choose(0, 0, false);
}
