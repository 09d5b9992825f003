// SPDX-License-Identifier: Apache-2.0
// Reading files in pieces and hashing them.  A source is a Map from names to stretches of a Blob, which nothing ever unpacks.

const WINDOW = 1 << 20;
const HEADER_WINDOW = 1 << 15; // headers may stand far apart
const PIECE = 4 << 20;
const MOST_AT_ONCE = 64 << 20; // larger files are never in memory whole
const LITTLE = 1 << 15; // asking the browser to hash takes longer than hashing

class Interrupted extends Error {} // thrown by `told` when nobody waits for this look any more

async function bytesOfBlob(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}

// One Blob that is read from front to back mostly, in little stretches.
class Window {
  constructor(blob, width = WINDOW) {
    this.blob = blob;
    this.width = width;
    this.start = 0;
    this.bytes = new Uint8Array(0);
  }

  async read(from, to) {
    if (to - from > this.width) return bytesOfBlob(this.blob.slice(from, to));
    if (from < this.start || to > this.start + this.bytes.length) {
      this.bytes = await bytesOfBlob(this.blob.slice(from, from + this.width));
      this.start = from;
      if (this.bytes.length < to - from) throw new Error("the file became shorter");
    }
    return this.bytes.subarray(from - this.start, to - this.start);
  }
}

// A file of a source: `size` bytes from `start` on.
class Stretch {
  constructor(window, start, size) {
    this.window = window;
    this.start = start;
    this.size = size;
  }

  read(from, to) {
    return this.window.read(this.start + from, this.start + to);
  }
}

// The SHA-256 of a stretch in hexadecimal; `told` is called with every number of bytes that were read.
async function digestOf(stretch, told) {
  const subtle = globalThis.crypto && globalThis.crypto.subtle;
  const { size } = stretch;
  if (size <= LITTLE || (subtle && size <= MOST_AT_ONCE)) {
    const bytes = await stretch.read(0, size);
    const digest = size > LITTLE ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes);
    await told(size);
    return hex(digest);
  }
  const sum = new Sha256();
  for (let at = 0; at < size; at += PIECE) {
    const piece = await stretch.read(at, Math.min(at + PIECE, size));
    sum.add(piece);
    await told(piece.length);
  }
  return hex(sum.digest());
}
