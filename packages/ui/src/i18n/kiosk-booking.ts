/** Words of the kiosk for who has booked. zh is the source. */
export const zh = {
  'kiosk.booked': '预约签到',
  'kiosk.bookedHint': '有预约码，到时间签到',
  'kiosk.checkInTitle': '预约码是多少',
  'kiosk.checkInNote': '八位数，短信和手机上都有。也可以把二维码对着扫描口。',
  'kiosk.checkInLabel': '预约码',
  'kiosk.checkIn': '签到取号',
  'kiosk.checkInMissing': '签到，还差 {n} 位',
  'kiosk.takeOrdinary': '取一个普通号',
  'kiosk.error.booking.early': '还早，不到签到的时间',
  'kiosk.error.booking.earlyHint': '{date} {from} 起可以签到。先坐一会儿，到时再来按。',
  'kiosk.error.booking.late': '签到的时间过了',
  'kiosk.error.booking.lateHint': '最晚 {until}。可以取一个普通号，照样今天办；也可以在手机上另约时间。',
  'kiosk.error.booking.not_allowed': '这个预约用过了，或者取消了',
  'kiosk.error.booking.not_allowedHint': '签过到的，看手机或小票上的号。有疑问请到导办台。',
};
export type KioskBookingKey = keyof typeof zh;

export const en: Record<KioskBookingKey, string> = {
  'kiosk.booked': 'I have a booking',
  'kiosk.bookedHint': 'Check in with your booking code',
  'kiosk.checkInTitle': 'What is your booking code?',
  'kiosk.checkInNote': 'Eight digits, in the message and on your phone. Or hold the QR code to the scanner.',
  'kiosk.checkInLabel': 'Booking code',
  'kiosk.checkIn': 'Check in',
  'kiosk.checkInMissing': 'Check in: {n} more to type',
  'kiosk.takeOrdinary': 'Take an ordinary number',
  'kiosk.error.booking.early': 'It is too early to check in',
  'kiosk.error.booking.earlyHint': 'Check in from {from} on {date}. Please take a seat until then.',
  'kiosk.error.booking.late': 'The time to check in is over',
  'kiosk.error.booking.lateHint': 'It ended at {until}. Take an ordinary number and be served today, or book another time on your phone.',
  'kiosk.error.booking.not_allowed': 'This booking is used or cancelled',
  'kiosk.error.booking.not_allowedHint': 'If you have checked in, see the number on your phone or slip. Otherwise ask at the guide desk.',
};
