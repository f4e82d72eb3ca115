"use strict";
// Send pictures and clips in pieces; where the connection is lost, go on after the piece that came last.
const PIECE = 4_000_000, input = document.getElementById("files"), list = document.getElementById("sent"), words = document.body.dataset;
const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
async function name(file) {
  const text = new TextEncoder().encode(`${file.name} ${file.size} ${file.lastModified}`);
  if (!crypto.subtle) { let a = 2166136261, b = 5381; for (const one of text) { a = Math.imul(a ^ one, 16777619) >>> 0; b = (Math.imul(b, 33) ^ one) >>> 0; } return (a.toString(16).padStart(8, "0") + b.toString(16).padStart(8, "0")); }
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", text))].slice(0, 16).map((one) => one.toString(16).padStart(2, "0")).join("");
}
async function send(file) {
  const line = document.createElement("li"), bar = document.createElement("progress"); bar.max = file.size || 1; line.textContent = `${file.name} `; line.append(bar); list.append(line);
  const address = `${location.pathname.replace(/\/$/, "")}/${await name(file)}`;
  let from = 0, tries = 0;
  try { from = (await (await fetch(address)).json()).size; } catch { from = 0; }
  while (true) {
    try {
      const query = new URLSearchParams({ from, of: file.size, name: file.name });
      const answer = await fetch(`${address}?${query}`, { method: "PUT", body: file.slice(from, from + PIECE) });
      if (answer.status === 403) { line.textContent = `${file.name}: ${words.expired}`; return; }
      const told = await answer.json();
      if (told.errors) { line.textContent = `${file.name}: ${told.errors.map((error) => `${error.message} ${error.hint || ""}`).join(" ")}`; line.className = "bad"; return; }
      from = told.size; bar.value = from; tries = 0;
      if (told.file) { line.textContent = `✓ ${file.name}`; return; }
    } catch { tries += 1; if (tries > 60) { line.textContent = `${file.name}: ${words.lost}`; return; } await wait(Math.min(5, tries)); try { from = (await (await fetch(address)).json()).size; } catch { /* tried again above */ } }
  }
}
input.addEventListener("change", async () => { for (const file of [...input.files]) await send(file); input.value = ""; });
