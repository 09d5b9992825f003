// SPDX-License-Identifier: Apache-2.0
// Bytes and texts: hexadecimal, base64, UTF-8, the order of names, and names made fit to be seen.

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const sameBytes = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

function textOf(bytes) {
  // A byte order mark is a sign like any other here; broken UTF-8 throws.
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bytesOfBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)); // throws on anything that is no base64
}

function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function bigEndian32(number) {
  return Uint8Array.of(number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255);
}

// The order of UTF-8 bytes, which JavaScript's own order of UTF-16 halves is not.
function byteOrder(a, b) {
  const least = Math.min(a.length, b.length);
  for (let at = 0; at < least; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) {
      const half = (unit) => unit >= 0xd800 && unit <= 0xdfff;
      return half(left) === half(right) ? left - right : half(left) ? 1 : -1;
    }
  }
  return a.length - b.length;
}

// A name as Python's ascii() would spell it: nothing in it can hide, turn the line round, or pass for something else.
function shown(name) {
  return Array.from(name, (sign) => {
    const point = sign.codePointAt(0);
    if (sign === "\\") return "\\\\";
    if (point >= 0x20 && point <= 0x7e) return sign;
    if (sign === "\n") return "\\n";
    if (sign === "\r") return "\\r";
    if (sign === "\t") return "\\t";
    const [letter, width] = point < 0x100 ? ["x", 2] : point < 0x10000 ? ["u", 4] : ["U", 8];
    return `\\${letter}${point.toString(16).padStart(width, "0")}`;
  }).join("");
}

// A text from the package: its letters stay, signs that are not seen are spelled out.
function seenText(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\n" ? sign : `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}
