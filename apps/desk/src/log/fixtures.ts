import type { EventType, StreamKind } from '@one-window/domain/log';
import { addMs } from '@one-window/domain/time';
import { fixtureNow } from '../fixtures.ts';
import type { Labels, LogPage, LogRow, OpenedEvent, Places, ReadsPage, SealsPage, StreamCheck } from './api.ts';

const id = (n: number): string => `01a21438-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const fixtureStream = id(1);
const hash = (seed: string): string => seed.repeat(16);

export const placesFixture: Places = {
  timeZone: 'Asia/Shanghai',
  halls: [
    { id: id(50), name: { zh: '广安区政务服务中心', en: "Guang'an District Service Centre" } },
    { id: id(51), name: { zh: '浓洄街道便民服务中心', en: null } },
  ],
};

const labels: Labels = {
  [fixtureStream]: { kind: 'hall_day', name: { zh: '广安区政务服务中心 2026-11-24', en: "Guang'an District Service Centre 2026-11-24" } },
  [id(2)]: { kind: 'staff_day', name: { zh: '1005 2026-11-24', en: null } },
  [id(10)]: { kind: 'ticket', name: { zh: 'A0086', en: null } },
  [id(15)]: { kind: 'ticket', name: { zh: 'B0041', en: null } },
  [id(16)]: { kind: 'ticket', name: { zh: 'A0071', en: null } },
  [id(11)]: { kind: 'staff', name: { zh: '1005', en: null } },
  [id(12)]: { kind: 'staff', name: { zh: '9001', en: null } },
  [id(13)]: { kind: 'device', name: { zh: '取号机 1', en: null } },
  [id(14)]: { kind: 'window', name: { zh: '5', en: null } },
  [id(50)]: { kind: 'hall', name: { zh: '广安区政务服务中心', en: "Guang'an District Service Centre" } },
};

let minutes = 0;
function row(version: number, kind: StreamKind, type: EventType, subject: string, actor: readonly [kind: string, id: string]): LogRow {
  minutes += 3;
  const stream = kind === 'staff_day' ? id(2) : kind === 'staff' ? id(11) : fixtureStream;
  return { stream, version, kind, type, subject, actorKind: actor[0], actorId: actor[1], recordedAt: addMs(fixtureNow, -minutes * 61_000) };
}
const clerk = ['staff', id(11)] as const;

const rows: readonly LogRow[] = [
  row(42, 'hall_day', 'ticket.called', id(10), clerk),
  row(7, 'staff_day', 'person.read', id(90), clerk),
  row(6, 'staff_day', 'person.refused', id(91), clerk),
  row(41, 'hall_day', 'ticket.finished', id(15), clerk),
  row(9, 'staff', 'staff.assigned', id(92), ['staff', id(12)]),
  row(40, 'hall_day', 'ticket.taken', id(10), ['device', id(13)]),
  row(39, 'hall_day', 'ticket.returned', id(16), ['system', 'held-return']),
  row(38, 'hall_day', 'window.opened', id(14), clerk),
];

export const eventsFixture: LogPage = { events: rows, labels, next: null };
export const manyEvents: LogPage = {
  events: Array.from({ length: 10_000 }, (_, i) => ({ ...rows[i % rows.length]!, version: 10_000 - i })),
  labels: {
    ...labels,
    [id(10)]: { kind: 'ticket', name: { zh: 'ZZ99999', en: null } },
    [id(13)]: { kind: 'device', name: { zh: '二楼不动产登记综合大厅自助取号机（西侧电梯口对面）', en: null } },
  },
  next: 'more',
};

export const openedFixture: OpenedEvent = {
  event: {
    ...rows[0]!,
    commandKey: '5f0c1f9e-7b0a-4a39-9d8e-0d2a8b6f1c11',
    effectiveAt: null,
    body: `{"callSeq":17,"clerkId":"${id(11)}","windowId":"${id(14)}"}`,
    alg: 'sha256',
    contentHash: hash('9f86'),
    prevHash: hash('d081'),
    hash: hash('88a7'),
    xid: '184467',
  },
  last: 57,
  labels,
};
/** A change of a hall's rules: every field of it before and after. */
export const longEvent: OpenedEvent = {
  ...openedFixture,
  event: {
    ...openedFixture.event,
    kind: 'realm',
    type: 'config.set',
    body: JSON.stringify({
      before: { name: '广安区政务服务中心', closesMinutes: 1_050, policy: { recallMax: 2 } },
      entity: 'halls',
      set: Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [`noticeLine${i}`, '𠮷野家餐饮管理有限公司广安分公司食品经营许可证延续及经营场所地址变更']),
      ),
      undoes: null,
    }),
  },
};
export const checkFixture: StreamCheck = { stream: fixtureStream, kind: 'hall_day', events: 57, finding: null };

export const readsFixture: ReadsPage = {
  reads: (['identify_at_window', 'fill_form', 'contact_applicant', 'correct_record'] as const).map((purpose, i) => ({
    id: id(70 + i),
    personId: id(90 + (i % 2)),
    staffNo: i === 2 ? '1006' : '1005',
    ticket: `A00${80 + i}`,
    hallId: id(50),
    purpose,
    readAt: addMs(fixtureNow, -i * 1_900_000),
  })),
  labels,
  next: null,
};
export const sealsFixture: SealsPage = {
  seals: [
    { day: '2026-11-23', heads: 61, verdict: 'fits', finding: null },
    { day: '2026-11-22', heads: 4, verdict: 'fits', finding: null },
    {
      day: '2026-11-21',
      heads: 58,
      verdict: 'broken',
      finding: { damage: 'rewritten', version: 12, detail: 'not what was sealed on 2026-11-21', stream: id(7), kind: 'hall_day' },
    } as const,
    { day: '2026-11-20', heads: 60, verdict: 'not_following', finding: null },
    { day: '2026-11-19', heads: 59, verdict: 'file_only', finding: null },
  ].map((seal, i) => ({
    ...seal,
    verdict: seal.verdict as SealsPage['seals'][number]['verdict'],
    root: hash(`a${i}c3`),
    keyId: 'k1',
    createdAt: addMs(fixtureNow, -(i + 1) * 86_400_000),
  })),
  next: null,
};
