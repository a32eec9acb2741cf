import { Hono } from 'hono';
import { z } from 'zod';
import { route, type Env } from '../http.ts';
import { opening, publicSeries } from '../live/schemas.ts';
import { name } from '../schemas.ts';
import type { QueueDeps } from '../tickets/routes.ts';

const hallNow = z.object({
  id: z.uuid(),
  name,
  timeZone: z.string(),
  asOf: z.string(),
  opening,
  series: z.array(publicSeries),
});

/** A page that many open at once is read from the database once in this time. */
const keepMs = 2_000;

/** What the public may know of the halls: names, queues, waits now. */
export function portalRoutes(deps: QueueDeps) {
  let kept: { at: number; halls: Promise<z.infer<typeof hallNow>[]> } | null = null;
  const halls = (): Promise<z.infer<typeof hallNow>[]> => {
    if (!kept || deps.now() - kept.at > keepMs) {
      const reading = { at: deps.now(), halls: readHalls(deps) };
      kept = reading;
      reading.halls.catch(() => {
        if (kept === reading) kept = null;
      });
    }
    return kept.halls;
  };
  return new Hono<Env>().get(
    '/halls',
    route('listHallsNow', {
      summary: 'Halls with their queues and waits now',
      tag: 'halls',
      public: true,
      result: z.object({ halls: z.array(hallNow) }),
    }),
    async (c) => c.json({ halls: await halls() }),
  );
}

async function readHalls(deps: QueueDeps): Promise<z.infer<typeof hallNow>[]> {
  const all = await deps.halls.all();
  return Promise.all(
    all.map(async ({ id }) => {
      const { publicView } = await deps.publisher.fresh(id);
      const { hall, asOf, opening, series } = publicView;
      return { id: hall.id, name: hall.name, timeZone: hall.timeZone, asOf, opening, series: series.map((s) => ({ ...s })) };
    }),
  );
}
