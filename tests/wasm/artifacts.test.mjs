// The artifacts themselves, as a chain would run them: doors, reading, storage, scans, answers, refusals.
// Everything else about the contracts is tested on native code; what is compiled for Wasm alone is here.
//
// given each artifact of scripts/build
//   it sets itself up, runs messages, scans its storage and answers questions
//   it refuses with its own code, and a field that a message does not have
//   it keeps every stored byte when it refuses
//   it tells the host why it panics, though its build took the printing of backtraces out
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Contract, START } from './host.mjs';

const open = (name) => new Contract(new URL(`../../artifacts/${name}.wasm`, import.meta.url));
const euro = { native: { denom: 'ueuro' } };
const coins = (amount) => ({ funds: [{ denom: 'ueuro', amount }] });
const content = {
  hash: '07'.repeat(32),
  media_type: 'text/plain',
  size: 3,
  scheme: 'sha256_salted',
};

function refused(contract, code, sender, message, options) {
  const before = [...contract.storage];
  const { error } = contract.execute(sender, message, options);
  assert.match(error ?? 'accepted', code);
  assert.deepEqual([...contract.storage], before);
}

test('reward_token moves, mints inside its budget, and lists its accounts', () => {
  const token = open('reward_token');
  const setup = token.instantiate({
    owner: 'owner',
    name: 'Aftercare',
    symbol: 'CARE',
    decimals: 6,
    initial_balances: [{ address: 'alice', amount: '100' }],
    minter: 'community',
    cap: '1000',
    schedule: { start: START, epoch_length: 604800, budget: '500', decay: 50 },
    marketing: null,
  });
  assert.equal(setup.error, undefined);
  assert.ok(token.execute('alice', { transfer: { recipient: 'bob', amount: '40' } }).ok);
  assert.ok(token.execute('community', { mint: { recipient: 'bob', amount: '500' } }).ok);
  refused(token, /^RWD-/, 'community', { mint: { recipient: 'bob', amount: '1' } });
  refused(token, /^RWD-/, 'alice', { transfer: { recipient: 'bob', amount: '61' } });
  assert.deepEqual(token.query({ all_accounts: {} }), { accounts: ['alice', 'bob'] });
  assert.equal(token.query({ emission: {} }).left, '0');
});

test('sla_escrow takes a bond in, and lets its owner take it out', () => {
  const escrow = open('sla_escrow');
  const setup = { owner: 'owner', fee_sink: 'sink', protocol_fee: 100, burn_share: 5000 };
  assert.equal(escrow.instantiate(setup).error, undefined);
  refused(escrow, /^KIT-018/, 'stranger', { list_asset: { asset: euro } });
  assert.ok(escrow.execute('owner', { list_asset: { asset: euro } }).ok);
  refused(escrow, /unknown or repeated extra$/, 'provider', { deposit_bond: { extra: 1 } }, coins('500'));
  assert.ok(escrow.execute('provider', { deposit_bond: {} }, coins('500')).ok);
  const withdraw = (amount) => ({ withdraw_free_bond: { asset: euro, amount } });
  refused(escrow, /^SLA-024/, 'provider', withdraw('501'));
  const [push] = escrow.execute('provider', withdraw('500')).ok.messages;
  assert.deepEqual(push.msg.bank.send.amount, [{ denom: 'ueuro', amount: '500' }]);
  assert.deepEqual(escrow.query({ assets: {} }).rows, [{ asset: euro, open: true }]);
  assert.match(escrow.query({ plan: { plan: 1 } }).error, /^SLA-005/);
});

test('ticket_registry keeps hours, opens a ticket and answers it', () => {
  const registry = open('ticket_registry');
  assert.equal(registry.instantiate({ escrow: 'escrow' }).error, undefined);
  const day = (number) => ({ from: number * 86400 + 32400, to: number * 86400 + 61200 });
  const weekly = [0, 1, 2, 3, 4].map(day);
  const calendar = { weekly, exceptions: [], utc_offset: 0, offset_changes: [] };
  assert.ok(registry.execute('provider', { publish_calendar: { calendar } }).ok);
  const quote = { quote_deadline: { calendar: 1, start: START, span: 8 * 3600 + 1 } };
  assert.equal(registry.query(quote).due_at, START + 86400 + 1);
  const intake = { set_intake: { open_to_public: true, max_open: 3 } };
  assert.ok(registry.execute('provider', intake).ok);
  const ticket = {
    agreement: null,
    provider: 'provider',
    impact: 'high',
    urgency: 'high',
    category: 0,
    tags: ['router'],
    content,
    external_ref: null,
    on_behalf_of: null,
    related: null,
    confidential: false,
  };
  assert.ok(registry.execute('customer', { open: ticket }).ok);
  const reply = { ticket: 1, content, expects_answer: false };
  assert.ok(registry.execute('provider', { reply }, { at: 60 }).ok);
  refused(registry, /^TKT-/, 'stranger', { reply }, { at: 60 });
  assert.equal(registry.query({ ticket: { ticket: 1 } }, 60).status, 'in_progress');
  assert.equal(registry.query({ history: { ticket: 1 } }, 60).lines.rows.length, 2);
});

test('community asks, answers, accepts, and pays when the award has vested', () => {
  const community = open('community');
  // The registry's `peers`: version 1, then the escrow's name with its length before it.
  const peers = [1, 6, ...Buffer.from('escrow')];
  community.raw = ({ key }) => (Buffer.from(key, 'base64').toString() === 'peers' ? peers : undefined);
  const setup = {
    owner: 'owner',
    escrow: 'escrow',
    registry: 'registry',
    epoch_start: START,
    epoch_length: 604800,
    silence_threshold: 100,
  };
  assert.equal(community.instantiate(setup).error, undefined);
  assert.ok(community.execute('owner', { list_asset: { asset: euro } }).ok);
  const ask = { ask: { topic: 'setup', product: '', content } };
  assert.ok(community.execute('customer', ask, coins('5')).ok);
  assert.ok(community.execute('member', { answer: { question: 1, content } }).ok);
  const accept = { accept: { question: 1, weights: [{ answer: 0, share: 10000 }] } };
  refused(community, /^COM-/, 'member', accept);
  assert.ok(community.execute('customer', accept).ok);
  const poke = (at) => community.execute('anyone', { poke: { question: 1 } }, { at }).ok.messages;
  assert.deepEqual(poke(604799), []);
  assert.equal(poke(604800)[0].msg.bank.send.to_address, 'member');
});

for (const name of ['community', 'reward_token', 'sla_escrow', 'ticket_registry']) {
  test(`${name} tells the host why it panics`, () => {
    for (const door of ['instantiate', 'execute', 'query', 'migrate']) {
      // The host owes each door its messages; null is none.
      const call = () => open(name).wasm[door](0, 0, 0);
      assert.throws(call, /^Error: aborted: panicked at .*: *\nRegion pointer is null$/);
    }
  });
}
