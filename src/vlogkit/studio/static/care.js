"use strict";
// Areas of a picture: ticked ones are blurred, new ones are drawn or moved by the keyboard.
const care = document.querySelector("[data-care]");
if (care) {
  const drawing = care.querySelector("svg"), list = care.querySelector(".areas");
  const clip = (value, most = 1) => Math.min(most, Math.max(0, value));
  let count = list.querySelectorAll("input[type=checkbox]").length;
  care.addEventListener("change", (event) => {
    const rect = event.target.dataset.area && drawing.querySelector(`[data-area="${event.target.dataset.area}"]`);
    if (rect) rect.setAttribute("class", event.target.checked ? "blurred" : "left");
  });
  care.addEventListener("focusin", (event) => { for (const rect of drawing.children) rect.classList.toggle("chosen", rect.dataset.area === event.target.dataset?.area); });
  function add(box) {
    const number = String(++count), rect = document.createElementNS("http://www.w3.org/2000/svg", "rect"), item = document.createElement("li"), label = document.createElement("label"), input = document.createElement("input");
    rect.setAttribute("class", "blurred"); rect.dataset.area = number; drawing.append(rect);
    input.type = "checkbox"; input.name = "box"; input.checked = true; input.dataset.area = number;
    label.className = "check"; label.append(input, ` ${number}. ${care.querySelector("[data-add-area]").textContent}`); item.append(label); list.append(item);
    place(input, rect, box);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-.01, 0], ArrowRight: [.01, 0], ArrowUp: [0, -.01], ArrowDown: [0, .01] }[event.key];
      if (!step) return;
      event.preventDefault(); const [x, y, w, h] = input.value.split(",").map(Number);
      place(input, rect, event.shiftKey ? [x, y, w + step[0], h + step[1]] : [x + step[0], y + step[1], w, h]);
    });
    return { input, rect };
  }
  function place(input, rect, [x, y, w, h]) {
    const width = Math.max(.005, clip(w)), height = Math.max(.005, clip(h)), box = [clip(x, 1 - width), clip(y, 1 - height), width, height];
    ["x", "y", "width", "height"].forEach((name, n) => rect.setAttribute(name, box[n]));
    input.value = box.map((value) => value.toFixed(4)).join(",");
  }
  care.querySelector("[data-add-area]").addEventListener("click", () => add([.4, .4, .2, .2]).input.focus());
  drawing.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const frame = drawing.getBoundingClientRect(), at = (one) => [clip((one.clientX - frame.left) / frame.width), clip((one.clientY - frame.top) / frame.height)];
    const [x, y] = at(event); let made = null;
    const grow = (moved) => { const [u, v] = at(moved); if (!made && Math.hypot(u - x, v - y) < .01) return; made ??= add([x, y, .01, .01]); place(made.input, made.rect, [Math.min(x, u), Math.min(y, v), Math.abs(u - x), Math.abs(v - y)]); };
    const done = () => { document.removeEventListener("pointermove", grow); document.removeEventListener("pointerup", done); };
    document.addEventListener("pointermove", grow); document.addEventListener("pointerup", done);
  });
}
