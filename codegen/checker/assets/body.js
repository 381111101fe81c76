// What a body allows.

// The value that a form can show without loss; undefined if there is none.
export function formValue(text) {
  const isKept = (value) =>
    typeof value === "number"
      ? !Number.isInteger(value) || Number.isSafeInteger(value)
      : value === null || typeof value !== "object" || Object.values(value).every(isKept);
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" && isKept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// Whether a body or parameters can hold a secret.
export function holdsSecret(fields) {
  const ofFields = (list) => (list ?? []).some((field) => field.secret);
  return [fields.type, ...Object.values(fields.types)].some(
    (type) => ofFields(type?.fields) || (type?.variants ?? []).some((variant) => ofFields(variant.fields)),
  );
}
