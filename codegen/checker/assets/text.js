// The body as text: line numbers, lines with problems, and places in it.

import { element, freshId } from "./dom.js";

export class TextView {
  constructor(place, words, changed) {
    const id = freshId();
    this.input = element("textarea", { id, rows: 16, spellcheck: false, autocomplete: "off", wrap: "off" });
    this.numbers = element("pre", { className: "numbers", "aria-hidden": "true" });
    this.summaryId = freshId();
    this.input.setAttribute("autocapitalize", "off");
    place.append(
      element("label", { for: id }, words.body),
      element("div", { className: "editor" }, this.numbers, this.input),
    );
    this.input.addEventListener("input", changed);
    this.input.addEventListener("scroll", () => (this.numbers.scrollTop = this.input.scrollTop));
  }

  get text() {
    return this.input.value;
  }

  set text(text) {
    this.input.value = text;
  }

  // Numbers the lines, and marks those with errors and warnings.
  mark(judged) {
    const marks = new Map(judged.warnings.map(({ line }) => [line, "warning"]));
    for (const { line } of judged.errors) marks.set(line, "error");
    const lines = this.text.split("\n").map((_, index) => {
      const number = index + 1;
      return element("span", { className: marks.get(number) ?? "" }, `${marks.has(number) ? "▸" : ""}${number}\n`);
    });
    this.numbers.replaceChildren(...lines);
    this.numbers.scrollTop = this.input.scrollTop;
    if (judged.errors.length > 0) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  // The index of a line and a column in UTF-16 code units, both from 1.
  index(line, column) {
    const before = this.text.split("\n").slice(0, line - 1);
    return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  }

  // Selects the place of a problem and scrolls to it.
  select(problem) {
    const { input } = this;
    input.focus();
    input.setSelectionRange(
      this.index(problem.line, problem.utf16_column),
      this.index(problem.end_line, problem.end_utf16_column),
    );
    const height = input.scrollHeight / Math.max(this.text.split("\n").length, 1);
    input.scrollTop = Math.max(0, (problem.line - 4) * height);
  }

  // Whether the cursor is in the place of a text.
  isIn({ line, utf16_column, end_line, end_utf16_column }) {
    const at = this.input.selectionStart;
    return this.index(line, utf16_column) <= at && at <= this.index(end_line, end_utf16_column);
  }

  // The line of a problem, in which its place is marked.
  excerpt(problem) {
    const line = this.text.split("\n")[problem.line - 1] ?? "";
    const start = problem.utf16_column - 1;
    const end = problem.end_line === problem.line ? problem.end_utf16_column - 1 : line.length;
    const marked = element("mark", {}, line.slice(start, end));
    const before = line.slice(0, start).trimStart();
    return element("code", { className: "excerpt" }, before, ...(end > start ? [marked] : []), line.slice(end));
  }
}
