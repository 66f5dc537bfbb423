/** O relógio do programa, onde ele pode ser adiantado. */
export const clock = {
  'clock.about':
    'Aqui o tempo pode ser adiantado, para ver o que acontece: avaliações terminam, respostas atrasam.',
  'clock.now': 'Hora do programa',
  'clock.realNow': 'Hora real',
  'clock.ahead': 'Adiantado em',
  'clock.days': '{days, plural, one {# dia} other {# dias}}',
  'clock.hours': '{hours, plural, one {# hora} other {# horas}}',
  'clock.open': 'Adiantar o relógio …',
  'clock.title': 'Adiantar o relógio?',
  'clock.neverBack': 'O relógio nunca volta: a partir daí todos os dados são da nova hora.',
  'clock.by': 'Quanto',
  'clock.runSchedules': 'Fazer o que então vence',
  'clock.runSchedulesHint':
    'E-mails são enviados, avaliações encerradas e renovações cobradas antes da resposta.',
  'clock.move': 'Adiantar',
  'clock.moved': 'Agora é {at}.',
} as const
