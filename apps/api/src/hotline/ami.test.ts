import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { amiTelephony, packets, writePacket, type Packet } from './ami.ts';
import { exchangeSimulator } from './simulator.ts';
import type { Telephony } from './telephony.ts';

let exchange: ReturnType<typeof exchangeSimulator>;
let telephony: Telephony;
/** What the exchange told, in its order; who waits for a line of it is woken by it. */
let heard: string[];
let woken: () => void;

beforeEach(async () => {
  heard = [];
  woken = () => undefined;
  exchange = exchangeSimulator({ user: 'hall', secret: 's p:1', queue: 'hotline' });
  await new Promise<void>((up) => exchange.server.listen(0, '127.0.0.1', up));
  const { port } = exchange.server.address() as AddressInfo;
  const url = `ami://hall:${encodeURIComponent('s p:1')}@127.0.0.1:${port}/hotline`;
  telephony = amiTelephony({ url, log: pino({ level: 'silent' }), now: Date.now });
  const note = (line: string): Promise<void> => {
    heard.push(line);
    woken();
    return Promise.resolve();
  };
  telephony.start({
    came: (_id, number) => note(`came ${number}`),
    offered: (_id, extension, ringing) => note(`${ringing ? 'rings' : 'stops'} ${extension}`),
    answered: (_id, extension) => note(`answered ${extension}`),
    ended: () => note('ended'),
    present: (ids) => note(`present ${ids.size}`),
    line: () => void note(telephony.line().state),
    readyExtensions: () => Promise.resolve(['6001']),
  });
});
afterEach(async () => {
  await telephony.stop();
  exchange.fail('drop');
  await new Promise((down) => exchange.server.close(down));
});

async function told(...lines: readonly string[]): Promise<void> {
  while (!lines.every((line) => heard.includes(line)))
    await new Promise<void>((again) => {
      woken = again;
    });
}

test('a call comes, rings the operator who takes calls, is answered there and ends when the caller hangs up', async () => {
  await told('up', 'present 0');
  exchange.come('13812346207');
  await told('came 13812346207', 'rings 6001');
  await telephony.answer('6001');
  await told('answered 6001');
  exchange.fail('hang_up');
  await told('ended');
  expect(heard.indexOf('rings 6001')).toBeLessThan(heard.indexOf('answered 6001'));
});

test('a line that is cut comes back by itself, and what came or ended meanwhile is told', async () => {
  await told('up', 'present 0');
  exchange.come('13812346207');
  await told('came 13812346207');
  exchange.fail('drop');
  await told('down');
  exchange.fail('hang_up');
  exchange.come('02812345678');
  heard.length = 0;
  await told('up', 'came 02812345678', 'present 1', 'rings 6001');
  expect(telephony.line().state).toBe('up');
});

test('an exchange that lets nobody in leaves the line down, and a press says so', async () => {
  await told('up');
  exchange.fail('refuse');
  exchange.fail('drop');
  await told('down');
  await expect(telephony.answer('6001')).rejects.toThrow('no line');
});

test('a number with a line end in it is no command, and a packet in pieces is one packet', () => {
  const seen: Packet[] = [];
  const read = packets(
    (packet) => seen.push(packet),
    () => undefined,
  );
  const text = writePacket({ Action: 'Originate', CallerID: '110\r\nAction: Command' });
  for (const sign of text) read(sign);
  expect(seen).toEqual([{ Action: 'Originate', CallerID: '110 Action: Command' }]);
});
