import { addMs } from '@one-window/domain/time';
import type { Strokes } from '@one-window/domain/signatures';
import type { PadView } from '@one-window/domain/views';
import { busyHall, hugeHall } from '../fixtures.ts';
import type { SignWords } from './signing.ts';

const { epoch, asOf, version, hall } = busyHall;

export const restingPad: PadView = {
  epoch,
  asOf,
  version,
  hall,
  window: { label: '5', name: { zh: '综合窗口', en: 'Comprehensive window' } },
  clerk: '陈雪梅',
  prompt: null,
  signing: null,
};

export const askingPad: PadView = {
  ...restingPad,
  prompt: {
    ticketId: 'fixture',
    number: 'A0086',
    callSeq: 86,
    series: { zh: '个人综合', en: 'Personal' },
    itemName: '食品经营许可（新办）',
    endedAt: addMs(asOf, -4_000),
  },
};

export const hugePad: PadView = {
  ...askingPad,
  hall: hugeHall.hall,
  window: { label: 'B1203', name: { zh: '跨区域通办和办不成事综合窗口', en: 'Cross-area and could-not-get-done window' } },
  clerk: '买买提·吐尔逊·艾合买提',
  prompt: {
    ...askingPad.prompt!,
    number: 'ZZ123456',
    itemName: '不动产登记、房屋交易备案、土地使用权转让与抵押、水电气网联动过户及历史档案查询',
  },
};

export const signingPad: PadView = { ...restingPad, signing: { id: 'fixture', until: addMs(asOf, 180_000) } };

export const signWords: SignWords = {
  id: 'fixture',
  action: 'deliver',
  caseNo: '000131012000202611240007',
  itemName: '食品经营许可（新办）',
  document: '食品经营许可证',
  recipient: '周*华',
  agent: false,
  date: '2026-11-24',
  until: addMs(asOf, 180_000),
};

export const hugeSignPad: PadView = { ...hugePad, signing: signingPad.signing };
export const hugeSignWords: SignWords = {
  ...signWords,
  caseNo: '511602000131012000202611240007',
  itemName: '不动产登记、房屋交易备案、土地使用权转让与抵押、水电气网联动过户及历史档案查询',
  document: '不动产权证书（含房屋、构筑物所有权及其占用范围内的土地使用权）以及不动产登记证明与缴税凭证',
  recipient: '买买提·吐***·艾合买提',
  agent: true,
};

/** A name as a hand writes it: enough of it to be one. */
export const drawnName: Strokes = [
  [180, 110, 230, 104, 300, 98],
  [240, 60, 238, 120, 226, 190, 200, 250, 172, 282],
  [242, 160, 270, 210, 300, 252, 326, 276],
  [430, 70, 418, 104, 396, 142, 372, 170],
  [404, 128, 404, 190, 402, 252],
  [470, 92, 520, 84, 560, 82],
  [512, 50, 510, 130, 506, 210, 496, 262, 470, 250],
  [660, 120, 700, 110, 762, 102, 820, 98],
  [740, 60, 736, 130, 732, 204, 728, 276],
];
