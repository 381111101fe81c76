// A form for a body, made from the fields of its type. It holds no value of its own: it shows the JSON and changes it.

import { controlFor, read, written } from "./controls.js";
import { element, freshId } from "./dom.js";
import { fullness, meter } from "./meter.js";

const MAX_DEPTH = 8;

export class Form {
  // `changed` is called after each change of `this.body`.
  constructor(place, words, changed) {
    Object.assign(this, { place, words, changed, notes: new Map(), absent: new Map() });
  }

  // Shows a body with the fields of its operation.
  show(fields, body) {
    Object.assign(this, { fields, body });
    this.render();
  }

  render(focus) {
    this.notes.clear();
    this.absent.clear();
    const steps = this.fields.wrap?.path ?? [];
    this.place.replaceChildren(this.value(this.fields.type, { wire: "" }, steps));
    if (focus !== undefined) this.controlAt(focus)?.focus();
  }

  controlAt(path) {
    const box = [...this.place.querySelectorAll("[data-path]")].find((found) => found.dataset.path === path);
    return box?.querySelector("input, select, textarea, button");
  }

  // Shows the violations and the meters beside the fields; returns those of no field.
  annotate(judged) {
    for (const note of this.notes.values()) note.replaceChildren();
    for (const control of this.place.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
    for (const text of judged.texts) {
      if (fullness(text) > 0) this.notes.get(text.path)?.append(meter(text, this.words));
    }
    for (const [className, problems] of [["error", judged.errors], ["warning", judged.warnings]]) {
      for (const problem of problems) {
        const note = this.noteOf(problem.path);
        note?.append(element("p", { className }, note.dataset.of === problem.path ? problem.message : `${problem.path}: ${problem.message}`));
        // What a condition requires can be added where it is missed.
        const add = problem.rule === "required" ? this.absent.get(problem.path) : undefined;
        if (add !== undefined) note?.append(this.button(this.words.add(problem.path), add));
        if (className === "error") this.controlAt(problem.path)?.setAttribute("aria-invalid", "true");
      }
    }
  }

  // The note of a field, or of the nearest one around it.
  noteOf(path) {
    for (let above = path; above !== ""; above = above.slice(0, Math.max(above.lastIndexOf("."), above.lastIndexOf("["), 0))) {
      if (this.notes.has(above)) return this.notes.get(above);
    }
    return this.notes.get(this.notes.has("") ? "" : this.notes.keys().next().value);
  }

  named(type) {
    return type.kind === "named" ? this.fields.types[type.name] : type;
  }

  get(steps) {
    return steps.reduce((value, step) => value?.[step], this.body);
  }

  set(steps, value) {
    if (steps.length === 0) this.body = value;
    else this.get(steps.slice(0, -1))[steps.at(-1)] = value;
  }

  // Changes the structure, which is then shown anew.
  change(steps, value, focus) {
    this.set(steps, value);
    this.render(focus);
    this.changed();
  }

  // A value that a new field or element has.
  initial(type, field, depth = 0) {
    if (field.constant !== null && field.constant !== undefined) return field.constant;
    if (field.example !== null && field.example !== undefined) return field.example;
    const shape = this.named(type);
    switch (shape.kind) {
      case "model":
        return this.object(shape.fields, depth);
      case "union":
        return this.ofVariant(shape, shape.variants[0], depth);
      case "enum":
        return shape.values[0]?.value ?? null;
      case "list":
        return [];
      case "map":
        return {};
      case "text":
        return shape.sample === "example" ? "" : shape.sample;
      default:
        return shape.sample ?? null;
    }
  }

  object(fields, depth) {
    const required = depth < MAX_DEPTH ? fields.filter((field) => field.required || field.constant !== null) : [];
    return Object.fromEntries(required.map((field) => [field.wire, this.initial(field.type, field, depth + 1)]));
  }

  ofVariant(union, variant, depth = 0) {
    const tag = union.tag === null ? {} : { [union.tag]: variant.value };
    return { ...tag, ...this.object(variant.fields, depth) };
  }

  // The control of a value, whatever its type is.
  value(type, field, steps) {
    const shape = this.named(type);
    const value = this.get(steps);
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
    if (shape.kind === "model" && isObject) return this.group(field, steps, () => this.model(shape.fields, value, steps));
    if (shape.kind === "union" && isObject) return this.group(field, steps, () => this.union(shape, value, steps));
    if (shape.kind === "list" && Array.isArray(value)) return this.group(field, steps, () => this.list(shape.of, field, value, steps));
    if (shape.kind === "map" && isObject) return this.group(field, steps, () => this.map(shape.of, field, value, steps));
    return this.scalar(shape, field, value, steps);
  }

  // A group of fields under its name.
  group(field, steps, parts) {
    const path = written(steps);
    const legend = element("legend", {}, this.name(steps), ...this.marks(field));
    return element("fieldset", { "data-path": path }, legend, this.described(field), this.note(path), ...parts());
  }

  model(fields, value, steps) {
    const isShown = (field) => field.wire in value || field.required;
    const shown = fields.filter(isShown).map((field) => this.field(field, value, [...steps, field.wire]));
    const absent = fields.filter((field) => !isShown(field));
    if (absent.length === 0) return shown;
    for (const field of absent) {
      const path = [...steps, field.wire];
      this.absent.set(written(path), () => this.change(path, this.initial(field.type, field), written(path)));
    }
    const add = (wire) => this.absent.get(written([...steps, wire]))();
    return [...shown, this.choice(this.words.addField, absent.map(({ wire, doc }) => [wire, doc]), add)];
  }

  // A select that does something for what is chosen.
  choice(label, options, chosen) {
    const id = freshId();
    const select = element("select", { id });
    select.append(element("option", { value: "" }, this.words.choose));
    for (const [value, doc] of options) select.append(element("option", { value, title: doc ?? "" }, value));
    select.addEventListener("change", () => select.value !== "" && chosen(select.value));
    return element("div", { className: "field add" }, element("label", { for: id }, label), select);
  }

  field(field, object, steps) {
    if (!(field.wire in object)) {
      const path = written(steps);
      const button = this.button(this.words.add(field.wire), () => this.change(steps, this.initial(field.type, field), path));
      return element("div", { className: "field", "data-path": path }, button, ...this.marks(field), this.described(field), this.note(path));
    }
    const control = this.value(field.type, field, steps);
    if (!field.required) control.append(this.remover(field.wire, steps));
    return control;
  }

  remover(name, steps) {
    const button = element("button", { type: "button", className: "remove" }, this.words.remove(name));
    button.addEventListener("click", () => {
      const around = this.get(steps.slice(0, -1));
      if (Array.isArray(around)) around.splice(steps.at(-1), 1);
      else delete around[steps.at(-1)];
      this.render(written(steps.slice(0, -1)));
      this.changed();
    });
    return button;
  }

  union(shape, value, steps) {
    const isOf = (variant) =>
      shape.tag === null
        ? variant.value in value
        : [variant.value, ...variant.also_read].some((one) => one === value[shape.tag]);
    const current = shape.variants.find(isOf);
    const id = freshId();
    const select = element("select", { id });
    if (current === undefined) select.append(element("option", { value: "", selected: true }, this.words.choose));
    shape.variants.forEach((variant, index) => {
      const label = `${variant.name} (${variant.value})`;
      select.append(element("option", { value: String(index), selected: variant === current }, label));
    });
    const path = written(steps);
    select.addEventListener("change", () => this.change(steps, this.ofVariant(shape, shape.variants[Number(select.value)]), path));
    const choice = element("div", { className: "field" }, element("label", { for: id }, shape.tag ?? this.words.variant), select);
    if (shape.tag !== null) {
      const tagPath = written([...steps, shape.tag]);
      choice.dataset.path = tagPath;
      choice.append(this.note(tagPath));
    }
    return [choice, ...(current === undefined ? [] : this.model(current.fields, value, steps))];
  }

  list(of, field, value, steps) {
    const item = { ...field, required: true, example: null, constant: null };
    const items = value.map((_, index) => {
      const at = [...steps, index];
      const control = this.value(of, { ...item, presence: undefined }, at);
      control.append(this.remover(this.name(at), at));
      return control;
    });
    return [...items, this.adder(this.words.element, () => this.change([...steps, value.length], this.initial(of, item), written([...steps, value.length])))];
  }

  map(of, field, value, steps) {
    const inner = { ...field, required: true, example: null, constant: null, presence: undefined };
    const entries = Object.keys(value).map((key) => {
      const at = [...steps, key];
      const control = this.value(of, inner, at);
      control.append(this.remover(key, at));
      return control;
    });
    const id = freshId();
    const key = element("input", { id, type: "text", autocomplete: "off" });
    const add = this.adder(this.words.entry, () => {
      if (key.value !== "") this.change([...steps, key.value], this.initial(of, inner), written([...steps, key.value]));
    });
    return [...entries, element("div", { className: "field add" }, element("label", { for: id }, this.words.key), key, add)];
  }

  adder(name, add) {
    return this.button(this.words.add(name), add);
  }

  button(label, act) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", act);
    return button;
  }

  scalar(shape, field, value, steps) {
    const [id, path] = [freshId(), written(steps)];
    const control = controlFor(shape, value, id);
    control.addEventListener(control.tagName === "SELECT" ? "change" : "input", () => {
      this.set(steps, read(shape, control));
      this.changed();
    });
    const note = this.note(path);
    control.setAttribute("aria-describedby", note.id);
    const label = element("label", { for: id }, this.name(steps), ...this.marks(field));
    return element("div", { className: "field", "data-path": path }, label, this.described(field), control, note);
  }

  // The name of a field or an element, for people.
  name(steps) {
    const last = steps.at(-1) ?? this.words.body;
    return typeof last === "number" ? `${steps.at(-2) ?? ""}[${last}]` : last;
  }

  note(path) {
    const note = element("div", { className: "notes", id: freshId(), "data-of": path });
    this.notes.set(path, note);
    return note;
  }

  marks(field) {
    const { words } = this;
    if (field.presence === undefined) return [];
    const marks = [element("span", { className: "mark" }, field.presence)];
    if (field.location !== null) marks.push(element("span", { className: "mark" }, words.locations[field.location]));
    return marks;
  }

  described(field) {
    const { words } = this;
    if (field.presence === undefined) return element("div", { className: "doc" });
    const rules = [...field.limits, ...(field.discouraged === null ? [] : [words.discouraged(field.discouraged)])];
    const parts = [field.doc, rules.join(words.semicolon)].filter(Boolean);
    return element("div", { className: "doc" }, ...parts.map((part) => element("p", {}, part)));
  }
}
