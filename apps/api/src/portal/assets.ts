import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { DomainError } from '@one-window/domain/errors';
import type { Env } from '../http.ts';

/** The files of one entry of a built front end, as the browser asks for them. */
export interface EntryAssets {
  readonly script: string | null;
  readonly styles: readonly string[];
}

interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly body: { readonly identity: () => Bytes; readonly gzip: (() => Bytes) | null; readonly br: (() => Bytes) | null };
}

type Bytes = Uint8Array<ArrayBuffer>;
type Encoding = 'br' | 'gzip' | 'identity';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.txt']);

/**
 * A built front end, read once at start: what is not in this list cannot be asked for, so there is no path to walk out of.
 * Missing `dist` is no error: a developer starts the API before the first build.
 */
export class BuiltApp {
  readonly built: boolean;
  private readonly files = new Map<string, StaticFile>();
  private readonly manifest: Readonly<Record<string, ManifestChunk>>;

  constructor(
    readonly root: string,
    private readonly wanted: (path: string) => boolean = () => true,
  ) {
    this.built = existsSync(join(root, '.vite', 'manifest.json'));
    this.manifest = this.built
      ? (JSON.parse(readFileSync(join(root, '.vite', 'manifest.json'), 'utf8')) as Record<string, ManifestChunk>)
      : {};
    if (this.built) for (const path of walk(root)) this.add(path);
  }

  /** Script and styles of one entry, styles of what it imports included. */
  entry(name: string): EntryAssets {
    const chunk = this.manifest[name];
    if (!chunk) return { script: null, styles: [] };
    const styles = new Set<string>();
    const visit = (part: ManifestChunk | undefined): void => {
      for (const id of part?.imports ?? []) visit(this.manifest[id]);
      for (const file of part?.css ?? []) styles.add(`/${file}`);
    };
    visit(chunk);
    return { script: `/${chunk.file}`, styles: [...styles] };
  }

  /** The file at this path, or null. Hashed names never change; the rest is asked for again each time. */
  serve(c: Context, path: string): Response | null {
    const file = this.files.get(path);
    if (!file) return null;
    const encoding = accepted(c.req.header('Accept-Encoding') ?? '', file);
    c.header('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('ETag', `"${file.etag}-${encoding}"`);
    c.header('Vary', 'Accept-Encoding');
    if (c.req.header('If-None-Match') === `"${file.etag}-${encoding}"`) return c.body(null, 304);
    c.header('Content-Type', file.type);
    if (encoding !== 'identity') c.header('Content-Encoding', encoding);
    return c.body((file.body[encoding] ?? file.body.identity)());
  }

  private add(path: string): void {
    const kind = extname(path);
    const address = `/${relative(this.root, path).split(sep).join('/')}`;
    if (kind === '.br' || kind === '.gz' || !this.wanted(address)) return;
    const raw = new Uint8Array(readFileSync(path));
    const small = compressible.has(kind);
    this.files.set(address, {
      type: types[kind] ?? 'application/octet-stream',
      etag: digestOf(raw),
      body: {
        identity: () => raw,
        // what the build did not compress is compressed when somebody first asks for it: all of it at start took 0.7 s
        gzip: small ? once(() => sibling(`${path}.gz`) ?? new Uint8Array(gzipSync(raw, { level: 9 }))) : null,
        br: small
          ? once(
              () => sibling(`${path}.br`) ?? new Uint8Array(brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })),
            )
          : null,
      },
    });
  }
}

const digestOf = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('base64url').slice(0, 16);

/** The version of a built page, or null where it is not built. */
export function versionOfPage(root: string, page: string): string | null {
  const path = join(root, page);
  return existsSync(path) ? digestOf(readFileSync(path)) : null;
}

function once(make: () => Bytes): () => Bytes {
  let made: Bytes | null = null;
  return () => (made ??= make());
}

function sibling(path: string): Bytes | null {
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
}

function accepted(header: string, file: StaticFile): Encoding {
  const offered = header.split(',').flatMap((part) => {
    const [name = '', ...rest] = part.trim().toLowerCase().split(';');
    return rest.some((r) => /^\s*q=0(\.0*)?$/.test(r)) ? [] : [name.trim()];
  });
  for (const encoding of ['br', 'gzip'] as const) if (file.body[encoding] && offered.includes(encoding)) return encoding;
  return 'identity';
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** The built-in voice of the boards, for another listener. */
export function voiceFiles(root: string) {
  const files = new BuiltApp(root, (path) => path.startsWith('/voice/'));
  return new Hono<Env>().get('/voice/*', (c) => {
    const found = files.serve(c, c.req.path);
    if (!found) throw new DomainError('not_found');
    return found;
  });
}

/**
 * Pages of a listener that is one single-page app: its files, and `index.html` for every address that is a page. A missing
 * asset is 404 and never the page, or a browser with an old page would read HTML as a script.
 */
export function spaPages(root: string) {
  const app = new BuiltApp(root);
  return new Hono<Env>().get('*', (c) => {
    const isPage = !c.req.path.startsWith('/assets/') && extname(c.req.path) === '';
    const page = app.serve(c, c.req.path) ?? (isPage ? app.serve(c, '/index.html') : null);
    if (page) return page;
    if (isPage && !app.built) return c.text('This front end is not built yet: run the build first (npm start does).', 503);
    throw new DomainError('not_found');
  });
}
