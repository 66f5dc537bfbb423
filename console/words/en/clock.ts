/** The programme clock, where it can be moved. */
export const clock = {
  'clock.about':
    'Here time can be moved forward, to see what happens then: trials end, replies become overdue.',
  'clock.now': 'Time of the programme',
  'clock.realNow': 'Real time',
  'clock.ahead': 'Ahead by',
  'clock.days': '{days, plural, one {# day} other {# days}}',
  'clock.hours': '{hours, plural, one {# hour} other {# hours}}',
  'clock.open': 'Move the clock forward …',
  'clock.title': 'Move the clock forward?',
  'clock.neverBack': 'The clock never goes back: all data is of the new time from then on.',
  'clock.by': 'By how much',
  'clock.runSchedules': 'Do what is due then',
  'clock.runSchedulesHint': 'Mails are sent, trials ended and renewals charged before the answer comes.',
  'clock.move': 'Move the clock',
  'clock.moved': 'It is {at} now.',
} as const
