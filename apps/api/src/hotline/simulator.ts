import { createServer, type Server, type Socket } from 'node:net';
import { packets, writePacket, type Packet } from './ami.ts';

/** What goes wrong with a real exchange, to be tried: refused sign-in, a cut line, a caller who hangs up while it rings. */
export type Failure = 'refuse' | 'accept' | 'drop' | 'hang_up';

interface Call {
  readonly id: string;
  readonly channel: string;
  readonly number: string;
  readonly ringing: Set<string>;
  operator: string | null;
}

/**
 * A telephone exchange that speaks as much of Asterisk's Manager Interface as the hotline hears, with one queue that rings all
 * free extensions. It keeps its calls while the line to the service is cut, as a real one does.
 */
export function exchangeSimulator({ user, secret, queue }: { readonly user: string; readonly secret: string; readonly queue: string }) {
  const lines = new Set<Socket>();
  const members = new Set<string>();
  const calls = new Map<string, Call>();
  let serial = 0;
  let refusing = false;

  const send = (packet: Packet): void => lines.forEach((line) => line.write(writePacket(packet)));
  const channelOf = ({ id, channel, number }: Call): Packet => ({ Channel: channel, CallerIDNum: number, Uniqueid: id, Linkedid: id });
  const event = (name: string, call: Call, more: Packet = {}): void =>
    send({ Event: name, Privilege: 'call,all', ...channelOf(call), ...more });
  const atMember = (extension: string): Packet => ({ Queue: queue, MemberName: extension, Interface: `PJSIP/${extension}` });
  const busy = (extension: string): boolean => [...calls.values()].some((call) => call.operator === extension);

  function offer(call: Call): void {
    for (const extension of members) {
      if (call.operator !== null || call.ringing.has(extension) || busy(extension)) continue;
      call.ringing.add(extension);
      event('AgentCalled', call, atMember(extension));
    }
  }
  const offerAll = (): void => calls.forEach(offer);

  function come(number: string): Call {
    serial += 1;
    const id = `${Math.floor(Date.now() / 1000)}.${process.pid}${serial}`;
    const call: Call = { id, channel: `PJSIP/trunk-${serial.toString(16).padStart(8, '0')}`, number, ringing: new Set(), operator: null };
    calls.set(id, call);
    event('Newchannel', call, { ChannelStateDesc: 'Ring' });
    event('QueueCallerJoin', call, { Queue: queue, Position: String(calls.size), Count: String(calls.size) });
    offer(call);
    return call;
  }

  function connectTo(extension: string): boolean {
    const call = [...calls.values()].find((one) => one.ringing.has(extension));
    if (!call || busy(extension)) return false;
    call.operator = extension;
    for (const other of call.ringing) if (other !== extension) event('AgentRingNoAnswer', call, atMember(other));
    call.ringing.clear();
    event('AgentConnect', call, { ...atMember(extension), HoldTime: '1', RingTime: '1' });
    for (const one of calls.values())
      if (one !== call && one.ringing.delete(extension)) event('AgentRingNoAnswer', one, atMember(extension));
    return true;
  }

  function end(call: Call): void {
    calls.delete(call.id);
    if (call.operator === null) event('QueueCallerAbandon', call, { Queue: queue });
    else event('AgentComplete', call, { ...atMember(call.operator), Reason: 'caller' });
    event('Hangup', call, { Cause: '16', 'Cause-txt': 'Normal Clearing' });
    offerAll();
  }

  function act(line: Socket, packet: Packet): void {
    const { Action: action = '', ActionID: id } = packet;
    const tagged = (fields: Packet): Packet => (id === undefined ? fields : { ...fields, ActionID: id });
    const answer = (fields: Packet): void => void line.write(writePacket(tagged(fields)));
    const well = (text: string): void => answer({ Response: 'Success', Message: text });
    const badly = (text: string): void => answer({ Response: 'Error', Message: text });
    if (action.toLowerCase() === 'login') {
      if (refusing || packet['Username'] !== user || packet['Secret'] !== secret) {
        badly('Authentication failed');
        return void line.end();
      }
      lines.add(line);
      return well('Authentication accepted');
    }
    if (!lines.has(line)) return badly('Permission denied');
    const extension = (packet['Interface'] ?? '').split('/').at(-1)!;
    switch (action.toLowerCase()) {
      case 'ping':
        return answer({ Response: 'Success', Ping: 'Pong' });
      case 'queueadd':
        if (members.has(extension)) return badly('Unable to add interface: Already there');
        members.add(extension);
        well('Added interface to queue');
        return offerAll();
      case 'queueremove':
        if (!members.delete(extension)) return badly('Unable to remove interface: Not there');
        for (const call of calls.values()) if (call.ringing.delete(extension)) event('AgentRingNoAnswer', call, atMember(extension));
        return well('Removed interface from queue');
      case 'queuestatus':
        well('Queue status will follow');
        for (const call of calls.values()) {
          if (call.operator === null) line.write(writePacket(tagged({ Event: 'QueueEntry', Queue: queue, ...channelOf(call) })));
          for (const ringing of call.ringing) event('AgentCalled', call, atMember(ringing));
        }
        return void line.write(writePacket(tagged({ Event: 'QueueStatusComplete', EventList: 'Complete' })));
      case 'coreshowchannels':
        well('Channels will follow');
        for (const call of calls.values()) line.write(writePacket(tagged({ Event: 'CoreShowChannel', ...channelOf(call) })));
        return void line.write(writePacket(tagged({ Event: 'CoreShowChannelsComplete', EventList: 'Complete' })));
      case 'originate':
        well('Originate successfully queued');
        return void come(packet['CallerID'] ?? '');
      case 'pjsipnotify':
        return connectTo(packet['Endpoint'] ?? '') ? well('NOTIFY sent') : badly('Unable to retrieve endpoint');
      case 'hangup': {
        const call = [...calls.values()].find((one) => one.channel === packet['Channel'] || one.id === packet['Channel']);
        if (!call) return badly('No such channel');
        well('Channel Hungup');
        return end(call);
      }
      default:
        return badly('Invalid/unknown command');
    }
  }

  const server: Server = createServer((line) => {
    line.setEncoding('utf8');
    line.write('Asterisk Call Manager/9.0.0\r\n');
    const read = packets(
      (packet) => act(line, packet),
      () => line.destroy(),
    );
    line.on('data', (chunk: string) => read(chunk));
    line.on('error', () => line.destroy());
    line.once('close', () => lines.delete(line));
  });

  return {
    server,
    come,
    fail(failure: Failure): void {
      if (failure === 'refuse' || failure === 'accept') refusing = failure === 'refuse';
      if (failure === 'drop') for (const line of lines) line.destroy();
      if (failure === 'hang_up') for (const call of [...calls.values()].slice(-1)) end(call);
    },
  };
}
