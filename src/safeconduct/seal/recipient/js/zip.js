// SPDX-License-Identifier: Apache-2.0
// A ZIP in its one spelling (docs/package.md, "ZIP"): every header is compared with the one that the rules give.

const END_LENGTH = 22;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const MOST_ENTRIES = 65534;
const MOST_ZIP = 0xffffffff;
const MOST_DIRECTORY = 16 << 20;
const END_SEARCHED = 65557; // an end record with the longest comment

class NotOurZip extends Error {}

function ours(held) {
  if (!held) throw new NotOurZip();
}

// `layout` is a list of [bytes, number]; numbers are written lowest byte first.
function packed(layout) {
  const bytes = [];
  for (const [width, number] of layout) {
    for (let n = 0, left = number; n < width; n += 1, left = Math.floor(left / 256)) bytes.push(left % 256);
  }
  return Uint8Array.from(bytes);
}

const middle = (entry) => [[2, 0], [2, 0], [2, 0], [2, 0x21], [4, entry.crc], [4, entry.size], [4, entry.size], [2, entry.name.length], [2, 0]];
const localHeader = (entry) => joined(packed([[4, 0x04034b50], [2, 10], ...middle(entry)]), utf8(entry.name));
const centralHeader = (entry) =>
  joined(
    packed([
      [4, 0x02014b50], [2, 0x0314], [2, 10], ...middle(entry),
      [2, 0], [2, 0], [2, 0], [4, 0x81a40000], [4, entry.offset],
    ]),
    utf8(entry.name),
  );
const endRecord = (count, length, offset) =>
  packed([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, offset], [2, 0]]);

// Whether somebody could take this file for a ZIP at all.
async function looksLikeZip(blob) {
  const first = hex(await bytesOfBlob(blob.slice(0, 4)));
  if (first === "504b0304" || first === "504b0506") return true;
  const tail = await bytesOfBlob(blob.slice(Math.max(0, blob.size - END_SEARCHED)));
  return tail.some((_, at) => tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6);
}

function entriesOf(directory, count, offset) {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.length);
  const entries = [];
  let at = 0;
  let next = 0;
  let before = "";
  for (let n = 0; n < count; n += 1) {
    ours(at + CENTRAL_LENGTH <= directory.length);
    const length = view.getUint16(at + 28, true);
    ours(length > 0 && at + CENTRAL_LENGTH + length <= directory.length);
    const raw = directory.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + length);
    ours(raw.every((byte) => byte >= 0x21 && byte <= 0x7e) && raw[length - 1] !== 0x2f);
    const entry = { name: textOf(raw), crc: view.getUint32(at + 16, true), size: view.getUint32(at + 24, true), offset: next };
    ours(sameBytes(centralHeader(entry), directory.subarray(at, at + CENTRAL_LENGTH + length)));
    ours(n === 0 || byteOrder(before, entry.name) < 0);
    entries.push(entry);
    before = entry.name;
    at += CENTRAL_LENGTH + length;
    next += LOCAL_LENGTH + length + entry.size;
  }
  ours(at === directory.length && next === offset);
  return entries;
}

// The source of a ZIP file; throws NotOurZip, or what the browser throws when it cannot read.
async function sourceOfZip(blob) {
  ours(blob.size >= END_LENGTH && blob.size <= MOST_ZIP);
  const headers = new Window(blob, HEADER_WINDOW);
  const window = new Window(blob);
  const end = await headers.read(blob.size - END_LENGTH, blob.size);
  const view = new DataView(end.buffer, end.byteOffset, END_LENGTH);
  const [count, length, offset] = [view.getUint16(10, true), view.getUint32(12, true), view.getUint32(16, true)];
  ours(sameBytes(endRecord(count, length, offset), end) && count <= MOST_ENTRIES);
  ours(length <= MOST_DIRECTORY && offset + length + END_LENGTH === blob.size);
  const entries = entriesOf(await bytesOfBlob(blob.slice(offset, offset + length)), count, offset);
  const source = new Map();
  for (const entry of entries) {
    const start = entry.offset + LOCAL_LENGTH + entry.name.length;
    ours(sameBytes(localHeader(entry), await headers.read(entry.offset, start)));
    source.set(entry.name, new Stretch(window, start, entry.size));
  }
  return source;
}

// No folder holds two files of one name: where a browser says so, it spelled a backslash as a slash.  Neither may hide the other.
function sourceOfFolder(files) {
  const source = new Map();
  for (const [told, blob] of files) {
    let name = told;
    while (source.has(name)) name = name.includes("/") ? name.replace("/", "\\") : `${name}\\`;
    source.set(name, new Stretch(new Window(blob), 0, blob.size));
  }
  return source;
}
