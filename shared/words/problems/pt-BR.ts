import type { ProblemWords } from './problem-words.ts'

/** The words of refusals in Brazilian Portuguese. */
export const ptBR: ProblemWords = {
  'invalid-input.title': 'A requisição não é válida',
  'invalid-input.advice': 'Corrija os campos apontados nos problemas e envie a requisição novamente.',
  'malformed-body.title': 'O corpo não é um objeto JSON',
  'malformed-body.advice':
    'Envie um objeto JSON em UTF-8, com no máximo 32 níveis, cada membro uma só vez e sem o caractere de substituição Unicode.',
  'body-too-large.title': 'O corpo é grande demais',
  'body-too-large.advice': 'Envie um corpo menor.',
  'unsupported-media-type.title': 'O tipo de mídia do corpo não é aceito aqui',
  'unsupported-media-type.advice':
    'Envie o corpo em um dos tipos de mídia indicados, em UTF-8 e sem Content-Encoding.',
  'not-signed-in.title': 'Ninguém fez login',
  'not-signed-in.advice': 'Faça login com sua conta do fornecedor e envie o token de acesso dela.',
  'email-not-verified.title': 'O endereço de e-mail não foi verificado',
  'email-not-verified.advice':
    'Verifique o endereço de e-mail da sua conta do fornecedor e faça login novamente.',
  'email-not-usable.title': 'Não é possível enviar e-mails para este endereço',
  'email-not-usable.advice':
    'Antes do @ ele só pode ter letras, dígitos e sinais ASCII. Defina um endereço assim na sua conta do fornecedor e faça login novamente.',
  'another-person.title': 'Este endereço de e-mail pertence aqui a outra conta',
  'another-person.advice':
    'Ele já foi usado com outra conta do fornecedor. Peça ao suporte para liberá-lo e faça login com esta conta novamente.',
  'role-required.title': 'Sua função não permite esta ação',
  'role-required.advice': 'Faça login como alguém que tenha uma das funções indicadas.',
  'partner-deactivated.title': 'Sua conta de parceiro está desativada',
  'partner-deactivated.advice': 'Pergunte ao suporte o motivo e o que pode ser feito.',
  'console-requires-workplace.title': 'O Painel de Controle do Parceiro é para parceiros do Workplace',
  'console-requires-workplace.advice':
    'A Loja do Parceiro continua disponível; peça ao suporte para adicionar a especialidade Workplace.',
  'access-revoked.title': 'A organização revogou seu acesso',
  'access-revoked.advice': 'Somente os administradores da organização podem concedê-lo novamente.',
  'customer-not-found.title': 'Esse cliente não existe',
  'customer-not-found.advice': 'Escolha um cliente da sua lista.',
  'idempotency-key-required.title': 'O cabeçalho Idempotency-Key é obrigatório aqui',
  'idempotency-key-required.advice':
    'Envie uma nova chave única a cada nova requisição e a mesma chave ao repetir uma requisição.',
  'idempotency-key-reused.title': 'A Idempotency-Key já foi usada em outra requisição',
  'idempotency-key-reused.advice': 'Use uma nova chave para uma nova requisição.',
  'if-match-required.title': 'O cabeçalho If-Match é obrigatório aqui',
  'if-match-required.advice': 'Leia o recurso e envie o ETag dele como If-Match.',
  'changed-meanwhile.title': 'Houve uma alteração depois da sua leitura',
  'changed-meanwhile.advice': 'Leia novamente e decida de novo.',
  'cursor-invalid.title': 'O cursor não é válido aqui',
  'cursor-invalid.advice': 'Recomece pela primeira página.',
  'unavailable.title': 'O serviço está ocupado',
  'unavailable.advice': 'Aguarde e envie a mesma requisição novamente.',
  'defect.title': 'Algo falhou do nosso lado',
  'defect.advice': 'Tente novamente; se ocorrer outra vez, informe ao suporte o ID desta requisição.',

  'application-already-decided.title': 'A solicitação de parceria já foi decidida',
  'application-already-decided.advice':
    'A decisão é definitiva; o solicitante pode se inscrever novamente após uma recusa.',
  'own-application.title': 'Ninguém decide a própria solicitação',
  'own-application.advice': 'Peça a outro revisor.',
  'application-not-found.title': 'Essa solicitação de parceria não existe',
  'application-not-found.advice': 'Escolha uma solicitação da lista.',
  'terms-not-accepted.title': 'Os Termos e condições não foram aceitos',
  'terms-not-accepted.advice': 'Aceite a versão atual dos Termos e condições.',
  'already-partner.title': 'Esta pessoa já é membro de um parceiro',
  'already-partner.advice': 'Uma pessoa pertence a um parceiro, no máximo.',
  'application-already-open.title': 'Você tem uma solicitação em análise',
  'application-already-open.advice': 'Aguarde a resposta ou retire-a primeiro.',

  'partner-already-deactivated.title': 'O parceiro já está desativado',
  'partner-already-deactivated.advice': 'Não há mais nada a fazer.',
  'partner-already-active.title': 'O parceiro já está ativo',
  'partner-already-active.advice': 'Não há mais nada a fazer.',
  'partner-not-found.title': 'Esse parceiro não existe',
  'partner-not-found.advice': 'Escolha um parceiro da lista.',
  'too-many-admin-changes.title': 'Muitas pessoas entram ou saem de uma vez',
  'too-many-admin-changes.advice': 'Faça a alteração em duas etapas.',
  'partner-member-is-staff.title': 'Ninguém pertence à equipe do programa e a um parceiro ao mesmo tempo',
  'partner-member-is-staff.advice':
    'Encerre antes as funções na equipe ou a participação no parceiro, ou indique outra pessoa.',
  'address-not-bound.title': 'Ninguém fez login com este endereço',
  'address-not-bound.advice': 'Nada impede a pessoa de fazer login; confira a grafia do endereço.',
  'address-not-released.title': 'O endereço pertence a uma conta',
  'address-not-released.advice':
    'Nenhuma conta anterior está impedida por uma liberação. Se a conta for a errada, libere primeiro o endereço.',
  'own-address-unreleasable.title': 'Ninguém libera o próprio endereço',
  'own-address-unreleasable.advice': 'Peça a outro membro do suporte.',
  'last-admin-awaits-replacement.title': 'O último administrador do parceiro fica até a confirmação de outro',
  'last-admin-awaits-replacement.advice':
    'Mantenha um administrador atual na lista até que a pessoa nova seja confirmada.',
  'own-roles-unchangeable.title': 'Ninguém altera as próprias funções',
  'own-roles-unchangeable.advice': 'Peça a outro membro do suporte.',
  'partner-member-is-organization-admin.title':
    'Um membro do parceiro não pode administrar uma organização cliente desse parceiro',
  'partner-member-is-organization-admin.advice':
    'Indique uma pessoa da organização que não seja membro do parceiro.',

  'customer-exists.title': 'Este domínio já pertence a uma organização cliente',
  'customer-exists.advice':
    'Ela não pode ser adicionada de novo; peça ao Super Administrador dela que mapeie a organização para você.',
  'already-mapped.title': 'A organização já está mapeada para este parceiro',
  'already-mapped.advice': 'Não há mais nada a fazer.',
  'domain-not-verified.title': 'O domínio da organização não está verificado',
  'domain-not-verified.advice': 'Verifique o domínio antes.',
  'partner-code-invalid.title': 'O código não é válido',
  'partner-code-invalid.advice': 'Um código vale uma vez, por 15 dias. Peça um novo ao parceiro.',
  'transfer-open.title': 'Há uma transferência da organização para outro parceiro em aberto',
  'transfer-open.advice': 'Aguarde até que ela seja concluída ou cancelada.',
  'no-partner.title': 'Nenhum parceiro administra a organização',
  'no-partner.advice': 'Informe o código de um parceiro ou responda à solicitação de um.',
  'domain-already-claimed.title': 'Você já adicionou este domínio',
  'domain-already-claimed.advice': 'Verifique o cliente que o tem, ou remova esse cliente antes.',
  'unverified-customers-exhausted.title': 'Muitos dos seus clientes não estão verificados',
  'unverified-customers-exhausted.advice': 'Verifique ou remova alguns deles antes de adicionar outro.',
  'customer-not-removable.title': 'Só é possível remover um cliente que nunca foi verificado',
  'customer-not-removable.advice': 'Em vez disso, encerre o mapeamento.',
  'super-admin-signed-in.title': 'O Super Administrador já fez login',
  'super-admin-signed-in.advice':
    'A partir daí, somente o Super Administrador, ou o suporte, pode indicar outra pessoa.',
  'trial-not-running.title': 'Nenhum período de teste está em andamento',
  'trial-not-running.advice':
    'Só um período de teste em andamento pode ser prorrogado; escolha um plano pago.',
  'trial-extensions-exhausted.title': 'O período de teste não pode mais ser prorrogado',
  'trial-extensions-exhausted.advice': 'Um período de teste dura no máximo 60 dias; escolha um plano pago.',
  'trial-already-used.title': 'Este domínio já teve um período de teste',
  'trial-already-used.advice':
    'Cada domínio é testado uma única vez; comece no plano gratuito ou escolha um plano pago.',
  'subscription-not-free.title': 'O cliente tem um plano pago',
  'subscription-not-free.advice':
    'Só um cliente no plano gratuito inicia um período de teste; altere a assinatura.',
  'subscription-request-not-found.title': 'Esse pedido de assinatura não existe',
  'subscription-request-not-found.advice': 'Escolha um pedido da sua lista.',
  'subscription-request-open.title': 'A organização já tem um pedido de assinatura em aberto',
  'subscription-request-open.advice': 'Aguarde até que o parceiro responda a ele.',
  'subscription-request-closed.title': 'O pedido de assinatura já está encerrado',
  'subscription-request-closed.advice': 'Nada mais pode ser alterado nele.',
  'access-already-revoked.title': 'O acesso já está revogado',
  'access-already-revoked.advice': 'Não há mais nada a fazer.',
  'access-already-granted.title': 'O acesso já está concedido',
  'access-already-granted.advice': 'Não há mais nada a fazer.',
  'daily-number-reached.title': 'Isso já foi feito tantas vezes quanto um dia permite',
  'daily-number-reached.advice':
    'Aguarde o início do próximo dia em UTC e envie a mesma solicitação novamente.',
  'clock-too-far-ahead.title': 'O relógio não pode ser adiantado tanto',
  'clock-too-far-ahead.advice': 'Ele adianta no máximo dez anos; redefina o ambiente local para recomeçar.',
  'mail-not-found.title': 'Esse e-mail não existe',
  'mail-not-found.advice': 'Escolha um e-mail da lista de e-mails incertos.',
  'mail-not-open.title': 'Não há nada a decidir sobre este e-mail',
  'mail-not-open.advice':
    'Somente e-mails incertos ou com falha aguardam decisão; consulte a lista novamente.',
  'failed-event-not-found.title': 'Esse evento com falha não existe',
  'failed-event-not-found.advice': 'Escolha um evento da lista de eventos com falha.',
  'failed-event-already-redriven.title': 'O evento já foi entregue novamente à sua função',
  'failed-event-already-redriven.advice':
    'Se falhou de novo, ele está na lista como um novo evento com falha.',
  'failed-event-not-redrivable.title': 'Não há evento a entregar novamente a uma função',
  'failed-event-not-redrivable.advice':
    'O que o stream trouxe está pendente na caixa de saída e é processado sem ele.',
  'export-too-large.title': 'Há clientes demais para um único arquivo',
  'export-too-large.advice':
    'Restrinja a exportação por uma busca, pelo estado do domínio ou do período de teste.',
}
