// How much of its limits a text uses.

import { element } from "./dom.js";

// How full the fullest of its limits is; more than 1 is too much.
export function fullness(text) {
  return Math.max(...text.limits.map(({ used, limit }) => (limit === 0 ? Number(used > 0) * 2 : used / limit)));
}

// What is used and what is left, as a sentence.
export function sentence(text, words) {
  const over = text.limits.filter(({ used, limit }) => used > limit);
  const unit = (count, limit) => words.unit(count, limit.unit);
  const note = (limit) => (limit.warning ? ` (${words.onlyWarning})` : "");
  const used = text.limits.map((limit) => words.used(limit.used, limit.limit, unit(limit.limit, limit)) + note(limit)).join(words.comma);
  if (over.length > 0) {
    return `${used}${words.colon}${over.map((limit) => words.over(limit.used - limit.limit, unit(limit.used - limit.limit, limit))).join(words.comma)}`;
  }
  if (text.left_bytes === null && text.left_cjk === null) return used;
  return `${used}${words.semicolon}${words.left(text.left_bytes, text.left_cjk)}`;
}

// A bar with that sentence.
export function meter(text, words) {
  const full = fullness(text);
  const isOver = text.limits.some(({ used, limit, warning }) => used > limit && !warning);
  const state = isOver ? "over" : full > 1 ? "doubtful" : "within";
  const bar = element("span", { className: "meter-bar", "aria-hidden": "true" }, element("span", { className: "meter-fill" }));
  bar.firstChild.style.width = `${Math.min(full, 1) * 100}%`;
  return element("div", { className: `meter ${state}` }, bar, element("span", { className: "meter-words" }, sentence(text, words)));
}
