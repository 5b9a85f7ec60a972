// The File System API for the one folder that the preview hands out: every read and write is a request to it.
// https://fs.spec.whatwg.org/
"use strict";

const FILES = "/beheer/bestanden/";
// What the editor calls the file while it writes, before it gives it its name.
const PASSING = /^\.sveltia-tmp-/;

/** Requests to the preview. `token` shows that they come from its own page; `refused` tells the coach why not. */
class Desk {
  constructor(token, refused) {
    this.token = token;
    this.refused = refused;
    // What each file was when this page read or wrote it: nothing else is written over.
    this.known = new Map();
  }

  async names() {
    const response = await this.ask("GET", "");
    return response.json();
  }

  async read(name) {
    return this.found(name, await this.ask("GET", name));
  }

  async write(name, body) {
    return this.found(name, await this.ask("PUT", name, body, this.expecting(name)));
  }

  async move(name, target) {
    const headers = { ...this.expecting(name), "X-Nabij-Doel": target };
    await this.found(target, await this.ask("POST", name, undefined, headers));
    this.known.delete(name);
  }

  async remove(name) {
    await this.ask("DELETE", name, undefined, this.expecting(name));
    this.known.delete(name);
  }

  expecting(name) {
    return { "X-Nabij-Verwacht": this.known.get(name) ?? "" };
  }

  async found(name, response) {
    this.known.set(name, response.headers.get("X-Nabij-Som"));
    const lastModified = Number(response.headers.get("X-Nabij-Gewijzigd"));
    const type = response.headers.get("Content-Type") ?? "";
    return new File([await response.arrayBuffer()], name.split("/").pop(), { lastModified, type });
  }

  async ask(method, name, body, headers = {}) {
    let response;
    try {
      response = await fetch(FILES + encodeURI(name), {
        method,
        body,
        headers: { ...headers, "X-Nabij-Token": this.token },
        cache: "no-store",
      });
    } catch {
      this.refused("unreachable", name);
      throw new DOMException("unreachable", "NetworkError");
    }
    if (response.ok) return response;
    const reason = response.headers.get("X-Nabij-Reden") ?? String(response.status);
    if (reason === "missing") throw new DOMException(name, "NotFoundError");
    this.refused(reason, name);
    throw new DOMException(reason, "NoModificationAllowedError");
  }
}

class Handle {
  constructor(desk, path) {
    this.desk = desk;
    this.path = path;
  }

  get name() {
    return this.path.split("/").pop();
  }

  async queryPermission() {
    return "granted";
  }

  async requestPermission() {
    return "granted";
  }

  async isSameEntry(other) {
    return other.kind === this.kind && other.path === this.path;
  }
}

class FileHandle extends Handle {
  kind = "file";
  // What was written before the file has its name; it is nowhere yet.
  passing = null;

  async getFile() {
    if (PASSING.test(this.name)) return new File(this.passing ? [this.passing] : [], this.name);
    return this.desk.read(this.path);
  }

  async createWritable() {
    const parts = [];
    return {
      write: async (data) => void parts.push(data?.type === "write" ? data.data : data),
      close: async () => {
        const body = new Blob(parts);
        if (PASSING.test(this.name)) this.passing = body;
        else await this.desk.write(this.path, body);
      },
      abort: async () => void (parts.length = 0),
    };
  }

  async move(directory, name) {
    const target = directory.pathOf(name);
    if (PASSING.test(this.name)) await this.desk.write(target, this.passing);
    else await this.desk.move(this.path, target);
    this.passing = null;
    this.path = target;
  }
}

class DirectoryHandle extends Handle {
  kind = "directory";

  pathOf(name) {
    return this.path ? `${this.path}/${name}` : name;
  }

  async getFileHandle(name, { create = false } = {}) {
    const path = this.pathOf(name);
    if (!create && !(await this.desk.names()).includes(path)) throw new DOMException(path, "NotFoundError");
    return new FileHandle(this.desk, path);
  }

  // Folders are there when something is in them; none is ever made or removed.
  async getDirectoryHandle(name) {
    return new DirectoryHandle(this.desk, this.pathOf(name));
  }

  async removeEntry(name, { recursive = false } = {}) {
    if (PASSING.test(name)) return;
    if (recursive) throw new DOMException(name, "NoModificationAllowedError");
    await this.desk.remove(this.pathOf(name));
  }

  async *entries() {
    const inside = this.path ? `${this.path}/` : "";
    const seen = new Set();
    for (const path of await this.desk.names()) {
      if (!path.startsWith(inside)) continue;
      const [name, ...rest] = path.slice(inside.length).split("/");
      if (seen.has(name)) continue;
      seen.add(name);
      yield [name, new (rest.length ? DirectoryHandle : FileHandle)(this.desk, this.pathOf(name))];
    }
  }

  async *keys() {
    for await (const [name] of this.entries()) yield name;
  }

  async *values() {
    for await (const [, handle] of this.entries()) yield handle;
  }

  [Symbol.asyncIterator]() {
    return this.entries();
  }
}

/** The root of the practice's files, in the place of the browser's own private folder. */
class Root extends DirectoryHandle {
  constructor(desk) {
    super(desk, "");
  }
}
window.nabijRoot = (token, refused) => new Root(new Desk(token, refused));
