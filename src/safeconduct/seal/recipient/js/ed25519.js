// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032), verifying only: S < L, the key as spelled and not of small order, R == encode(S·B - k·A), no cofactor.

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const TOP_BIT = 1n << 255n;
const modulo = (number) => {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
};

function power(base, exponent) {
  let result = 1n;
  let square = modulo(base);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const inverse = (number) => power(number, P - 2n);
const D = modulo(-121665n * inverse(121666n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);
// The y of every point whose order divides 8: a key there "accepts" signatures that nobody made.
const Y_OF_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const SMALL_ORDER = new Set([0n, 1n, P - 1n, Y_OF_ORDER_8, P - Y_OF_ORDER_8]);

function littleEndian(bytes) {
  let number = 0n;
  for (let at = bytes.length - 1; at >= 0; at -= 1) number = (number << 8n) | BigInt(bytes[at]);
  return number;
}

// Points are X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z.
function plus(p, q) {
  const a = ((p[1] - p[0]) * (q[1] - q[0])) % P;
  const b = ((p[1] + p[0]) * (q[1] + q[0])) % P;
  const c = (((2n * p[3] * q[3]) % P) * D) % P;
  const d = (2n * p[2] * q[2]) % P;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function twice(p) {
  const a = (p[0] * p[0]) % P;
  const b = (p[1] * p[1]) % P;
  const h = a + b;
  const e = h - (p[0] + p[1]) ** 2n;
  const g = a - b;
  const f = ((2n * p[2] * p[2]) % P) + g;
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

// The point that 32 bytes spell, or null: one spelling, on the curve.
function pointOf(bytes) {
  const number = littleEndian(bytes);
  const y = number & (TOP_BIT - 1n);
  if (y >= P) return null;
  const ratio = modulo((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(ratio, (P + 3n) / 8n);
  if (modulo(x * x - ratio) !== 0n) x = (x * ROOT_OF_MINUS_1) % P;
  if (modulo(x * x - ratio) !== 0n) return null;
  const odd = number >= TOP_BIT;
  if (x === 0n && odd) return null;
  if ((x & 1n) !== (odd ? 1n : 0n)) x = P - x;
  return [x, y, 1n, (x * y) % P];
}

function spellingOf(point) {
  const down = inverse(point[2]);
  let number = modulo(point[1] * down) | (modulo(point[0] * down) & 1n ? TOP_BIT : 0n);
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(number & 255n);
    number >>= 8n;
    return byte;
  });
}

const BASE = pointOf(joined(Uint8Array.of(0x58), new Uint8Array(31).fill(0x66)));

// s·p + t·q, both at once.
function sumOfTwo(s, p, t, q) {
  const [ss, ts] = [s.toString(2), t.toString(2)];
  const length = Math.max(ss.length, ts.length);
  const table = [null, p, q, plus(p, q)];
  const [sBits, tBits] = [ss.padStart(length, "0"), ts.padStart(length, "0")];
  let sum = [0n, 1n, 1n, 0n];
  for (let at = 0; at < length; at += 1) {
    sum = twice(sum);
    const which = (sBits[at] === "1" ? 1 : 0) + (tBits[at] === "1" ? 2 : 0);
    if (which) sum = plus(sum, table[which]);
  }
  return sum;
}

// Whether y of a key is one that an honest key can have (whether x exists is asked when something is verified).
function isHonestKey(raw) {
  const y = littleEndian(raw) & (TOP_BIT - 1n);
  return y < P && !SMALL_ORDER.has(y);
}

function ed25519Holds(raw, message, signature) {
  if (raw.length !== 32 || signature.length !== 64 || !isHonestKey(raw)) return false;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const key = pointOf(raw);
  if (s >= L || key === null) return false;
  const k = littleEndian(sha512(joined(r, raw, message))) % L;
  const minusKey = [modulo(-key[0]), key[1], 1n, modulo(-key[3])];
  return sameBytes(spellingOf(sumOfTwo(s, BASE, k, minusKey)), r);
}
