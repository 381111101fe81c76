// Makes elements.

// An element with properties and children. Keys with a dash, and `for`, `role` and `lang`, are attributes.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key.includes("-") || key === "for" || key === "role" || key === "lang") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

let last = 0;

// An id that no other element has.
export function freshId() {
  last += 1;
  return `specwright-checker-${last}`;
}
