import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

const asIs = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

/**
 * A pool that speaks in instants: timestamptz comes as ISO text with `Z` and milliseconds, date as `YYYY-MM-DD`. The
 * session is in UTC whatever the server's default is.
 */
export function openSql(url: string, max = 10, onStatement?: (statement: string) => void): Sql {
  return postgres(url, {
    max,
    onnotice: () => undefined,
    ...(onStatement ? { debug: (_connection: number, statement: string) => onStatement(statement) } : {}),
    connect_timeout: 5,
    idle_timeout: 0,
    backoff: (retries) => Math.min(1, 0.05 * 2 ** retries),
    connection: { application_name: 'one-window', TimeZone: 'UTC', jit: 'off' },
    types: {
      instant: {
        to: 1184,
        from: [1184],
        serialize: asIs,
        parse: (text: string) => new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString(),
      },
      day: { to: 1082, from: [1082], serialize: asIs, parse: (text: string) => text },
    },
  });
}

/** Drizzle on a pool of its own: the driver rewires the pool's time parsers. For lists and administration, not for hot paths. */
export function openDrizzle(url: string, max = 4): { db: PostgresJsDatabase; end: () => Promise<void> } {
  const client = postgres(url, {
    max,
    onnotice: () => undefined,
    connect_timeout: 5,
    connection: { application_name: 'one-window', TimeZone: 'UTC' },
  });
  return { db: drizzle(client), end: () => client.end({ timeout: 2 }) };
}
