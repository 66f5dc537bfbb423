/** Comprovar que um domínio pertence ao cliente. */
export const verification = {
  'verification.title': 'Verificar {domain}',
  'verification.about':
    'Publique um destes e depois confira. Isso comprova que o domínio pertence ao cliente.',
  'verification.methods': 'Como comprovar',
  'verification.TXT': 'Registro TXT',
  'verification.CNAME': 'Registro CNAME',
  'verification.HTML': 'Arquivo HTML',
  'verification.TXT.steps': 'Adicione este registro onde o DNS do domínio é administrado.',
  'verification.CNAME.steps': 'Adicione este registro onde o DNS do domínio é administrado.',
  'verification.HTML.steps':
    'Coloque um arquivo com este conteúdo neste endereço do servidor web do domínio.',
  'verification.host': 'Host',
  'verification.type': 'Tipo',
  'verification.value': 'Valor',
  'verification.address': 'Endereço',
  'verification.content': 'Conteúdo',
  'verification.copy': 'Copiar: {what}',
  'verification.check': 'Conferir agora',
  'verification.checking': 'Conferindo …',
  'verification.next': 'Enquanto esta página estiver aberta, ela confere de novo sozinha.',
  'verification.last': 'Última conferência',
  'verification.asked': 'Perguntado',
  'verification.servers': 'Servidores',
  'verification.expected': 'Esperado',
  'verification.found': 'Encontrado',
  'verification.foundMore': 'e mais {count}',
  'verification.nothing': 'nada',
  'verification.reason': 'Motivo',
  'verification.at': 'Quando',
  'verification.absent': 'O registro ainda não está lá',
  'verification.absent.nothing':
    'Nada está publicado sob este nome. Um registro novo pode levar minutos para aparecer; pergunte de novo em {minutes, plural, one {um minuto} other {# minutos}}.',
  'verification.absent.other':
    'Há outra coisa publicada ali. Compare com o esperado: sem aspas, sem espaços, nada cortado. Pergunte de novo em {minutes, plural, one {um minuto} other {# minutos}}.',
  'verification.unknown': 'Não foi possível saber',
  'verification.unknown.about':
    'Os servidores do domínio não responderam como deveriam. Nada mudou. Pergunte de novo em {minutes, plural, one {um minuto} other {# minutos}}; se continuar, fale com quem administra o DNS do domínio.',
  'verification.verified': '{domain} está verificado',
  'verification.verified.about': 'Desde {at}. Agora você pode gerenciar a organização.',
  'verification.usedBefore': 'Outro período de teste deste domínio vale, por isso o deste cliente terminou.',
  'verification.toCustomer': 'Ir para o cliente',
} as const
