"use strict";
// An approval sheet: shows what it holds, and signs the answer over exactly that. It runs from a file too, where a browser
// may not offer its own cryptography, so all of it is here: SHA-2 (FIPS 180-4), PBKDF2 (RFC 8018), Ed25519 (RFC 8032).
const text = document.getElementById("sheet").textContent, shown = JSON.parse(text), sheet = shown.sheet, words = document.body.dataset;
const utf8 = (string) => new TextEncoder().encode(string), byId = (name) => document.getElementById(name);
const hexed = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
const unhexed = (string) => Uint8Array.from(string.match(/../gu), (pair) => parseInt(pair, 16));
const joined = (...parts) => { const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0)); let at = 0; for (const part of parts) { all.set(part, at); at += part.length; } return all; };

// The constants of SHA-2 are the first bits of the roots of the first primes.
const primes = []; for (let n = 2; primes.length < 80; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
const root = (value, degree) => { let low = 0n, high = 1n << 80n; while (high - low > 1n) { const middle = (low + high) >> 1n; if (middle ** degree <= value) low = middle; else high = middle; } return low; };
const MASK = (1n << 64n) - 1n;
const CUBES = primes.map((prime) => root(BigInt(prime) << 192n, 3n) & MASK), SQUARES = primes.slice(0, 8).map((prime) => root(BigInt(prime) << 128n, 2n) & MASK);
const K = Int32Array.from(CUBES.slice(0, 64), (one) => Number(BigInt.asIntN(32, one >> 32n))), BEGIN = Int32Array.from(SQUARES, (one) => Number(BigInt.asIntN(32, one >> 32n)));

function compress(state, w) {
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15], y = w[i - 2];
    w[i] = (w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i += 1) {
    const one = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i]) | 0;
    const two = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}
function padded(data, block, before = 0) {
  const whole = new Uint8Array(Math.ceil((data.length + 1 + block / 8) / block) * block);
  whole.set(data); whole[data.length] = 128; new DataView(whole.buffer).setBigUint64(whole.length - 8, BigInt(data.length + before) * 8n);
  return new DataView(whole.buffer);
}
function sha256(data, state = BEGIN.slice(), before = 0) {
  const view = padded(data, 64, before), w = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) { for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i); compress(state, w); }
  return state;
}
const asBytes = (state) => { const view = new DataView(new ArrayBuffer(32)); state.forEach((one, i) => view.setInt32(4 * i, one)); return new Uint8Array(view.buffer); };
function sha512(data) {
  const view = padded(data, 128), turned = (x, n) => (x >> n | x << 64n - n) & MASK, state = [...SQUARES], w = [];
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let i = 0; i < 80; i += 1) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = i < 16 ? view.getBigUint64(at + 8 * i) : (w[i - 16] + w[i - 7] + (turned(x, 1n) ^ turned(x, 8n) ^ x >> 7n) + (turned(y, 19n) ^ turned(y, 61n) ^ y >> 6n)) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i += 1) {
      const one = h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + (e & f ^ (e ^ MASK) & g) + CUBES[i] + w[i];
      const two = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + (a & b ^ a & c ^ b & c);
      [a, b, c, d, e, f, g, h] = [(one + two) & MASK, a, b, c, (d + one) & MASK, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((one, i) => { state[i] = (state[i] + one) & MASK; });
  }
  return unhexed(state.map((one) => one.toString(16).padStart(16, "0")).join(""));
}

// The private key of a phrase. Where the browser has no cryptography of its own for this page, ours takes some seconds.
async function derived(phrase, salt, rounds, told) {
  if (globalThis.crypto?.subtle) {
    const key = await crypto.subtle.importKey("raw", phrase, "PBKDF2", false, ["deriveBits"]);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256));
  }
  const key = new Uint8Array(64); key.set(phrase.length > 64 ? asBytes(sha256(phrase)) : phrase);
  const keyed = (mark) => { const state = BEGIN.slice(), view = new DataView(key.map((one) => one ^ mark).buffer), w = new Int32Array(64); for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(4 * i); compress(state, w); return state; };
  const inner = keyed(0x36), outer = keyed(0x5c), w = new Int32Array(64), state = new Int32Array(8);
  let last = sha256(asBytes(sha256(joined(salt, new Uint8Array([0, 0, 0, 1])), inner.slice(), 64)), outer.slice(), 64);
  const sum = last.slice();
  for (let round = 1; round < rounds; round += 1) {
    for (const half of [inner, outer]) {
      w.set(half === inner ? last : state); w[8] = 0x80000000; w.fill(0, 9, 15); w[15] = 768;
      state.set(half); compress(state, w);
    }
    last = state;
    for (let i = 0; i < 8; i += 1) sum[i] ^= state[i];
    if (round % 10000 === 0) { told(round / rounds); await new Promise((done) => { setTimeout(done); }); }
  }
  return asBytes(sum);
}

// Ed25519: points as X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z.
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n, mod = (x, m = P) => ((x % m) + m) % m;
const power = (base, exponent) => { let result = 1n; for (let b = mod(base), e = exponent; e; e >>= 1n) { if (e & 1n) result = result * b % P; b = b * b % P; } return result; };
const D = mod(-121665n * power(121666n, P - 2n)), BX = 15112221349535400772501151409588531511454012693041857206046113283949847762202n, BY = mod(4n * power(5n, P - 2n));
const added = ([x, y, z, t], [u, v, w, s]) => {
  const a = mod((y - x) * (v - u)), b = mod((y + x) * (v + u)), c = mod(2n * D * t * s), d = mod(2n * z * w), e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
};
const times = (n) => { let sum = [0n, 1n, 1n, 0n]; for (let point = [BX, BY, 1n, mod(BX * BY)], left = n; left; left >>= 1n) { if (left & 1n) sum = added(sum, point); point = added(point, point); } return sum; };
const number = (bytes) => BigInt(`0x${hexed([...bytes].reverse())}`), little = (value) => unhexed(value.toString(16).padStart(64, "0")).reverse();
const packed = ([x, y, z]) => { const inverse = power(z, P - 2n); return little(mod(y * inverse) | (mod(x * inverse) & 1n) << 255n); };
function keyOf(seed) {
  const hash = sha512(seed), half = hash.slice(0, 32); half[0] &= 248; half[31] = half[31] & 127 | 64;
  const secret = number(half);
  return { secret, more: hash.slice(32), open: packed(times(secret)) };
}
function signed({ secret, more, open }, message) {
  const r = mod(number(sha512(joined(more, message))), L), first = packed(times(r));
  return joined(first, little(mod(r + mod(number(sha512(joined(first, open, message))), L) * secret, L)));
}

// The answer, as a code that can be sent in a message.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
function coded(data) {
  let bits = ""; for (const one of data) bits += one.toString(2).padStart(8, "0");
  return `VK1-${bits.match(/.{1,5}/gu).map((five) => SIGNS[parseInt(five.padEnd(5, "0"), 2)]).join("").match(/.{1,5}/gu).join("-")}`;
}
async function answered(yes, reason, phrase, told) {
  const key = keyOf(await derived(utf8(phrase.normalize("NFKC").toLowerCase().trim().replace(/\s+/gu, " ")), unhexed(sheet.key.salt), sheet.key.rounds, told));
  if (hexed(asBytes(sha256(key.open))).slice(0, 2) !== sheet.key.check) return "";
  const message = ["vlogkit answer 1", hexed(asBytes(sha256(utf8(text)))), yes ? "yes" : "no", reason].join("\n");
  const body = joined(new Uint8Array([yes ? 1 : 0]), unhexed(sheet.id), signed(key, utf8(message)), utf8(reason));
  return coded(joined(body, asBytes(sha256(body)).slice(0, 2)));
}

// What the sheet shows. All of it is text that is set as text.
const made = (tag, content = "", kind = "") => { const one = document.createElement(tag); one.textContent = content; if (kind) one.className = kind; return one; };
const pictured = (one, alt) => { const image = document.createElement("img"); image.src = `data:image/jpeg;base64,${one.jpeg}`; image.alt = alt; return image; };
function filed(file) {
  const box = made("figure", "", file.moments ? "film" : ""), pictures = shown.pictures[file.path] || [], row = made("div", "", "frames");
  if (sheet.way === "link" && file.number !== undefined) {
    const film = document.createElement("video"); film.controls = true; film.preload = "metadata"; film.playsInline = true; film.src = `${location.pathname}/films/${file.number}`; if (pictures[0]) film.poster = `data:image/jpeg;base64,${pictures[0].jpeg}`;
    film.setAttribute("aria-label", file.alt || file.path); row.append(film);
  } else row.append(...pictures.map((one, n) => pictured(one, pictures.length > 1 ? words.moment.replace("%s", n + 1) : file.alt || file.path)));
  if (!row.childElementCount) return made("p", words.also.replace("%s", file.path), "quiet");
  if (pictures.length > 1 && !row.querySelector("video")) box.append(made("p", words.moments, "quiet"));
  const says = made("figcaption"); says.append(made("b", `${words.alt} `), file.alt || words.noAlt);
  box.append(row, says); return box;
}
byId("agency").textContent = shown.agency; byId("title").textContent = shown.title; document.title = shown.title; byId("asked").textContent = shown.asked; byId("until").textContent = shown.until;
for (const group of shown.groups) {
  const box = made("section", "", "post"), where = made("ul", "", "where");
  where.append(...group.where.map((one) => made("li", one))); box.append(where);
  if (group.title && group.title !== shown.title) box.append(made("h2", group.title));
  box.append(...group.files.map(filed), made("div", group.words, "words"));
  for (const after of group.after) box.append(made("p", words.after, "quiet"), made("div", after, "words"));
  byId("posts").append(box);
}
for (const one of shown.findings) { const line = made("li", "", one.severity); line.append(made("b", `${one.label}: `), `${one.message.replace(/[.:]?$/, ".")}`); byId("findings").append(line); }
byId("found").hidden = !shown.findings.length;

// The answer.
const form = byId("answer"), told = byId("told"), bar = byId("bar"), result = byId("result");
const tell = (message, bad) => { told.textContent = message; told.className = bad ? "bad" : ""; };
const finish = (message) => { form.hidden = true; result.hidden = false; byId("done").textContent = message; result.focus(); };
byId("unproven").hidden = Boolean(sheet.key); byId("proof").hidden = !sheet.key;
byId("show").addEventListener("change", (event) => { byId("phrase").type = event.target.checked ? "text" : "password"; });
async function sent(body) {
  const answer = await fetch(`${location.pathname}/answer`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }).catch(() => null);
  if (!answer) return tell(words.lost, true);
  if (answer.status === 403) return tell(words.expired, true);
  const said = await answer.json();
  if (said.errors) return tell(said.errors.map((one) => `${one.message}. ${one.hint}`).join(" "), true);
  return finish(said.done);
}
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const yes = event.submitter?.value === "yes", reason = yes ? "" : byId("reason").value.trim().replace(/\s+/gu, " "), buttons = form.querySelectorAll("button");
  if (!yes && !reason) { tell(words.needsReason, true); byId("reason").focus(); return; }
  if (sheet.key && !byId("phrase").value.trim()) { tell(words.needsPhrase, true); byId("phrase").focus(); return; }
  if (!sheet.key) { await sent({ yes, reason }); return; }
  buttons.forEach((button) => { button.disabled = true; }); bar.hidden = false; bar.value = 0; tell(words.working);
  try {
    const code = await answered(yes, reason, byId("phrase").value, (part) => { bar.value = part; });
    if (!code) { tell(words.wrongPhrase, true); byId("phrase").focus(); return; }
    tell(""); byId("phrase").value = "";
    if (sheet.way === "link") { await sent({ code }); return; }
    const message = `${(yes ? words.saysYes : words.saysNo).replace("%s", shown.title)}${reason ? `\n${reason}` : ""}\n${code}`;
    byId("code").value = message; byId("whatsapp").href = `whatsapp://send?text=${encodeURIComponent(message)}`; byId("send").hidden = false;
    finish(yes ? words.doneYes : words.doneNo);
  } finally { buttons.forEach((button) => { button.disabled = false; }); bar.hidden = true; }
});
byId("copy").addEventListener("click", async () => {
  const code = byId("code"); code.select();
  let copied = false;
  try { await navigator.clipboard.writeText(code.value); copied = true; } catch { copied = document.execCommand("copy"); }
  byId("copied").textContent = copied ? words.copied : words.notCopied;
});
byId("back").addEventListener("click", () => { result.hidden = true; form.hidden = false; tell(""); });
form.hidden = false;
