/** Words of the kiosk for several matters under one number, and for who comes again for a case. zh is the source. */
export const zh = {
  'kiosk.more': '还要办别的',
  'kiosk.matters': '{first} 等 {n} 件事',
  'kiosk.findMore': '还要办什么事？',
  'kiosk.chosenItem': '已经选了',
  'kiosk.chosenItemHint': '一起办',
  'kiosk.otherQueue': '不在一个队列',
  'kiosk.otherQueueHint': '要另取一个号',
  'kiosk.bring.ask': '要带什么，请到导办台问',
  'kiosk.bring.same': '要带的上面都有了',
  'kiosk.collect.title': '来取哪一件？',
  'kiosk.collect.note': '把受理单上的二维码对着扫描口，或者打进查询码。窗口会先找好您的件。',
  'kiosk.collect.typed': '扫码口现在用不了。请打进受理单上的查询码，窗口会先找好您的件。',
  'kiosk.collect.label': '查询码，八位字母和数字',
  'kiosk.collect.missing': '还差 {n} 位',
  'kiosk.collect.without': '没带，直接取号',
  'kiosk.error.ticket.case_unknown': '没有找到要来办的件',
  'kiosk.error.ticket.case_unknownHint': '请对照受理单上的查询码再看看。没带受理单也可以直接取号，到窗口出示身份证。',
};
export type KioskVisitKey = keyof typeof zh;

export const en: Record<KioskVisitKey, string> = {
  'kiosk.more': 'Another matter too',
  'kiosk.matters': '{first}, {n} matters in all',
  'kiosk.findMore': 'What else is it about?',
  'kiosk.chosenItem': 'Chosen already',
  'kiosk.chosenItemHint': 'done together',
  'kiosk.otherQueue': 'Another queue',
  'kiosk.otherQueueHint': 'needs its own number',
  'kiosk.bring.ask': 'What to bring: ask at the guide desk',
  'kiosk.bring.same': 'All that it takes stands above',
  'kiosk.collect.title': 'Which result do you collect?',
  'kiosk.collect.note': 'Hold the code of your receipt to the scanner, or type its reference. The window will have your case ready.',
  'kiosk.collect.typed': 'The scanner is out of order. Please type the reference on your receipt.',
  'kiosk.collect.label': 'Reference, eight letters and digits',
  'kiosk.collect.missing': '{n} more to type',
  'kiosk.collect.without': 'I have none',
  'kiosk.error.ticket.case_unknown': 'No case was found to come for',
  'kiosk.error.ticket.case_unknownHint':
    'Compare it with the reference on your receipt. Without one, just take a number and show your ID card at the window.',
};
