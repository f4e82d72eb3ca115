"use strict";
// The first hour: the looks as they are with the name, the logo and the colour that were given so far.
(() => {
  const part = (name) => document.querySelector(`[data-start] ${name}`);
  let turn = 0, timer = 0;

  function given() {
    const query = new URLSearchParams();
    for (const name of ["agency", "short"]) if (part(`[name=${name}]`).value.trim()) query.set(name, part(`[name=${name}]`).value.trim());
    if (part("[name=own]").checked) query.set("colour", part("[name=colour]").value);
    if (part("[name=known_logo]").value) query.set("logo", part("[name=known_logo]").value);
    return query;
  }
  // One look after the other, the chosen one first; what is typed meanwhile begins anew.
  async function draw() {
    const mine = ++turn, query = given();
    const looks = [...document.querySelectorAll("[data-look]")].sort((one, other) => chosen(other) - chosen(one));
    for (const still of looks) {
      const answer = await fetch(`/start/looks/${still.dataset.look}?${query}`).catch(() => null);
      if (mine !== turn) return;
      if (!answer?.ok) continue;
      const old = still.src; still.src = URL.createObjectURL(await answer.blob());
      if (old.startsWith("blob:")) URL.revokeObjectURL(old);
    }
  }
  const chosen = (still) => Number(still.closest("label").querySelector("input").checked);
  const drawSoon = (pause) => { clearTimeout(timer); timer = setTimeout(draw, pause); };

  async function readLogo(input) {
    const data = new FormData(); data.append("logo", input.files[0]);
    const answer = await send("/start/colours", data).catch(() => null);
    const told = answer ? await toldBy(answer) : { errors: [{ message: say("gone") }] };
    const trouble = part("[data-logo-trouble]");
    trouble.hidden = !told.errors; trouble.textContent = (told.errors || []).map((error) => `${error.message}. ${error.hint || ""}`).join(" ");
    if (told.errors) input.value = "";
    part("[name=known_logo]").value = told.logo || ""; part("[data-logo-kept]").hidden = true;
    if (told.colours?.length) choose(told.colours[0]);
    part("[data-swatches]").replaceChildren(...(told.colours || []).map((colour) => {
      const swatch = document.createElement("button"); swatch.type = "button"; swatch.className = "swatch"; swatch.dataset.colour = colour;
      swatch.style.backgroundColor = colour; swatch.title = colour; swatch.setAttribute("aria-label", colour);
      return swatch;
    }));
    mark(); drawSoon(0);
  }
  function choose(colour) { part("[name=colour]").value = colour.toLowerCase(); part("[name=own]").checked = true; mark(); }
  function mark() {
    const colour = part("[name=own]").checked ? part("[name=colour]").value : "";
    for (const swatch of document.querySelectorAll(".swatch")) swatch.setAttribute("aria-pressed", swatch.dataset.colour.toLowerCase() === colour);
  }

  document.addEventListener("change", (event) => { if (event.target.matches("[data-logo]") && event.target.files.length) readLogo(event.target); });
  document.addEventListener("click", (event) => { const swatch = event.target.closest(".swatch"); if (swatch) { choose(swatch.dataset.colour); drawSoon(0); } });
  document.addEventListener("input", (event) => {
    if (!event.target.closest("[data-start]") || event.target.matches("[data-logo], [name=look]")) return;
    if (event.target.matches("[name=colour]")) part("[name=own]").checked = true;
    mark(); drawSoon(event.target.matches("[name=own]") ? 0 : 500);
  });
  if (given().size) draw();
})();
