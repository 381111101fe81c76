// The controls of single values, and what is read from them.

import { element } from "./dom.js";

// The path as the checker writes it.
export function written(steps) {
  return steps.reduce((path, step) => (typeof step === "number" ? `${path}[${step}]` : path === "" ? step : `${path}.${step}`), "");
}

// The control for a scalar; what is of another type than it should be is shown as JSON.
export function controlFor(shape, value, id) {
  if (shape.kind === "enum" || shape.kind === "bool") {
    const options = shape.kind === "bool" ? [true, false].map((value) => ({ value })) : shape.values;
    const select = element("select", { id });
    if (!options.some((option) => option.value === value)) addOption(select, { value }, value);
    for (const option of options) addOption(select, option, value);
    return select;
  }
  const text = shape.kind === "text" && typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const isLong = shape.kind === "json" || text.length > 60 || text.includes("\n");
  return isLong
    ? element("textarea", { id, value: text, rows: 4, spellcheck: false })
    : element("input", { id, type: "text", value: text, autocomplete: "off", spellcheck: false });
}

function addOption(select, { value, doc }, current) {
  const first = doc?.split("\n")[0];
  const label = first === undefined ? String(value) : `${value} – ${first}`;
  select.append(element("option", { value: JSON.stringify(value), selected: value === current }, label));
}

// The value of a control. A number is one where it can be, so that anything else is refused in its own words.
export function read(shape, control) {
  if (control.tagName === "SELECT") return JSON.parse(control.value);
  if (shape.kind === "text") return control.value;
  try {
    return JSON.parse(control.value);
  } catch {
    return control.value;
  }
}
