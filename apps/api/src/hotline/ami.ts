import { connect, type Socket } from 'node:net';
import type { Logger } from 'pino';
import { safeError } from '../http.ts';
import type { Line, LineState, Telephony, TelephonyEvents } from './telephony.ts';

/** A packet of the Asterisk Manager Interface: lines of `Key: value`, an empty line ends it. */
export type Packet = Readonly<Record<string, string>>;

/** One address says all: `ami://user:secret@host:5038/queue`. */
export interface Exchange {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  readonly queue: string;
}

export function exchangeOf(url: string): Exchange {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  if (protocol !== 'ami:' || hostname === '') throw new Error('TELEPHONY_URL: ami://user:secret@host:5038/queue');
  const queue = pathname.slice(1) || 'hotline';
  return { host: hostname, port: Number(port || 5038), user: decodeURIComponent(username), secret: decodeURIComponent(password), queue };
}

const lineEnd = '\r\n';
/** A packet that does not end is no packet. */
const longest = 64_000;

export function packets(onPacket: (packet: Packet) => void, onBroken: () => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    rest += chunk;
    for (let end = rest.indexOf(lineEnd + lineEnd); end >= 0; end = rest.indexOf(lineEnd + lineEnd)) {
      onPacket(readPacket(rest.slice(0, end)));
      rest = rest.slice(end + 2 * lineEnd.length);
    }
    if (rest.length > longest) onBroken();
  };
}

function readPacket(text: string): Packet {
  const lines = text.split(lineEnd).flatMap((line) => {
    const at = line.indexOf(':');
    // the greeting of the exchange has no key
    return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
  return Object.fromEntries(lines);
}

/** A value with a line end would be the next header: whoever types a number writes no command. */
export function writePacket(packet: Packet): string {
  const lines = Object.entries(packet).map(([key, value]) => `${key}: ${value.replace(/[\r\n]+/g, ' ')}`);
  return `${lines.join(lineEnd)}${lineEnd}${lineEnd}`;
}

const againMs = { first: 500, longest: 15_000 };
const pingMs = 10_000;
const answerMs = 5_000;

interface Options {
  readonly url: string;
  readonly log: Logger;
  readonly now: () => number;
}

/** The line to an Asterisk: signs in, hears its events, comes back by itself with growing pauses when it was cut. */
export function amiTelephony({ url, log, now }: Options): Telephony {
  const exchange = exchangeOf(url);
  const instant = (): string => new Date(now()).toISOString();
  let line: Line = { state: 'down', since: instant() };
  let events: TelephonyEvents | null = null;
  let socket: Socket | null = null;
  let stopped = false;
  let pause = againMs.first;
  let again: NodeJS.Timeout | null = null;
  let ping: NodeJS.Timeout | null = null;
  let serial = 0;
  const waiting = new Map<string, { done: (packet: Packet) => void; gone: (error: Error) => void }>();
  /** Channel of a call, for hanging up. */
  const channels = new Map<string, string>();
  let present = new Set<string>();
  // one after the other: what the exchange tells of a call must not overtake itself
  let telling: Promise<void> = Promise.resolve();

  const turn = (state: LineState): void => {
    if (line.state === state) return;
    line = { state, since: instant() };
    if (state === 'up') log.info({ state }, 'telephony');
    else log.warn({ state }, 'telephony');
    events?.line();
  };
  const tell = (what: (to: TelephonyEvents) => Promise<void>): void => {
    telling = telling.then(async () => {
      if (!events || stopped) return;
      await what(events).catch((error: unknown) => {
        log.warn({ err: safeError(error) }, 'an event of the exchange was not taken down; the whole state is asked for');
        setTimeout(() => socket && line.state === 'up' && askAll(), 2_000).unref();
      });
    });
  };

  const ask = (action: string, fields: Packet = {}): Promise<Packet> =>
    new Promise((done, gone) => {
      const to = socket;
      if (!to?.writable) return gone(new Error('no line'));
      const id = `ow-${(serial += 1)}`;
      const timer = setTimeout(() => (waiting.delete(id), gone(new Error(`${action}: no answer`)), to.destroy()), answerMs);
      waiting.set(id, {
        done: (packet) => (
          clearTimeout(timer),
          packet['Response'] === 'Error' ? gone(new Error(`${action}: ${packet['Message']}`)) : done(packet)
        ),
        gone: (error) => (clearTimeout(timer), gone(error)),
      });
      to.write(writePacket({ Action: action, ActionID: id, ...fields }));
    });
  const quietly = (asked: Promise<Packet>): void => void asked.catch((error: unknown) => log.warn({ err: safeError(error) }, 'exchange'));

  /** What there is now: whoever waits in the queue, and which channels live. */
  const askAll = (): void => {
    present = new Set();
    quietly(ask('QueueStatus', { Queue: exchange.queue }));
    quietly(ask('CoreShowChannels'));
  };
  const interfaceOf = (extension: string): string => `PJSIP/${extension}`;
  const extensionOf = (packet: Packet): string =>
    (packet['Interface'] ?? '')
      .split('/')
      .at(-1)!
      .replace(/@.*|-[0-9a-f]+$/i, '');
  const addMember = (extension: string): Promise<Packet> =>
    ask('QueueAdd', { Queue: exchange.queue, Interface: interfaceOf(extension), MemberName: extension, Paused: 'false' });

  const hear = (packet: Packet): void => {
    const { Event: event = '', Uniqueid: id = '', Queue: queue } = packet;
    if (packet['Channel'] && id) channels.set(id, packet['Channel']);
    if (queue !== undefined && queue !== exchange.queue) return;
    switch (event) {
      case 'QueueCallerJoin':
      case 'QueueEntry':
        return tell((to) => to.came(id, packet['CallerIDNum'] ?? ''));
      case 'AgentCalled':
      case 'AgentRingNoAnswer':
        return tell((to) => to.offered(id, extensionOf(packet), event === 'AgentCalled'));
      case 'AgentConnect':
        return tell((to) => to.answered(id, extensionOf(packet)));
      case 'Hangup':
        channels.delete(id);
        return tell((to) => to.ended(id));
      case 'CoreShowChannel':
        present.add(id);
        return;
      case 'CoreShowChannelsComplete': {
        const all = present;
        return tell((to) => to.present(all));
      }
    }
  };

  const signIn = async (): Promise<void> => {
    await ask('Login', { Username: exchange.user, Secret: exchange.secret, Events: 'call,agent' });
    pause = againMs.first;
    turn('up');
    askAll();
    for (const extension of (await events?.readyExtensions()) ?? []) quietly(addMember(extension));
    ping = setInterval(() => quietly(ask('Ping')), pingMs);
  };

  const lost = (): void => {
    if (ping) clearInterval(ping);
    socket = null;
    for (const { gone } of waiting.values()) gone(new Error('the line was cut'));
    waiting.clear();
    if (stopped) return;
    turn('down');
    // not all of a city's services at the same instant
    again = setTimeout(open, pause * (0.7 + 0.3 * Math.random()));
    pause = Math.min(pause * 2, againMs.longest);
  };

  function open(): void {
    const to = connect(exchange.port, exchange.host);
    socket = to;
    to.setEncoding('utf8');
    to.setTimeout(2 * pingMs, () => to.destroy());
    const read = packets(
      (packet) => {
        const asked = waiting.get(packet['ActionID'] ?? '');
        if (packet['Response'] !== undefined && asked) {
          waiting.delete(packet['ActionID']!);
          asked.done(packet);
        } else if (packet['Event']) hear(packet);
      },
      () => to.destroy(),
    );
    to.on('data', (chunk: string) => read(chunk));
    to.on('error', () => to.destroy());
    to.once('close', lost);
    to.once('connect', () => {
      signIn().catch((error: unknown) => {
        log.warn({ err: safeError(error) }, 'the exchange does not let us in');
        to.destroy();
      });
    });
  }

  return {
    line: () => line,
    start(to) {
      events = to;
      open();
    },
    async ready(extension, ready) {
      const known = { Queue: exchange.queue, Interface: interfaceOf(extension) };
      // to be a member already, or none already, is what was wanted
      await (ready ? addMember(extension) : ask('QueueRemove', known)).catch((error: unknown) => {
        if (line.state !== 'up') throw error;
      });
    },
    async answer(extension) {
      // the telephone is asked to lift its receiver: NOTIFY with Event: talk, as makers of SIP telephones understand it
      await ask('PJSIPNotify', { Endpoint: extension, Variable: 'Event=talk' });
    },
    async hangUp(exchangeId) {
      await ask('Hangup', { Channel: channels.get(exchangeId) ?? exchangeId });
    },
    async dial(number) {
      const call = { Channel: `Local/s@from-caller`, Application: 'Queue', Data: exchange.queue, CallerID: number, Async: 'true' };
      await ask('Originate', call);
    },
    async stop() {
      stopped = true;
      if (again) clearTimeout(again);
      socket?.destroy();
      await telling;
    },
  };
}
