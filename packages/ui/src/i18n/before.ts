/** Why somebody who came later was called before: on the phone of who waits, and to the manager. */
export const zh = {
  'ticket.before.first': '{number}：{window} 号窗口的队里数他最早',
  'ticket.before.returned': '{number}：先前办到一半，回来接着办（{window} 号窗口）',
  'ticket.before.priority': '{number}：优先号（{window} 号窗口）',
  'ticket.before.booked': '{number}：预约的时间到了（{window} 号窗口）',
  'ticket.before.turn': '{number}：轮到普通号（{window} 号窗口）',
  'ticket.before.overtaken_often': '{number}：被后来的人超过太多次（{window} 号窗口）',
  'ticket.before.overtaken_long': '{number}：不能再被晚来很久的人超过（{window} 号窗口）',
  'ticket.before.nobody_else': '{number}：{window} 号窗口主办的队没人，帮办叫的',
} as const;

export const en: Readonly<Record<keyof typeof zh, string>> = {
  'ticket.before.first': '{number}: the earliest in the queue of window {window}',
  'ticket.before.returned': '{number}: came back to go on with what had begun (window {window})',
  'ticket.before.priority': '{number}: a priority number (window {window})',
  'ticket.before.booked': '{number}: the booked time had come (window {window})',
  'ticket.before.turn': '{number}: it was the turn of the ordinary numbers (window {window})',
  'ticket.before.overtaken_often': '{number}: had been overtaken too often (window {window})',
  'ticket.before.overtaken_long': '{number}: could not be overtaken by who came much later (window {window})',
  'ticket.before.nobody_else': '{number}: window {window} helped out, its own queues were empty',
};
