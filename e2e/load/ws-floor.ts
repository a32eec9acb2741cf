import { setTimeout as pause } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** The floor of the board bench: broadcasts the same bytes to all sockets, again and again, and nothing else. */
const [bytes, rounds, count] = process.argv.slice(2).map(Number) as [number, number, number];
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('listening', () => console.log((server.address() as AddressInfo).port));
await new Promise<void>((all) => server.on('connection', () => server.clients.size === count && all()));
const filler = 'x'.repeat(Math.max(0, bytes - 17));
for (let i = 0; i < rounds; i += 1) {
  const message = (performance.timeOrigin + performance.now()).toFixed(3) + filler;
  for (const client of server.clients) client.send(message);
  await pause(40);
}
for (const client of server.clients) client.close();
server.close();
