// SPDX-License-Identifier: Apache-2.0
// Canonical JSON (RFC 8785, narrowed by docs/package.md): whatever does not read back to the same bytes is refused.

class Malformed extends Error {}

function hold(held, sentence) {
  if (!held) throw new Malformed(sentence);
}

function canonical(value) {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === "number") {
    hold(Number.isSafeInteger(value) && value >= 0, "a number is not whole, or too large");
    return String(value);
  }
  if (typeof value === "string") {
    // JSON.stringify would spell half a surrogate pair as \udXXX again.
    hold(!/[\uD800-\uDFFF]/u.test(value), "a text is not well-formed");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const keys = Object.keys(value).sort();
  hold(keys.every((key) => /^[\x20-\x7e]*$/.test(key)), "a key is not plain ASCII");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

// The value that `bytes` spell; throws Malformed.
function valueOf(bytes) {
  let value;
  let again;
  try {
    value = JSON.parse(textOf(bytes));
    again = canonical(value);
  } catch (fault) {
    // Not UTF-8, not JSON, or nested until the stack is full.
    throw new Malformed(fault.message);
  }
  hold(sameBytes(utf8(again), bytes), "not spelled in the one canonical way");
  return value;
}
