// SPDX-License-Identifier: Apache-2.0
// How files reach the page: two buttons, or dropping.  The first part of a path is the folder's own name.

const below = (path) => path.replace(/^\/?[^/]*\//, "");

function complain(key) {
  byId("complaint").replaceChildren(...said(key));
}

const listOf = (reader) => new Promise((done, fail) => reader.readEntries(done, fail));
const fileOf = (entry) => new Promise((done, fail) => entry.file(done, fail));

// Every file below a dropped folder as [name, Blob]; one that the browser will not open keeps its name, and cannot be read.
async function filesBelow(folder) {
  const found = [];
  const waiting = [folder];
  while (waiting.length) {
    const reader = waiting.pop().createReader();
    for (let some = await listOf(reader); some.length; some = await listOf(reader)) {
      for (const entry of some) {
        if (entry.isDirectory) waiting.push(entry);
        else found.push([below(entry.fullPath), await fileOf(entry).catch(() => UNREADABLE)]);
      }
    }
  }
  return found;
}

const UNREADABLE = { size: 0, slice: () => UNREADABLE, arrayBuffer: () => Promise.reject(new Error("cannot be read")) };

// The same by the newer way: Chromium reads no dropped folder by the older one where a page was opened from a file.
async function filesWithin(handle, path = "") {
  const found = [];
  for await (const inside of handle.values()) {
    const name = path + inside.name;
    if (inside.kind === "directory") found.push(...(await filesWithin(inside, `${name}/`)));
    else found.push([name, await inside.getFile().catch(() => UNREADABLE)]);
  }
  return found;
}

async function dropped(transfer) {
  const items = Array.from(transfer.items).filter((item) => item.kind === "file");
  if (items.length !== 1) {
    complain("one-thing");
    return;
  }
  // Everything must be asked for now: after the first wait the browser has taken the dropped things away.
  const entry = items[0].webkitGetAsEntry ? items[0].webkitGetAsEntry() : null;
  const file = items[0].getAsFile();
  const handle = entry && entry.isDirectory && items[0].getAsFileSystemHandle ? items[0].getAsFileSystemHandle().catch(() => null) : null;
  if (!entry || !entry.isDirectory) {
    await lookAt({ zip: file });
    return;
  }
  let folder;
  try {
    folder = await filesBelow(entry).catch(async (fault) => {
      if (!handle) throw fault;
      return filesWithin(await handle);
    });
  } catch {
    complain("no-drop");
    return;
  }
  await lookAt({ folder });
}

// Chromium spells a backslash in a path as a slash, and leaves a file's own name alone: that one is believed.
function nameOf(file) {
  const path = file.webkitRelativePath;
  return below(path.slice(0, path.length - file.name.length) + file.name);
}

function folderChosen(files) {
  return lookAt({ folder: Array.from(files, (file) => [nameOf(file), file]) });
}

// A newer word: status.json and KEYID.sig files, as files or within the folders in which a package has them.
async function newerGiven(files) {
  if (!look.whole) return;
  const { whole } = look;
  const newer = new Map();
  for (const file of files) {
    const name = file.name === "status.json" ? STATUS : `${STATUS}.sigs/${file.name}`;
    if (isOwn(name)) newer.set(name, file.size <= mostBytesOf(name) ? await bytesOfBlob(file).catch(() => null) : null);
  }
  if (whole !== look.whole) return;
  look.newer = newer.has(STATUS) ? newer : null;
  judgeAgain();
  if (look.newer === null) byId("newer-told").replaceChildren(...said("newer-bad"));
}

function choosingWith(button, input, given) {
  byId(button).addEventListener("click", () => byId(input).click());
  byId(input).addEventListener("change", () => {
    const files = Array.from(byId(input).files);
    byId(input).value = ""; // so that the same thing can be chosen again
    if (files.length) given(files);
  });
}

function listenForDrops() {
  const overNewer = (event) => byId("newer").contains(event.target);
  const mark = (isOver, event) => {
    document.body.classList.toggle("over", isOver && !overNewer(event));
    byId("newer").classList.toggle("over", isOver && overNewer(event));
  };
  document.addEventListener("dragover", (event) => {
    event.preventDefault(); // or the browser would leave the page for the file
    mark(true, event);
  });
  document.addEventListener("dragleave", (event) => mark(false, event));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false, event);
    byId("complaint").replaceChildren();
    if (overNewer(event)) newerGiven(Array.from(event.dataTransfer.files)).catch(failed);
    else dropped(event.dataTransfer).catch(failed);
  });
}
