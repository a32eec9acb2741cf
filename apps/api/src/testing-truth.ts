import { isDeepStrictEqual } from 'node:util';
import type { Hono } from 'hono';
import { uniqueSymbol } from 'hono-openapi';
import { findTargetHandler } from 'hono/utils/handler';
import { createApp } from './app.ts';
import type { Env } from './http.ts';

/** An app whose every answer in a test must be what its route says of it: so `/api/openapi.json` is true. */
export const testApp: typeof createApp = (...args) => truthful(createApp(...args));

interface Schema {
  readonly schema: { validate(value: unknown): Promise<Checked> | Checked };
}
interface Checked {
  readonly value?: unknown;
  readonly issues?: readonly { readonly message: string; readonly path?: readonly unknown[] }[];
}
interface Answer {
  readonly description: string;
  readonly content: Readonly<Record<string, Schema>>;
}
interface Described {
  readonly route: string;
  readonly path: RegExp;
  readonly method: string;
  readonly responses: Readonly<Record<string, Answer>>;
}

function truthful<A extends Hono<Env>>(app: A): A {
  const routes = describedIn(app);
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const answer = await fetch(request, ...rest);
    const { pathname } = new URL(request.url);
    const found = routes.find((one) => one.method === request.method && one.path.test(pathname));
    const untrue = found && (await wrongIn(found, answer));
    if (untrue) throw new Error(`${found.route} answers ${answer.status}: ${untrue}`);
    return answer;
  };
  return app;
}

function describedIn(app: Hono<Env>): Described[] {
  return app.routes.flatMap(({ method, path, handler }): Described[] => {
    const own = findTargetHandler(handler) as { [uniqueSymbol]?: { spec?: Pick<Described, 'responses'> } };
    const responses = own[uniqueSymbol]?.spec?.responses;
    return responses ? [{ route: `${method} ${path}`, path: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`), method, responses }] : [];
  });
}

async function wrongIn({ responses }: Described, answer: Response): Promise<string | null> {
  const known = responses[answer.status] ?? responses['default'];
  if (!known) return `a status that it does not describe: ${await answer.clone().text()}`;
  const media = answer.headers.get('content-type')?.split(';')[0] ?? 'nothing';
  const described = known.content[media];
  if (!described) return `a media type that it does not describe: ${media}`;
  // of a file no more is described than its type
  if (media !== 'application/json') return null;
  const body: unknown = await answer.clone().json();
  return (await unlike(described, body)) ?? (answer.status < 400 ? null : unknownCode([known, responses['default']], body));
}

async function unlike({ schema }: Schema, body: unknown): Promise<string | null> {
  const { value, issues } = await schema.validate(body);
  if (issues) return issues.map(({ path = [], message }) => `${path.map(String).join('.')}: ${message}`).join('; ');
  // a schema lets fields pass that it does not know, and leaves them out of its value
  return isDeepStrictEqual(value, body) ? null : `more than it describes: ${JSON.stringify(body)}`;
}

function unknownCode(described: readonly (Answer | undefined)[], body: unknown): string | null {
  const { code } = (body as { error: { code: string } }).error;
  const codes = described.flatMap((answer) => answer?.description.split(' | ') ?? []);
  return codes.includes(code) ? null : `a code that it does not describe: ${code}`;
}
