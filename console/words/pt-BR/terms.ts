/** Os termos do programa, para todos. */
export const terms = {
  'terms.title': 'Termos e condições do programa',
  'terms.since': 'Versão {version}, em vigor desde {on}',
  'terms.former': 'Esta versão não é a atual.',
  'terms.toCurrent': 'Ler os termos atuais',
} as const
