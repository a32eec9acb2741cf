import { join } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  PORT: port.default(8080),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('.data'),
  /** Where each process puts the daily seals of the log; without it a folder in DATA_DIR. */
  ROOTS_DIR: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  /** Set where the owner of DATABASE_URL may not make roles: addresses of the three login roles. */
  APP_DATABASE_URL: z.string().optional(),
  SCREEN_DATABASE_URL: z.string().optional(),
  RETENTION_DATABASE_URL: z.string().optional(),
  /** Public addresses behind a proxy; without them the listeners' own. */
  PUBLIC_URL: z.url().optional(),
  DESK_URL: z.url().optional(),
  HALL_URL: z.url().optional(),
  KEY_FILE: z.string().optional(),
  /** The key that signs decisions, in a file of its own; without it one in DATA_DIR. */
  SIGNING_KEY_FILE: z.string().optional(),
  /** Proxies in front of the service whose X-Forwarded-For is believed: 0 = none. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Gateway for short messages; without it nothing goes out but in the demo, where the page of the outbox shows them. */
  MESSAGE_URL: z.url().optional(),
  MESSAGE_TOKEN: z.string().optional(),
  /** Where uploaded files lie, encrypted; without it a folder in DATA_DIR. Several processes share it. */
  FILES_DIR: z.string().optional(),
  /** Beyond this many bytes of files another is refused, before the disk is full and the database with it. */
  FILES_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(20 * 1024 ** 3),
  /** The telephone exchange of the hotline, e.g. `ami://user:secret@host:5038/queue`; without it calls are written down by hand. */
  TELEPHONY_URL: z
    .string()
    .regex(/^ami:\/\/[^/]+/, 'ami://user:secret@host:5038/queue')
    .optional(),
  /** Whether the demo's own citizens come; who walks a whole story alone in a hall leaves them at home. */
  DEMO_PULSE: z.enum(['on', 'off']).default('on'),
  POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
});

export type Environment = z.infer<typeof environment>;
export interface Config extends Environment {
  readonly demo: boolean;
  readonly ports: { readonly portal: number; readonly desk: number; readonly hall: number };
}

export const filesFolder = (config: Config): string => config.FILES_DIR ?? join(config.DATA_DIR, 'files');
export const signingKeyFile = (config: Config): string => config.SIGNING_KEY_FILE ?? join(config.DATA_DIR, 'signing-key.json');
export const rootsFolder = (config: Config): string => config.ROOTS_DIR ?? join(config.DATA_DIR, 'roots');

/** The environment, parsed once; nobody reads `process.env` later. Throws one sentence that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(`环境变量 ${issue.path.join('.')} 不对 / environment variable ${issue.path.join('.')}: ${issue.message}`);
  }
  const { PORT } = parsed.data;
  const next = (n: number): number => (PORT === 0 ? 0 : PORT + n);
  return { ...parsed.data, demo: args.includes('--demo'), ports: { portal: PORT, desk: next(1), hall: next(2) } };
}
