// A chain's host functions around one artifact, as far as single messages need them. Addresses are taken as
// they come; storage is a map; a refused message leaves it as it was, as a chain does.
import { readFileSync } from 'node:fs';

const encode = (value) => new TextEncoder().encode(JSON.stringify(value));
const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

export class Contract {
  constructor(file) {
    this.storage = new Map();
    // What another contract answers to a raw query; absent by default.
    this.raw = () => undefined;
    const module = new WebAssembly.Module(readFileSync(file));
    this.wasm = new WebAssembly.Instance(module, { env: this.host(module) }).exports;
  }

  host(module) {
    const known = {
      db_read: (key) => this.lend(this.storage.get(this.key(key))),
      db_write: (key, value) => void this.storage.set(this.key(key), this.take(value)),
      db_remove: (key) => void this.storage.delete(this.key(key)),
      db_scan: (start, end, order) => this.scan(start && this.key(start), end && this.key(end), order),
      db_next: (scan) => this.lend(this.entry(this.scans[scan].shift())),
      db_next_key: (scan) => this.lend(bytes(this.scans[scan].shift())),
      db_next_value: (scan) => this.lend(this.storage.get(this.scans[scan].shift())),
      addr_validate: () => 0,
      addr_canonicalize: (from, to) => this.fill(to, this.take(from)),
      addr_humanize: (from, to) => this.fill(to, this.take(from)),
      query_chain: (question) => this.lend(encode(this.answer(decode(this.take(question))))),
      abort: (text) => {
        throw new Error(`aborted: ${new TextDecoder().decode(this.take(text))}`);
      },
    };
    const names = WebAssembly.Module.imports(module).map(({ name }) => name);
    const missing = (name) => () => {
      throw new Error(`host function ${name} is not provided`);
    };
    return Object.fromEntries(names.map((name) => [name, known[name] ?? missing(name)]));
  }

  scan(start, end, order) {
    const inside = (key) => (!start || key >= start) && (!end || key < end);
    const keys = [...this.storage.keys()].filter(inside).sort();
    return this.scans.push(order === 2 ? keys.reverse() : keys) - 1;
  }

  // Key and value, each followed by its length; both empty at the end.
  entry(key) {
    const parts = [bytes(key) ?? new Uint8Array(), this.storage.get(key) ?? new Uint8Array()];
    return Buffer.concat(parts.flatMap((part) => [part, length(part)]));
  }

  answer(question) {
    const raw = question.wasm?.raw;
    const found = raw && this.raw(raw);
    return { ok: { ok: found ? Buffer.from(found).toString('base64') : '' } };
  }

  // A region is an offset, a capacity and a length, four bytes each.
  region(pointer) {
    return new Uint32Array(this.wasm.memory.buffer, pointer, 3);
  }

  take(pointer) {
    const [offset, , size] = this.region(pointer);
    return new Uint8Array(this.wasm.memory.buffer.slice(offset, offset + size));
  }

  key(pointer) {
    return Buffer.from(this.take(pointer)).toString('hex');
  }

  fill(pointer, content) {
    const [offset] = this.region(pointer);
    new Uint8Array(this.wasm.memory.buffer, offset, content.length).set(content);
    this.region(pointer)[2] = content.length;
    return 0;
  }

  lend(content) {
    if (content === undefined) return 0;
    const pointer = this.wasm.allocate(content.length);
    this.fill(pointer, content);
    return pointer;
  }

  call(door, ...parts) {
    this.scans = [];
    const before = new Map(this.storage);
    const pointers = parts.map((part) => this.lend(encode(part)));
    const result = decode(this.take(this.wasm[door](...pointers)));
    if (result.error !== undefined) this.storage = before;
    return result;
  }

  // The verbs that tests use. Time is in whole seconds.
  instantiate(message, sender = 'owner') {
    return this.call('instantiate', block(0), { sender, funds: [] }, message);
  }

  execute(sender, message, { at = 0, funds = [] } = {}) {
    return this.call('execute', block(at), { sender, funds }, message);
  }

  query(question, at = 0) {
    const result = this.call('query', block(at), question);
    return result.error ? result : decode(Buffer.from(result.ok, 'base64'));
  }
}

// Monday, 2 March 2026, 09:00 UTC.
export const START = 1_772_442_000;

function block(at) {
  const time = `${START + at}000000000`;
  return {
    block: { height: 1, time, chain_id: 'test' },
    transaction: { index: 0 },
    contract: { address: 'contract' },
  };
}

function bytes(hex) {
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}

function length(part) {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(part.length);
  return four;
}
