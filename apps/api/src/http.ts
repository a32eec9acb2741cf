import type { Context, MiddlewareHandler, ValidationTargets } from 'hono';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type { Logger } from 'pino';
import { z } from 'zod';
import { DomainError, errorStatus, type ErrorCode } from '@one-window/domain/errors';
import type { Command } from './db/change.ts';

export interface Env {
  Variables: {
    requestId: string;
    log: Logger;
    address: string;
    /** A stricter content policy than that of the pages, for what strangers have made. */
    policy?: string;
  };
}

/** Body of every refusal. Message text never crosses the wire: screens translate `error.<code>`. */
export const errorBody = z
  .object({
    error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()), requestId: z.string() }),
  })
  .meta({ id: 'Refusal' });

/** Half a character, or the one that PostgreSQL cannot keep: no keyboard makes them. */
const isText = (text: string): boolean => !text.includes('\0') && !/\p{Cs}/u.test(text);

/** The paths of what is no text in something that was sent, names of fields included. */
function untextual(sent: unknown, path: string): string[] {
  if (typeof sent === 'string') return isText(sent) ? [] : [path];
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.entries(sent).flatMap(([name, value]) =>
    isText(name) ? untextual(value, path === '' ? name : `${path}.${name}`) : [path],
  );
}

/** What was sent, if all of it is text; `whole` names it where it is one word alone. Throws `request.invalid`. */
export function textual<T>(sent: T, whole = 'form'): T {
  const fields = untextual(sent, '').map((path) => path || whole);
  if (fields.length > 0) throw new DomainError('request.invalid', { fields: fields.slice(0, 20) });
  return sent;
}

/** Validates one part of the request and throws a domain error, so that refusals have one shape. */
export function valid<S extends z.ZodType, T extends keyof ValidationTargets>(target: T, schema: S) {
  return validator(target, schema, (result) => {
    if (!result.success) {
      const fields = result.error.map(
        (issue) => (issue.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p)).join('.') || target,
      );
      throw new DomainError('request.invalid', { fields: [...new Set(fields)].slice(0, 20) });
    }
    textual(result.data, target);
  });
}

interface RouteText {
  readonly summary: string;
  readonly tag: string;
  readonly result: z.ZodType;
  readonly errors?: readonly ErrorCode[];
  readonly command?: boolean;
  readonly public?: boolean;
  /** Its body is the file itself. */
  readonly upload?: boolean;
  /** What it answers with where that is no JSON. */
  readonly media?: string | readonly string[];
  /** A paired device, a citizen, or staff whose password or second factor is still to be set. Otherwise staff who may work. */
  readonly who?: 'device' | 'citizen' | 'unready';
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: true,
  schema: { type: 'string' as const, minLength: 8, maxLength: 64 },
  description: 'Made by the client; the same key gives the first answer again.',
};

/** What any route may answer besides: what is sent cannot be read or does not fit, the database is away, a fault of ours. */
const always = ['request.malformed', 'request.invalid', 'request.too_large', 'request.cross_site', 'unavailable', 'internal'] as const;

/** What else stops those who are known. */
const gate = {
  staff: ['auth.password_change', 'auth.second_factor_setup'],
  device: ['device.revoked'],
  citizen: [],
} as const satisfies Record<string, readonly ErrorCode[]>;

const fileBody = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
};

/** Describes a route once: the same text makes `/api/openapi.json`. */
export function route(operationId: string, text: RouteText): MiddlewareHandler {
  const errors: ErrorCode[] = [
    ...(text.public ? [] : (['auth.required'] as const)),
    ...(text.public || text.who === 'unready' ? [] : gate[text.who ?? 'staff']),
    ...(text.command ? (['request.key_missing', 'request.key_reused'] as const) : []),
    ...(text.errors ?? []),
  ];
  const byStatus = byStatusOf(errors);
  return describeRoute({
    operationId,
    summary: text.summary,
    tags: [text.tag],
    security: text.public ? [] : [{ session: [] }],
    ...(text.command ? { parameters: [idempotencyKey] } : {}),
    ...(text.upload ? { requestBody: fileBody } : {}),
    responses: {
      200: {
        description: 'Done',
        content: Object.fromEntries([text.media ?? 'application/json'].flat().map((type) => [type, { schema: resolver(text.result) }])),
      },
      ...Object.fromEntries([...byStatus].map(([status, codes]) => [status, refusal(codes)])),
      default: refusal(always),
    },
  });
}

const refusal = (codes: readonly ErrorCode[]) => ({
  description: [...new Set(codes)].join(' | '),
  content: { 'application/json': { schema: resolver(errorBody) } },
});

function byStatusOf(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const map = new Map<number, ErrorCode[]>();
  for (const code of codes) map.set(errorStatus[code], [...(map.get(errorStatus[code]) ?? []), code]);
  return map;
}

const keyForm = /^[\w-]{8,64}$/;

/** The command of a request: its name, the client's key and the body that the key stands for. */
export function commandOf(c: Context<Env>, name: string, body: unknown): Command {
  const key = c.req.header('idempotency-key') ?? '';
  if (!keyForm.test(key)) throw new DomainError('request.key_missing');
  return { name, key, body };
}

/** One table from code to status, one place that answers. An unknown error is 500 with a request id and no detail. */
export function answerError(error: unknown, c: Context<Env>): Response {
  const known = asDomainError(error);
  if (known.code === 'internal') c.get('log').error({ err: safeError(error) }, 'request failed');
  const retryAfter = known.code === 'unavailable' ? 2 : Number(known.details['seconds'] ?? 0);
  if ((known.code === 'unavailable' || errorStatus[known.code] === 429) && retryAfter > 0)
    c.header('Retry-After', String(Math.ceil(retryAfter)));
  return c.json({ error: { code: known.code, details: known.details, requestId: c.get('requestId') } }, errorStatus[known.code]);
}

/** Codes of a database that is away: the command was not done, and may be sent again with the same key. */
const away = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
  '08003',
  '25006',
]);

function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  if ([code, cause].some((value) => typeof value === 'string' && away.has(value))) return new DomainError('unavailable', { seconds: 2 });
  if (error instanceof SyntaxError || (error as { status?: number } | null)?.status === 400) return new DomainError('request.malformed');
  if ((error as { status?: number } | null)?.status === 413) return new DomainError('request.too_large');
  return new DomainError('internal');
}

const frame = /^\s+at /;

/** Name, code and stack only: a driver's message can quote a row, over as many lines as the row has. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const {
    code,
    constraint_name: constraint,
    table_name: table,
  } = error as { code?: string; constraint_name?: string; table_name?: string };
  return { type: error.name, code, constraint, table, stack: framesOf(error.stack) };
}

const framesOf = (stack = ''): string =>
  stack
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, 5)
    .join('\n');
