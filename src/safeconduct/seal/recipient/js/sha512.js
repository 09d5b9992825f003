// SPDX-License-Identifier: Apache-2.0
// SHA-512 (FIPS 180-4) of the small things that are signed: each 64-bit word is two halves of 32 bits.

const halves = (number) => [Number(number >> 32n) | 0, Number(number & 0xffffffffn) | 0];
const SHA512_START = Int32Array.from(PRIMES.slice(0, 8).flatMap((prime) => halves(rootBits(prime, 2, 64))));
const SHA512_ROUNDS = Int32Array.from(PRIMES.flatMap((prime) => halves(rootBits(prime, 3, 64))));

function sha512(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  const state = SHA512_START.slice();
  const w = new Int32Array(160);
  const v = new Int32Array(16);
  for (let at = 0; at < padded.length; at += 128) {
    for (let n = 0; n < 32; n += 1) w[n] = view.getInt32(at + 4 * n);
    for (let n = 32; n < 160; n += 2) {
      const [xh, xl, yh, yl] = [w[n - 30], w[n - 29], w[n - 4], w[n - 3]];
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (w[n - 31] >>> 0) + (s0l >>> 0) + (w[n - 13] >>> 0) + (s1l >>> 0);
      w[n] = (w[n - 32] + s0h + w[n - 14] + s1h + Math.floor(low / 0x100000000)) | 0;
      w[n + 1] = low | 0;
    }
    v.set(state);
    for (let n = 0; n < 160; n += 2) {
      const [ah, al, bh, bl, ch, cl] = v;
      const [eh, el, fh, fl, gh, gl, hh, hl] = v.subarray(8);
      const big1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const big1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const chosenH = gh ^ (eh & (fh ^ gh));
      const chosenL = gl ^ (el & (fl ^ gl));
      const oneL = (hl >>> 0) + (big1l >>> 0) + (chosenL >>> 0) + (SHA512_ROUNDS[n + 1] >>> 0) + (w[n + 1] >>> 0);
      const oneH = (hh + big1h + chosenH + SHA512_ROUNDS[n] + w[n] + Math.floor(oneL / 0x100000000)) | 0;
      const big0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const big0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const twoL = (big0l >>> 0) + (((al & bl) | (cl & (al | bl))) >>> 0);
      const twoH = (big0h + ((ah & bh) | (ch & (ah | bh))) + Math.floor(twoL / 0x100000000)) | 0;
      const newE = (v[7] >>> 0) + (oneL % 0x100000000);
      const newA = (oneL % 0x100000000) + (twoL % 0x100000000);
      v.copyWithin(2, 0, 14);
      v[8] = (v[8] + oneH + Math.floor(newE / 0x100000000)) | 0;
      v[9] = newE | 0;
      v[0] = (oneH + twoH + Math.floor(newA / 0x100000000)) | 0;
      v[1] = newA | 0;
    }
    for (let n = 0; n < 16; n += 2) {
      const low = (state[n + 1] >>> 0) + (v[n + 1] >>> 0);
      state[n] = (state[n] + v[n] + Math.floor(low / 0x100000000)) | 0;
      state[n + 1] = low | 0;
    }
  }
  return joined(...Array.from(state, bigEndian32));
}
