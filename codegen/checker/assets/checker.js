// The checker of request bodies in `<div id="specwright-checker">`. Every rule is that of the WebAssembly module; the JSON
// text is what is judged, and the form shows it.

import init, { Api } from "./specwright_checker.js";
import { element, freshId } from "./dom.js";
import { formValue, holdsSecret } from "./body.js";
import { Form } from "./form.js";
import { fullness, meter } from "./meter.js";
import { share, sharedCheck } from "./share.js";
import { TextView } from "./text.js";
import { wordsFor } from "./words.js";

const ANNOUNCE_AFTER_MS = 600;

// The language of the page, as a tag.
const language = () => document.documentElement.lang;

class Page {
  constructor(root, api, words) {
    Object.assign(this, { api, words });
    this.operations = JSON.parse(api.operations());
    this.formFields = new Map();
    this.parameterFields = new Map();
    this.parametersPlace = element("section", { className: "parameters", hidden: true });
    const textPlace = element("div", { className: "as-text" });
    const formPlace = element("div", { className: "as-form", hidden: true });
    this.places = { text: textPlace, form: formPlace };
    this.text = new TextView(textPlace, words, () => this.judge());
    this.form = new Form(formPlace, words, () => this.formChanged());
    const parameters = element("div");
    this.parametersPlace.append(element("h2", {}, words.parameters), parameters);
    this.parameters = new Form(parameters, words, () => this.judge(true));
    this.bodyPlace = element("div", {}, this.modes(), textPlace, formPlace);
    this.hint = element("p", { className: "hint" });
    this.cursor = element("div", { className: "cursor" });
    this.verdict = element("div");
    this.result = element("div", { className: "result" });
    // Only this is announced: a whole list at each key would be too much.
    this.live = element("p", { className: "visually-hidden", role: "status" });
    this.shared = element("span", { className: "shared", role: "status" });
    textPlace.append(this.cursor);
    for (const event of ["keyup", "click", "focus"]) this.text.input.addEventListener(event, () => this.showCursor());
    const remark = words.messages === "" ? "" : element("p", { className: "hint" }, words.messages);
    root.replaceChildren(this.picker(), this.hint, this.parametersPlace, this.bodyPlace, this.actions(), this.verdict, remark, this.result, this.live);
  }

  // The choice of the operation, with a filter.
  picker() {
    const { words } = this;
    const [filterId, selectId] = [freshId(), freshId()];
    const filter = element("input", { id: filterId, type: "search", autocomplete: "off" });
    this.select = element("select", { id: selectId });
    this.noOperation = element("p", { className: "hint", role: "status" });
    this.fillSelect("");
    filter.addEventListener("input", () => {
      const before = this.select.value;
      this.fillSelect(filter.value);
      if (this.select.value !== before && this.select.value !== "") this.choose(this.select.value);
    });
    this.select.addEventListener("change", () => this.choose(this.select.value));
    return element(
      "div",
      { className: "picker" },
      element("div", { className: "field" }, element("label", { for: filterId }, words.filter), filter),
      element("div", { className: "field" }, element("label", { for: selectId }, words.operation), this.select),
      this.noOperation,
    );
  }

  fillSelect(wanted) {
    const before = this.select.value;
    const matches = ({ name, method, path, doc }) =>
      `${name} ${method} ${path} ${doc ?? ""}`.toLowerCase().includes(wanted.trim().toLowerCase());
    const options = this.operations.filter(matches).map(({ name, method, path }) =>
      element("option", { value: name, selected: name === before }, `${name} – ${method} ${path}`),
    );
    this.select.replaceChildren(...options);
    this.noOperation.textContent = options.length === 0 ? this.words.noOperation : "";
  }

  // The choice between JSON and the form.
  modes() {
    const { words } = this;
    const name = freshId();
    const mode = (value, label) => {
      const id = freshId();
      const radio = element("input", { id, type: "radio", name, value, checked: value === "text" });
      radio.addEventListener("change", () => this.setMode(value));
      return element("span", { className: "mode" }, radio, element("label", { for: id }, label));
    };
    return element(
      "fieldset",
      { className: "modes" },
      element("legend", {}, words.input),
      mode("text", words.asText),
      mode("form", words.asForm),
    );
  }

  actions() {
    const { words } = this;
    const button = (label, act) => {
      const made = element("button", { type: "button" }, label);
      made.addEventListener("click", act);
      return made;
    };
    return element(
      "div",
      { className: "actions" },
      button(words.example, () => this.show(this.api.example(this.operation) ?? "", this.parametersOf(this.operation)?.example)),
      button(words.clear, () => this.show("", {})),
      button(words.link, () => this.copyLink()),
      this.shared,
    );
  }

  setMode(mode) {
    this.mode = mode;
    for (const [name, place] of Object.entries(this.places)) place.hidden = name !== mode;
    this.judge();
  }

  fields() {
    if (!this.formFields.has(this.operation)) {
      this.formFields.set(this.operation, JSON.parse(this.api.fields(this.operation, language())));
    }
    return this.formFields.get(this.operation);
  }

  // What a form for the parameters of an operation needs; null if there are none.
  parametersOf(name) {
    if (!this.parameterFields.has(name)) this.parameterFields.set(name, JSON.parse(this.api.parameters(name, language())));
    return this.parameterFields.get(name);
  }

  choose(name, body, values) {
    const operation = this.operations.find((one) => one.name === name);
    this.operation = name;
    this.select.value = name;
    const remarks = { form: this.words.fieldsOfBody, multipart: this.words.fieldsOfBody, empty: this.words.noBody, json: null };
    this.hint.textContent = [operation.doc, remarks[operation.body]].filter(Boolean).join(" ");
    const text = body ?? this.api.example(name) ?? "";
    // A body where none is sent is shown, so that it can be taken away.
    this.bodyPlace.hidden = operation.body === "empty" && text === "";
    this.show(text, values ?? this.parametersOf(name)?.example);
    share(name);
  }

  // Shows a body, and parameters where the operation has any.
  show(text, values) {
    const parameters = this.parametersOf(this.operation);
    this.parametersPlace.hidden = parameters === null;
    if (parameters !== null) this.parameters.show(parameters, structuredClone(values ?? {}));
    this.text.text = text;
    this.shared.textContent = "";
    this.judge();
  }

  // The form has changed the value, which is written as text and judged.
  formChanged() {
    this.text.text = JSON.stringify(this.form.body, null, 2);
    this.judge(true);
  }

  // Judges the text and shows what follows from it. A form that has made the text is not made anew.
  judge(isFromForm = false) {
    const values = this.parametersPlace.hidden ? "" : JSON.stringify(this.parameters.body);
    this.judged = JSON.parse(this.api.judge(this.operation, values, this.text.text));
    if (values !== "") this.parameters.annotate(this.judged.parameters);
    if (this.mode === "form") {
      if (!isFromForm) this.showForm();
      if (this.places.form.dataset.shown === "true") this.form.annotate(this.judged);
    } else {
      this.text.mark(this.judged);
      this.showCursor();
    }
    this.showResult();
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => (this.live.textContent = this.announcement()), ANNOUNCE_AFTER_MS);
  }

  showForm() {
    const body = formValue(this.text.text);
    const fields = this.fields();
    const isShown = body !== undefined && fields.type !== null;
    this.places.form.dataset.shown = String(isShown);
    if (isShown) this.form.show(fields, body);
    else this.places.form.replaceChildren(element("p", { className: "hint" }, fields.type === null ? this.words.noBody : this.words.unsafeForm));
  }

  // The meter of the text at the cursor.
  showCursor() {
    const text = this.judged?.texts.find((one) => this.text.isIn(one.at));
    this.cursor.replaceChildren(
      ...(text === undefined
        ? [element("p", { className: "hint" }, this.words.noText)]
        : [element("p", {}, `${this.words.atCursor}: `, element("code", {}, text.path)), meter(text, this.words)]),
    );
  }

  // The errors or warnings of the parameters, and of the body.
  all(kind) {
    const ofParameters = this.judged.parameters[kind].map((problem) => ({ ...problem, isParameter: true }));
    return [...ofParameters, ...this.judged[kind]];
  }

  announcement() {
    const [errors, { words }] = [this.all("errors"), this];
    const [first] = errors;
    if (first === undefined) return [words.valid, this.warned()].filter(Boolean).join(" ");
    return `${words.errors(errors.length)}. ${first.path}: ${first.message}`;
  }

  warned() {
    const count = this.all("warnings").length;
    return count === 0 ? "" : this.words.warnings(count);
  }

  showResult() {
    const { judged, words } = this;
    const [errors, warnings] = [this.all("errors"), this.all("warnings")];
    const summary = judged.valid ? words.valid : words.errors(errors.length);
    const first = element("button", { type: "button", hidden: judged.valid }, words.firstError);
    first.addEventListener("click", () => this.goTo(errors[0]));
    this.verdict.className = `verdict ${judged.valid ? "valid" : "invalid"}`;
    this.verdict.replaceChildren(element("span", {}, [summary, this.warned()].filter(Boolean).join(" ")), first);
    const parts = [
      this.problems(words.errorList, "error", errors),
      this.problems(words.warningList, "warning", warnings),
      this.reply(),
      this.texts(),
    ];
    const wasOpen = this.result.querySelector("details.texts")?.open ?? false;
    this.result.replaceChildren(...parts.filter(Boolean));
    const texts = this.result.querySelector("details.texts");
    if (texts !== null) texts.open = wasOpen;
  }

  problems(title, className, problems) {
    if (problems.length === 0) return undefined;
    const item = (problem) => {
      const label = problem.isParameter ? this.words.inParameters : this.words.line(problem.line, problem.column);
      const place = element("button", { type: "button", className: "place" }, label);
      place.addEventListener("click", () => this.goTo(problem));
      const texts = problem.isParameter ? this.judged.parameters.texts : this.judged.texts;
      const text = texts.find(({ path }) => path === problem.path);
      return element(
        "li",
        { className },
        element("p", {}, element("code", { className: "path" }, problem.path || this.words.wholeBody), " ", place),
        element("p", { className: "message", lang: "en" }, problem.message),
        text === undefined || fullness(text) <= 1 ? undefined : meter(text, this.words),
        problem.isParameter ? undefined : this.text.excerpt(problem),
      );
    };
    return element("section", { className: "problems" }, element("h2", {}, title), element("ul", {}, ...problems.map(item)));
  }

  goTo(problem) {
    if (problem.isParameter) return this.parameters.controlAt(problem.path)?.focus();
    if (this.mode === "form") {
      const control = this.form.controlAt(problem.path);
      if (control !== undefined && control !== null) return control.focus();
    }
    document.querySelector(".modes input[value=text]").checked = true;
    this.setMode("text");
    this.text.select(problem);
    this.showCursor();
  }

  reply() {
    const { reply } = this.judged;
    if (reply === null) return undefined;
    const id = freshId();
    return element(
      "section",
      { className: "reply" },
      element("h2", { id }, this.words.reply),
      element("p", {}, this.words.status(reply.status)),
      element("pre", { tabIndex: 0, role: "region", "aria-labelledby": id }, JSON.stringify(reply.body, null, 2)),
    );
  }

  texts() {
    const { texts } = this.judged;
    if (texts.length === 0) return undefined;
    const sorted = [...texts].sort((a, b) => fullness(b) - fullness(a));
    const item = (text) => element("li", {}, element("code", { className: "path" }, text.path), meter(text, this.words));
    return element(
      "details",
      { className: "texts" },
      element("summary", {}, this.words.texts(texts.length)),
      element("ul", {}, ...sorted.map(item)),
    );
  }

  async copyLink() {
    const parameters = this.parametersOf(this.operation);
    const canShare = !holdsSecret(this.fields()) && (parameters === null || !holdsSecret(parameters));
    const values = parameters === null ? undefined : this.parameters.body;
    const isWhole = await share(this.operation, canShare ? { body: this.text.text, values } : undefined);
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    this.shared.textContent = isWhole ? this.words.linkCopied : this.words.linkWithoutBody;
  }
}

async function start() {
  const root = document.getElementById("specwright-checker");
  if (root === null) return;
  const words = wordsFor(language());
  root.replaceChildren(element("p", { role: "status" }, words.loading));
  try {
    const written = fetch(new URL("spec.json", import.meta.url)).then((answer) => {
      if (!answer.ok) throw new Error(`spec.json: ${answer.status}`);
      return answer.text();
    });
    await init({ module_or_path: new URL("specwright_checker_bg.wasm", import.meta.url) });
    const page = new Page(root, new Api(await written), words);
    const { operation, body, values } = await sharedCheck();
    const known = page.operations.find((one) => one.name === operation) ?? page.operations.find((one) => one.body !== "empty");
    if (known.name === operation) page.choose(known.name, body, values);
    else page.choose(known.name);
    root.dataset.ready = "true";
  } catch (error) {
    root.replaceChildren(element("p", { role: "alert" }, words.failed(String(error?.message ?? error))));
  }
}

await start();
