// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), in pieces: for files too large for the browser's own, and where the browser has none.

function isPrime(number) {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

const PRIMES = [];
for (let number = 2; PRIMES.length < 80; number += 1) if (isPrime(number)) PRIMES.push(number);

// The first `bits` bits behind the point of the square (2) or cube (3) root of a prime, as FIPS 180-4 defines its constants.
function rootBits(prime, degree, bits) {
  const wanted = BigInt(prime) << BigInt(degree * bits);
  let low = 0n;
  let high = 1n << BigInt(bits + 5);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(degree) <= wanted) low = middle;
    else high = middle;
  }
  return low & ((1n << BigInt(bits)) - 1n);
}

const SHA256_START = Int32Array.from(PRIMES.slice(0, 8), (prime) => Number(rootBits(prime, 2, 32)) | 0);
const SHA256_ROUNDS = Int32Array.from(PRIMES.slice(0, 64), (prime) => Number(rootBits(prime, 3, 32)) | 0);

class Sha256 {
  constructor() {
    this.state = SHA256_START.slice();
    this.words = new Int32Array(64);
    this.rest = new Uint8Array(64);
    this.held = 0;
    this.length = 0;
  }

  add(bytes) {
    this.length += bytes.length;
    let at = 0;
    if (this.held) {
      at = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.held);
      this.held += at;
      if (this.held < 64) return this;
      this.blocks(this.rest, 0, 64);
    }
    const end = bytes.length - ((bytes.length - at) % 64);
    this.blocks(bytes, at, end);
    this.rest.set(bytes.subarray(end));
    this.held = bytes.length - end;
    return this;
  }

  digest() {
    const padding = new Uint8Array((this.held < 56 ? 64 : 128) - this.held);
    padding[0] = 0x80;
    const bits = new DataView(padding.buffer);
    bits.setUint32(padding.length - 8, Math.floor(this.length / 0x20000000));
    bits.setUint32(padding.length - 4, (this.length * 8) >>> 0);
    this.add(padding);
    return joined(...Array.from(this.state, bigEndian32));
  }

  blocks(bytes, from, to) {
    const w = this.words;
    const k = SHA256_ROUNDS;
    const s = this.state;
    for (let at = from; at < to; at += 64) {
      for (let n = 0, p = at; n < 16; n += 1, p += 4) {
        w[n] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
      }
      for (let n = 16; n < 64; n += 1) {
        const x = w[n - 15];
        const y = w[n - 2];
        const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[n] = (w[n - 16] + small0 + w[n - 7] + small1) | 0;
      }
      let a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
      for (let n = 0; n < 64; n += 1) {
        const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const one = (h + big1 + (g ^ (e & (f ^ g))) + k[n] + w[n]) | 0;
        const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const two = (big0 + ((a & b) | (c & (a | b)))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + two) | 0;
      }
      s[0] = (s[0] + a) | 0;
      s[1] = (s[1] + b) | 0;
      s[2] = (s[2] + c) | 0;
      s[3] = (s[3] + d) | 0;
      s[4] = (s[4] + e) | 0;
      s[5] = (s[5] + f) | 0;
      s[6] = (s[6] + g) | 0;
      s[7] = (s[7] + h) | 0;
    }
  }
}

const sha256 = (bytes) => new Sha256().add(bytes).digest();
