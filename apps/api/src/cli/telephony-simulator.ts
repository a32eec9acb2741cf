import { createInterface } from 'node:readline';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { runCommand } from '../command.ts';
import { exchangeSimulator, type Failure } from '../hotline/simulator.ts';

const failures: readonly Failure[] = ['refuse', 'accept', 'drop', 'hang_up'];

/**
 * A telephone exchange for the demo and for tests, in its own process: prints `ami://…` when it listens, and takes lines on its
 * input: `call <number>`, or a failure (refuse, accept, drop, hang_up). It ends with whoever started it.
 */
await runCommand(async (args) => {
  const options = {
    port: { type: 'string', default: '0' },
    user: { type: 'string', default: 'hotline' },
    secret: { type: 'string', default: 'demo' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const { user, secret } = values;
  const simulator = exchangeSimulator({ user, secret, queue: 'hotline' });
  await new Promise<void>((up, failed) => {
    simulator.server.once('error', failed).listen(Number(values.port), '127.0.0.1', up);
  });
  const { port } = simulator.server.address() as AddressInfo;
  process.stdout.write(`ami://${user}:${secret}@127.0.0.1:${port}/hotline\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const [word = '', number = ''] = line.trim().split(' ');
    const failure = failures.find((name) => name === word);
    if (failure) simulator.fail(failure);
    if (word === 'call') simulator.come(number);
    process.stdout.write(`ok ${word}\n`);
  }
  process.exit(0);
});
