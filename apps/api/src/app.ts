import { randomUUID } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { generateSpecs } from 'hono-openapi';
import { DomainError } from '@one-window/domain/errors';
import type { Deps } from './deps.ts';
import { tooLarge as fileTooLarge, uploadOf } from './files/body.ts';
import { answerError, type Env } from './http.ts';
import { registry, requestSeconds } from './metrics.ts';

export type Listener = 'portal' | 'desk' | 'hall';

/** A command's body is a few hundred bytes; a staff list as CSV a few hundred kB. */
const maxBody = 512 * 1024;

export interface AppOptions {
  readonly ready: () => Promise<void>;
  /** Everything under /api of this listener. */
  readonly api: Hono<Env>;
  /** Pages and assets; the last to answer. */
  readonly pages?: Hono<Env>;
}

/** One listener's app: what is not mounted here does not exist on it. */
export function createApp(deps: Deps, listener: Listener, options: AppOptions) {
  const app = new Hono<Env>();
  app.use(requestContext(deps, listener), headers(deps, listener), measured(listener));
  app.onError(answerError);
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    await options.ready();
    return c.json({ ready: true });
  });
  if (listener !== 'portal')
    app.get('/metrics', async (c) => c.text(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  app.use('/api/*', sameSite(deps, listener), limitedBody(), noStore);
  const api = options.api;
  let specs: Promise<unknown> | null = null;
  app.get('/api/openapi.json', async (c) => c.json((await (specs ??= openapi(api, deps, listener))) as object));
  app.route('/api', api);
  app.all('/api/*', () => {
    throw new DomainError('not_found');
  });
  if (options.pages) app.route('/', options.pages);
  app.notFound((c) => answerError(new DomainError('not_found'), c));
  return app;
}

function requestContext(deps: Deps, listener: Listener): MiddlewareHandler<Env> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    c.set('log', deps.log.child({ requestId, listener }));
    c.set('address', addressOf(c.req.header('x-forwarded-for'), socketAddress(c.env), deps.trustedProxies));
    c.header('X-Request-Id', requestId);
    await next();
  };
}

const socketAddress = (env: unknown): string =>
  (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ?? '';

/** The client's address: the entry that our own proxies wrote, never what the client claims. */
export function addressOf(forwarded: string | undefined, direct: string, trustedProxies: number): string {
  if (trustedProxies === 0 || !forwarded) return direct;
  const hops = forwarded.split(',').map((hop) => hop.trim());
  return hops[Math.max(0, hops.length - trustedProxies)] ?? direct;
}

/**
 * Strict: nothing inline, nothing from elsewhere. Sockets are named, because `'self'` does not cover them in older browsers.
 * The library's headers are asked for once and set before the route answers: set on an answer that is made, they turn it into
 * a web response, which costs 55 µs of 95 for a whole request.
 */
function headers(deps: Deps, listener: Listener): MiddlewareHandler<Env> {
  const strict = strictHeaders(deps, listener);
  return async (c, next) => {
    for (const [name, value] of await strict) c.header(name, value);
    await next();
    const own = c.get('policy');
    if (own) c.header('Content-Security-Policy', own);
  };
}

async function strictHeaders(deps: Deps, listener: Listener): Promise<readonly (readonly [string, string])[]> {
  const sockets = Object.values(deps.urls).map((url) => url.replace(/^http/, 'ws'));
  const library = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'", ...sockets],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: deps.urls.portal.startsWith('https:') ? 'max-age=31536000' : false,
    // the document camera at a window; a phone's photo comes from the phone's own app
    permissionsPolicy: {
      camera: listener === 'desk' ? ['self'] : [],
      microphone: [],
      geolocation: [],
      payment: [],
      serial: listener === 'hall' ? ['self'] : [],
    },
  });
  const answer = await new Hono().get('/', library, (c) => c.body(null)).request('/');
  return [...answer.headers];
}

function measured(listener: Listener): MiddlewareHandler<Env> {
  return async (c, next) => {
    const started = process.hrtime.bigint();
    await next();
    const took = Number(process.hrtime.bigint() - started) / 1e9;
    const pattern = c.req.routePath;
    requestSeconds.observe({ listener, method: c.req.method, route: pattern, status: c.res.status }, took);
    // the pattern, never the address: a slip's link is a capability
    c.get('log').debug({ method: c.req.method, route: pattern, status: c.res.status, ms: Math.round(took * 1000) }, 'request');
  };
}

/**
 * A body of declared length is judged by its head: Node takes no byte beyond it. Only one of unknown length is counted while
 * it comes, which turns the request into a web stream and costs more than all other checks together.
 */
function limitedBody(): MiddlewareHandler<Env> {
  const tooLarge = (): never => {
    throw new DomainError('request.too_large');
  };
  const counted = bodyLimit({ maxSize: maxBody, onError: tooLarge });
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const length = c.req.header('content-length');
    // counts while it comes, after it is known who sends it
    const upload = uploadOf(c.req.method, c.req.path);
    if (upload) {
      if (Number(length ?? 0) > upload.maxBytes) throw fileTooLarge(upload);
      return next();
    }
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    if (Number(length) > maxBody) tooLarge();
    return next();
  };
}

/** A command from a page of another site is refused, whatever cookies come with it. Devices and scripts send no Origin. */
function sameSite(deps: Deps, listener: Listener): MiddlewareHandler<Env> {
  const own = new Set([new URL(deps.urls[listener]).host]);
  return async (c, next) => {
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      if (site && site !== 'same-origin' && site !== 'none') throw new DomainError('request.cross_site');
      if (origin && !own.has(hostOf(origin)) && hostOf(origin) !== c.req.header('host')) throw new DomainError('request.cross_site');
    }
    await next();
  };
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
}

/** Unless the route says something else. */
const noStore: MiddlewareHandler<Env> = async (c, next) => {
  c.header('Cache-Control', 'no-store');
  await next();
};

/** The complete description of one listener, made from the routes themselves. */
export function openapi(api: Hono<Env>, deps: Deps, listener: Listener) {
  const scheme = { portal: 'ow_citizen', desk: 'ow_staff', hall: 'ow_device' }[listener];
  return generateSpecs(new Hono<Env>().route('/api', api), {
    // ours are described with each route
    defaultValidationErrorResponse: false,
    documentation: {
      openapi: '3.1.0',
      info: {
        title: `One Window · ${listener}`,
        version: '0.1.0',
        description: `The ${listener} listener of One Window (一窗). Errors carry a stable code; screens translate it.`,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: deps.urls[listener] }],
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: scheme } } },
    },
  });
}
