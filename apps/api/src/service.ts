import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { createApp, type Listener } from './app.ts';
import { filesFolder, rootsFolder, signingKeyFile, type Config } from './config.ts';
import type { Ref } from './db/change.ts';
import { takeRestoreMarker } from './db/backup.ts';
import { embeddedFolder, startEmbedded, type Embedded } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { rewritable, setRolePasswords, urlAs } from './db/roles.ts';
import { keyFileOf } from './db/offline.ts';
import { openDrizzle, openSql } from './db/sql.ts';
import { fileStore } from './files/store.ts';
import { hallDirectory } from './halls/directory.ts';
import { amiTelephony } from './hotline/ami.ts';
import { onTelephony } from './hotline/calls.ts';
import { caseLive } from './cases/live.ts';
import { hotlineLive } from './hotline/live.ts';
import { messengerOf } from './messages/messages.ts';
import { startJobs } from './jobs/jobs.ts';
import { openBus, type Hint } from './live/bus.ts';
import { publisher } from './live/publisher.ts';
import { sockets } from './live/sockets.ts';
import { mountListeners } from './listeners.ts';
import { paperPrinter } from './papers/printer.ts';
import { installedKeys } from './security/installed-keys.ts';
import type { Keys } from './security/keys.ts';
import { firstSigningKey } from './signing/documents.ts';
import { softSigner } from './signing/soft.ts';
import { staffIdentity } from './staff/identity.ts';
import type { QueueDeps } from './tickets/routes.ts';

export interface Service {
  readonly deps: QueueDeps;
  readonly urls: Readonly<Record<Listener, string>>;
  readonly ports: Readonly<Record<Listener, number>>;
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** The parts that a test or a drill may choose; a service in earnest gives none. */
export interface ServiceOptions {
  readonly now?: () => number;
  readonly log: Logger;
  readonly progress?: (step: string) => void;
  /** Runs before the first request is answered: reference data, the demo's people. */
  readonly prepare?: (deps: QueueDeps) => Promise<void>;
}

/** Brings everything up in order: database, schema, roles, pools, live views, listeners. Throws one sentence where it cannot. */
export async function startService(config: Config, options: ServiceOptions): Promise<Service> {
  const { log } = options;
  const step = options.progress ?? (() => undefined);
  const now = options.now ?? Date.now;
  await mkdir(config.DATA_DIR, { recursive: true });
  step('数据库 / database');
  const embedded: Embedded | null = config.DATABASE_URL ? null : await startEmbedded({ dir: embeddedFolder(config.DATA_DIR) });
  const ownerUrl = config.DATABASE_URL ?? embedded!.url;
  // a start that fails stops only what it started: the database may be that of a service that runs
  const leave = async (): Promise<void> => {
    if (embedded && !embedded.reused) await embedded.stop();
  };
  const owner = openSql(ownerUrl, 1);
  let keys: Keys;
  try {
    await migrate(ownerUrl);
    keys = await installedKeys(owner, keyFileOf(config));
    if (!config.APP_DATABASE_URL) await setRolePasswords(owner, keys.rolePassword);
    await newEpochAfterRestore(owner, embeddedFolder(config.DATA_DIR));
    await owner.end();
  } catch (error) {
    await owner.end({ timeout: 1 });
    await leave();
    throw error;
  }

  const appUrl = config.APP_DATABASE_URL ?? urlAs(ownerUrl, 'app', keys.rolePassword('app'));
  const sql = openSql(appUrl, config.POOL_SIZE);
  const hints = openSql(appUrl, 1);
  const screen = openSql(config.SCREEN_DATABASE_URL ?? urlAs(ownerUrl, 'screen', keys.rolePassword('screen')), 3);
  const drizzle = openDrizzle(appUrl);
  const closePools = async (): Promise<void> => {
    await Promise.all([sql.end({ timeout: 3 }), hints.end({ timeout: 1 }), screen.end({ timeout: 1 }), drizzle.end()]);
  };
  const giveUp = async (): Promise<void> => {
    await closePools();
    await leave();
  };
  const can = await rewritable(sql);
  if (can.length > 0) {
    await giveUp();
    throw new Error(
      `服务所用的数据库角色可以改写日志（${can.join(', ')}），拒绝启动。 / The service's database role could rewrite the log (${can.join(', ')}): refusing to start.`,
    );
  }

  step('服务 / listeners');
  const servers = await openPorts(config).catch(async (error: unknown) => {
    await giveUp();
    throw error;
  });
  const ports = mapListeners((l) => portOf(servers[l]));
  const urls = {
    portal: config.PUBLIC_URL ?? `http://${lanAddress()}:${ports.portal}`,
    desk: config.DESK_URL ?? `http://${lanAddress()}:${ports.desk}`,
    hall: config.HALL_URL ?? `http://${lanAddress()}:${ports.hall}`,
  };

  const halls = hallDirectory(sql, now);
  const hooks: { hint: (hint: Hint) => void; send: (hint: Hint) => void } = { hint: () => undefined, send: () => undefined };
  const base = {
    sql,
    db: drizzle.db,
    keys,
    files: fileStore({ sql, keys, folder: filesFolder(config), maxBytes: config.FILES_MAX_BYTES }),
    papers: paperPrinter(),
    signer: softSigner(signingKeyFile(config)),
    log,
    demo: config.demo,
    urls,
    trustedProxies: config.TRUSTED_PROXIES,
    halls,
    hallDays: new Map(),
    now,
    telephony: config.TELEPHONY_URL ? amiTelephony({ url: config.TELEPHONY_URL, log, now }) : null,
  };
  const identity = staffIdentity({ ...base, broadcast: (hint) => hooks.send(hint) });
  const live = publisher({ screen, sql, halls, now, log, staffName: identity.staffName, personNames: identity.personNames });
  const cases = caseLive(base);
  // nobody watches these live
  const quiet = new Set<Ref['kind']>(['staff_day', 'rating', 'work_order', 'licence', 'booking_day']);
  const touched = (refs: readonly Ref[]): void => {
    for (const ref of refs) {
      if (ref.kind === 'hall_day') {
        const hallId = [...base.hallDays].find(([, day]) => (day as { id: string }).id === ref.id)?.[0] as string | undefined;
        if (hallId) hooks.send(`hall:${hallId}`);
      } else if (ref.kind === 'device') hooks.send(`device:${ref.id}`);
      else if (ref.kind === 'call') hooks.send('hotline');
      else if (ref.kind === 'case') cases.dirty(ref.id);
      else if (!quiet.has(ref.kind)) hooks.send('config');
    }
  };
  const deps: QueueDeps = { ...base, touched, identity, publisher: live };

  const hotline = hotlineLive(deps);
  const io = sockets(live, hotline, cases);
  hooks.hint = (hint) => {
    const [kind, id] = hint.split(':') as [string, string | undefined];
    if (kind === 'hall') live.dirty(id!);
    if (kind === 'hotline') hotline.dirty();
    if (kind === 'config') {
      halls.clear();
      live.dirtyAll();
    }
    if (kind === 'session' || kind === 'device' || kind === 'config') {
      identity.clear();
      void io.recheck();
    }
  };
  const bus = await openBus(hints, log, { hint: (hint) => hooks.hint(hint), reconnected: () => live.dirtyAll() });
  hooks.send = (hint) => {
    hooks.hint(hint);
    bus.send(hint);
  };
  live.start(io);
  hotline.start(io.hotline);
  cases.start(io.cases);

  await prepared(deps, config, options).catch(async (error: unknown) => {
    // refused: nothing that this start has opened stays behind
    await Promise.all([live.stop(), hotline.stop(), cases.stop(), bus.stop()]);
    await giveUp();
    throw error;
  });
  const ready = async (): Promise<void> => {
    await sql`select 1`;
  };
  const apps = mountListeners(deps, identity);
  for (const listener of listeners) {
    const app = createApp(deps, listener, { ready, ...apps[listener] });
    servers[listener].removeAllListeners('request').on('request', getRequestListener(app.fetch));
    io.attach(servers[listener], apps[listener].authenticate);
  }
  // where the roles have passwords of somebody else's making, nothing is deleted until they are given
  const retentionUrl =
    config.RETENTION_DATABASE_URL ?? (config.APP_DATABASE_URL ? null : urlAs(ownerUrl, 'retention', keys.rolePassword('retention')));
  const jobs = startJobs(deps, rootsFolder(config), messengerOf(config), retentionUrl === null ? null : () => openSql(retentionUrl, 1));
  deps.telephony?.start(onTelephony(deps, () => hotline.dirty()));
  log.info({ ports }, 'ready');

  let stopping: Promise<void> | null = null;
  return {
    deps,
    urls,
    ports,
    ownerUrl,
    stop: () =>
      (stopping ??= (async () => {
        await Promise.all([jobs.stop(), deps.telephony?.stop()]);
        for (const server of Object.values(servers)) {
          server.close();
          server.closeIdleConnections();
        }
        await Promise.all([live.stop(), hotline.stop(), cases.stop(), bus.stop()]);
        // kept-alive connections would hold io.close() for seconds
        for (const server of Object.values(servers)) server.closeAllConnections();
        await Promise.all([io.stop(), deps.papers.stop()]);
        await closePools();
        await embedded?.stop();
      })()),
  };
}

/** What has to be there before the first request: a key that signs, and whatever the start brings along. */
async function prepared(deps: QueueDeps, config: Config, options: ServiceOptions): Promise<void> {
  await firstSigningKey(deps.sql, deps.signer, signingKeyFile(config));
  await options.prepare?.(deps);
}

const listeners = ['portal', 'desk', 'hall'] as const satisfies readonly Listener[];
const mapListeners = <T>(make: (listener: Listener) => T): Record<Listener, T> => ({
  portal: make('portal'),
  desk: make('desk'),
  hall: make('hall'),
});

function portOf(server: HttpServer): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * How long a connection that nobody uses stays open, ms. Longer than the proxy's two minutes and than any browser's patience:
 * whoever closes first must be the one who sends, or a request meets a door that shuts in the same moment (Node's own 5 s did).
 */
const keepAliveTimeout = 130_000;

/** Listens before anything else is opened: a taken port is one sentence and leaves nothing behind. */
async function openPorts(config: Config): Promise<Record<Listener, HttpServer>> {
  const opened = mapListeners(() => createServer({ keepAliveTimeout }, notYet));
  try {
    for (const listener of listeners) await listen(opened[listener], config.ports[listener], config.HOST);
  } catch (error) {
    for (const server of Object.values(opened)) server.close();
    throw error;
  }
  return opened;
}

/** Until everything is ready a client is told to come back, instead of meeting a closed door. */
function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '2' }).end();
}

function listen(server: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`端口 ${port} 已被占用，请换一个 PORT。 / Port ${port} is taken: choose another PORT.`)
          : error,
      );
    });
    server.listen(port, host, () => resolve());
  });
}

/** A phone cannot open `localhost`: the first address of this machine on its network. */
export function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((a) => a && a.family === 'IPv4' && !a.internal)?.address ?? '127.0.0.1';
}

/** A restored database is another epoch: screens take its views although their time is earlier. */
async function newEpochAfterRestore(owner: ReturnType<typeof openSql>, folder: string): Promise<void> {
  const marker = await takeRestoreMarker(folder);
  if (marker)
    await owner`insert into meta (key, value) values ('epoch', ${owner.json(marker)}) on conflict (key) do update set value = excluded.value`;
}
