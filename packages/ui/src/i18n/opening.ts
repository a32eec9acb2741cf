/** Why no numbers are given now and when again, on every screen. zh is the source. */
export const zh = {
  'opening.none.before': '还没开始取号',
  'opening.none.break': '午间休息，暂不取号',
  'opening.none.over': '今天不再取号',
  'opening.none.shut': '今天不开门',
  'opening.halted.crowded': '人太多，暂停取号',
  'opening.halted.power': '停电，暂停取号',
  'opening.halted.network': '网络不通，暂停取号',
  'opening.halted.safety': '安全原因，暂停取号',
  'opening.halted.other': '暂停取号',
  'opening.again': '{at} 开始取号',
  'opening.again_on': '{day} {at} 开始取号',
  'opening.served': '手里有号的照常叫号',
} as const;

export type OpeningKey = keyof typeof zh;

export const en: Readonly<Record<OpeningKey, string>> = {
  'opening.none.before': 'No numbers yet',
  'opening.none.break': 'Break: no numbers now',
  'opening.none.over': 'No more numbers today',
  'opening.none.shut': 'Closed today',
  'opening.halted.crowded': 'Too crowded: no numbers for now',
  'opening.halted.power': 'Power cut: no numbers for now',
  'opening.halted.network': 'Network down: no numbers for now',
  'opening.halted.safety': 'For safety: no numbers for now',
  'opening.halted.other': 'No numbers for now',
  'opening.again': 'Numbers from {at}',
  'opening.again_on': 'Numbers from {at} on {day}',
  'opening.served': 'Numbers already taken are called',
};
