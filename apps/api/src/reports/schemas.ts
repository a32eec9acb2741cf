import { z } from 'zod';
import { reportFigures, reportGroupings } from '@one-window/domain/hall-report';
import { name, ticketState } from '../schemas.ts';

const count = z.int();
const ms = z.number().nullable();
const share = z.number().nullable();

const line = z
  .object({
    taken: count.meta({ description: '取号 = done + open + missed + abandoned + cancelled' }),
    done: count,
    open: count.meta({ description: 'Neither served nor gone yet' }),
    missed: count,
    abandoned: count,
    cancelled: count,
    priority: count,
    booked: count,
    inaccurate: count.meta({ description: 'Counted, while none of their times is' }),
    called: count.meta({ description: 'Called, with times that count' }),
    late: count.meta({ description: 'Of those, who waited longer than the target of the queue, as it is set now' }),
    wait: ms.meta({ description: '平均等候 = Σ(first call − taking) ÷ called, in milliseconds as all times here; null = of nobody' }),
    waitP90: ms.meta({ description: 'Nine of ten were called within it' }),
    walk: ms.meta({ description: 'From a call to the start at the window, of who was served and missed no call' }),
    service: ms.meta({ description: '平均办理 = Σ served ÷ done, without the time of being held' }),
    missedShare: share.meta({ description: 'missed ÷ taken' }),
    abandonedShare: share.meta({ description: '弃号率 = abandoned ÷ taken' }),
    lateShare: share.meta({ description: '等候超时率 = late ÷ called' }),
    priorityShare: share.meta({ description: 'priority ÷ taken' }),
    bookedShare: share.meta({ description: '预约占比 = booked ÷ taken' }),
    served: ms.meta({ description: 'Σ of all service at the windows' }),
    opened: ms.meta({ description: 'Σ of the time that the windows were open and not paused' }),
    saturation: share.meta({ description: '窗口饱和度 = served ÷ opened; of a queue or a matter its share of all windows’ time' }),
  })
  .meta({ id: 'ReportLine' });

const grouping = z.enum(reportGroupings).meta({ id: 'ReportGrouping' });
const figure = z.enum(reportFigures).meta({ id: 'ReportFigure' });

export const report = z
  .object({
    from: z.string(),
    to: z.string(),
    by: grouping,
    timeZone: z.string(),
    all: line,
    groups: z.array(
      line.extend({
        key: z.string().meta({ description: 'An id, an hour, a date; `none` for numbers without window or matter' }),
        label: z.string().meta({ description: 'Prefix of a queue, number of a window' }),
        name: name.nullable(),
      }),
    ),
  })
  .meta({ id: 'HallReport' });
export type HallReport = z.infer<typeof report>;
export type ToldGroup = HallReport['groups'][number];

const instant = z.string().nullable();
const row = z
  .object({
    id: z.string(),
    number: z.string(),
    day: z.string(),
    series: z.object({ label: z.string(), name }),
    item: z.string().nullable(),
    window: z.string().nullable().meta({ description: 'Number of the window it came to last' }),
    state: ticketState,
    priority: z.boolean(),
    booked: z.boolean(),
    inaccurate: z.boolean(),
    takenAt: z.string(),
    firstCalledAt: instant,
    startedAt: instant,
    endedAt: instant,
    wait: ms,
    walk: ms,
    service: ms,
    value: z.number().meta({ description: 'What it adds to the figure: 1, or milliseconds' }),
  })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof row>;

export const reportRows = z
  .object({
    total: count,
    sum: z.number(),
    rows: z.array(row),
    next: z.string().nullable(),
    open: z
      .array(z.object({ window: z.string(), day: z.string(), from: z.string(), to: z.string() }))
      .meta({ description: 'What saturation is divided by; else none' }),
  })
  .meta({ id: 'ReportRows' });

const day = z.iso.date();
/** Without days: today. */
export const asked = z.object({ from: day.optional(), to: day.optional(), by: grouping.default('series') });
/** Without a group: the whole hall. */
export const askedRows = asked.extend({ figure: figure.default('taken'), group: z.string().max(64).optional() });
export const askedExport = asked.extend({
  figure: figure.optional().meta({ description: 'The rows behind it; without it the report' }),
  group: z.string().max(64).optional(),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  lang: z.enum(['zh', 'en']).default('zh'),
});
