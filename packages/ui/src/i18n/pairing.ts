/** The first screen of a device in the hall. zh is the source. */
export const zh = {
  'pairing.title': '这块屏还没有配对',
  'pairing.code': '配对码',
  'pairing.step1': '请管理员登录柜台页面，在“规则和人员”里打开“设备”',
  'pairing.step2': '输入屏上的配对码，选它是大屏、取号机还是评价器，放在哪里',
  'pairing.step3': '确认后这块屏会自己打开，不用碰它',
  'pairing.renews': '{time} 后换新码',
  'pairing.loading': '正在取配对码',
  'pairing.error': '连不上大厅系统',
  'pairing.errorHint': '请检查网线和服务器。这里会自己一直重试。',
  'pairing.tooMany': '试得太多了',
  'pairing.tooManyHint': '{seconds} 秒后自动再试。',
  'pairing.revoked': '这台设备已被停用。要再用它，请重新配对。',
};

export type PairingKey = keyof typeof zh;

export const en: Record<PairingKey, string> = {
  'pairing.title': 'This screen is not paired yet',
  'pairing.code': 'Pairing code',
  'pairing.step1': 'The manager signs in at the desk and opens “Devices” under rules and staff',
  'pairing.step2': 'Types the code on this screen, and says whether it is a board, a kiosk or a rating pad, and where it stands',
  'pairing.step3': 'Once confirmed this screen opens by itself. No need to touch it',
  'pairing.renews': 'New code in {time}',
  'pairing.loading': 'Getting a code',
  'pairing.error': 'The hall system cannot be reached',
  'pairing.errorHint': 'Check the cable and the server. This screen keeps trying by itself.',
  'pairing.tooMany': 'Too many tries',
  'pairing.tooManyHint': 'Trying again in {seconds} seconds.',
  'pairing.revoked': 'This device was taken out of service. To use it again, pair it anew.',
};
