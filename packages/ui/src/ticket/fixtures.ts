import type { TicketState } from '@one-window/domain/tickets';
import type { TicketView } from '@one-window/domain/views';

/** A waiting ticket of the design pictures, for tests and the registry of screens. */
export const waitingTicket: TicketView = {
  epoch: 'fixture',
  asOf: '2026-11-24T02:42:00.000Z',
  version: 12,
  hall: {
    id: 'hall',
    name: { zh: '广安区政务服务中心', en: "Guang'an District Service Centre" },
    timeZone: 'Asia/Shanghai',
    notice: null,
    guideDesk: { zh: '一楼正门右侧', en: 'ground floor, right of the main door' },
    phone: null,
    silent: false,
  },
  series: {
    prefix: 'A',
    name: { zh: '个人综合', en: 'Personal services' },
    place: { zh: '一楼东区，1 至 6 号窗口', en: 'Ground floor east, windows 1 to 6' },
  },
  number: 'A0093',
  itemName: '居民身份证换领',
  itemNames: ['居民身份证换领'],
  state: 'WAITING',
  priority: false,
  ahead: 7,
  aheadPriority: 2,
  waitMinutes: 20,
  window: null,
  zone: null,
  direction: null,
  takenAt: '2026-11-24T02:31:00.000Z',
  calledAt: null,
  heldUntil: null,
  rejoinUntil: null,
  recent: [
    { number: 'A0086', window: '5', calledAt: '2026-11-24T02:41:00.000Z' },
    { number: 'V0007', window: '1', calledAt: '2026-11-24T02:38:00.000Z' },
  ],
  passesLeft: 2,
  passPlaces: 3,
  before: [
    { number: 'V0007', window: '1', calledAt: '2026-11-24T02:38:00.000Z', because: 'priority' },
    { number: 'A0095', window: '3', calledAt: '2026-11-24T02:35:00.000Z', because: 'returned' },
  ],
  rule: { rule: 'accumulating', priorityRate: 200, ordinaryPerPriority: 2, overtakeMax: 6 },
  notice: null,
};

const queueless = { ahead: null, aheadPriority: null, waitMinutes: null } as const;
const atFive = {
  window: '5',
  zone: { zh: '一楼东区', en: 'Ground floor east' },
  direction: 'left',
  calledAt: '2026-11-24T02:41:30.000Z',
} as const;

/** One view per state of the machine. */
export const ticketsByState: Readonly<Record<TicketState, TicketView>> = {
  WAITING: waitingTicket,
  CALLED: { ...waitingTicket, ...queueless, ...atFive, state: 'CALLED' },
  SERVING: { ...waitingTicket, ...queueless, ...atFive, state: 'SERVING' },
  HELD: { ...waitingTicket, ...queueless, state: 'HELD', heldUntil: '2026-11-24T03:10:00.000Z' },
  DONE: { ...waitingTicket, ...queueless, state: 'DONE' },
  MISSED: { ...waitingTicket, ...queueless, state: 'MISSED', rejoinUntil: '2026-11-24T03:12:00.000Z' },
  CANCELLED: { ...waitingTicket, ...queueless, state: 'CANCELLED' },
  ABANDONED: { ...waitingTicket, ...queueless, state: 'ABANDONED' },
};
