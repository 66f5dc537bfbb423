/** The terms of the programme, for everybody. */
export const terms = {
  'terms.title': 'The terms of the programme',
  'terms.since': 'Version {version}, in force since {on}',
  'terms.former': 'This version is not the current one.',
  'terms.toCurrent': 'Read the current terms',
} as const
