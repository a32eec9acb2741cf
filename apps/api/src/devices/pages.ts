import { Hono } from 'hono';
import type { DeviceKind } from '@one-window/domain/permissions';
import type { Deps } from '../deps.ts';
import { safeError, type Env } from '../http.ts';
import { versionOfPage } from '../portal/assets.ts';
import type { People } from '../staff/identity.ts';

export type PageVersions = (kind: DeviceKind) => string | null;

/** Versions of the devices' pages as this service serves them: a digest of the page, which names its scripts by theirs. */
export function pageVersions(root: string): PageVersions {
  const known = new Map<DeviceKind, string | null>();
  return (kind) => {
    if (!known.has(kind)) known.set(kind, versionOfPage(root, `${kind}.html`));
    return known.get(kind) ?? null;
  };
}

/** Writes down which version of its page a device loads. The page goes out whatever becomes of that. */
export function notedPages(deps: Deps, people: Pick<People, 'device'>, versions: PageVersions) {
  return new Hono<Env>().get('/:page{(board|kiosk|pad)\\.html}', async (c, next) => {
    try {
      const device = await people.device((name) => c.req.header(name));
      const version = device && versions(device.device);
      if (device && version && c.req.path === `/${device.device}.html`)
        await deps.sql`
          insert into device_pages (device_id, version, loaded_at) values (${device.id}, ${version}, ${new Date(deps.now()).toISOString()})
          on conflict (device_id) do update set version = excluded.version, loaded_at = excluded.loaded_at`;
    } catch (error) {
      c.get('log').warn({ err: safeError(error) }, 'the version of a page was not written down');
    }
    await next();
  });
}
