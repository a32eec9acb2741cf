import { addMs } from '@one-window/domain/time';
import type { PadView } from '@one-window/domain/views';
import { busyHall, hugeHall } from '../fixtures.ts';

const { epoch, asOf, version, hall } = busyHall;

export const restingPad: PadView = {
  epoch,
  asOf,
  version,
  hall,
  window: { label: '5', name: { zh: '综合窗口', en: 'Comprehensive window' } },
  clerk: '陈雪梅',
  prompt: null,
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
