import type { Catalogue } from './catalogue.ts'

const plan =
  '{plan, select, free {gratuito} mail_lite {Mail Lite} mail_lite_10 {Mail Lite 10} standard {Standard} mail_premium {Mail Premium} professional {Professional} other {{plan}}}'

/** The words of every mail in Brazilian Portuguese. */
export const ptBR: Catalogue = {
  'application-received.subject': 'Recebemos sua solicitação de parceria',
  'application-received.text': `Agradecemos sua solicitação de parceria em nome de {companyName}.

Nossa equipe revisará a solicitação e responderá até {dueAt, date, long}. O envio do formulário não garante a aceitação da solicitação.

Acompanhe o andamento: {storeUrl}`,

  'application-approved.subject': 'Boas-vindas ao Programa de Parceiros do Workplace',
  'application-approved.text': `Boas-vindas! {companyName} agora é revendedor no Programa de Parceiros do Workplace.

Gerencie todos os seus clientes em um único lugar no Portal da Loja do Parceiro: {storeUrl}

Faça login com sua conta habitual do fornecedor.`,

  'application-rejected.subject': 'Sua solicitação de parceria',
  'application-rejected.text': `Revisamos a solicitação de {companyName} e não podemos aceitá-la: {reason, select, needs_more_detail {precisamos de mais detalhes} does_not_meet_requirements {ela não atende aos requisitos} not_the_right_fit {ela não é adequada ao programa} other {veja a observação abaixo}}.

{note}

Você pode enviar uma nova solicitação: {storeUrl}`,

  'customer-added.subject': '{partnerName} configurou {organizationName} para você',
  'customer-added.text': `{partnerName} adicionou sua organização {organizationName} ({domain}) e definiu você como Super Administrador dela.

{partnerName} gerencia a organização em seu nome. Você pode revogar esse acesso a qualquer momento: {storeUrl}`,

  'domain-verified.subject': 'O domínio {domain} foi verificado',
  'domain-verified.text': `O domínio {domain} de {organizationName} foi verificado. Agora a organização pode ser gerenciada por completo.`,

  'trial-started.subject': 'O período de teste de {organizationName} começou',
  'trial-started.text': `{organizationName} ({domain}) pode testar o plano ${plan} até {endsAt, date, long}, {endsAt, time, short} UTC.`,

  'trial-ends-soon.subject':
    'O período de teste de {organizationName} termina em {daysLeft, plural, one {# dia} other {# dias}}',
  'trial-ends-soon.text': `O período de teste do plano ${plan} para {organizationName} ({domain}) termina em {daysLeft, plural, one {# dia} other {# dias}}, em {endsAt, date, long}, {endsAt, time, short} UTC.

Um parceiro da organização pode prorrogá-lo ou escolher um plano pago: {storeUrl}`,

  'trial-extended.subject': 'O período de teste de {organizationName} foi prorrogado',
  'trial-extended.text': `O período de teste de {organizationName} ({domain}) agora termina em {endsAt, date, long}, {endsAt, time, short} UTC.

{extensionsLeft, plural, =0 {Ele não pode ser prorrogado novamente.} one {Ele ainda pode ser prorrogado # vez.} other {Ele ainda pode ser prorrogado # vezes.}}`,

  'trial-ended.subject': 'O período de teste de {organizationName} terminou',
  'trial-ended.text': `O período de teste do plano ${plan} para {organizationName} ({domain}) terminou em {endedAt, date, long}, {endedAt, time, short} UTC. A organização agora está no plano gratuito; nenhum usuário foi excluído.

Para continuar com o plano ${plan}, um parceiro da organização escolhe um plano pago: {storeUrl}`,

  'trial-used-before.subject': 'O período de teste de {organizationName} terminou: {domain} já teve um',
  'trial-used-before.text': `O domínio {domain} de {organizationName} está verificado. Cada domínio é testado uma única vez, e ele já teve um período de teste; por isso este terminou em {endedAt, date, long}, {endedAt, time, short} UTC. A organização agora está no plano gratuito; nenhum usuário foi excluído.

Para continuar com mais recursos, um parceiro da organização escolhe um plano pago: {storeUrl}`,

  'access-revoked.subject': 'O acesso do parceiro a {organizationName} foi revogado',
  'access-revoked.text': `O acesso do parceiro a {organizationName} ({domain}) foi revogado em {revokedAt, date, long}, {revokedAt, time, short} UTC. Ele terminou imediatamente.

Somente os administradores da organização podem concedê-lo novamente.`,

  'access-granted.subject': 'O acesso do parceiro a {organizationName} foi concedido',
  'access-granted.text': `Um administrador de {organizationName} ({domain}) concedeu novamente o acesso ao parceiro em {grantedAt, date, long}, {grantedAt, time, short} UTC.`,

  'partner-deactivated.subject': 'Seu parceiro {partnerName} não está mais ativo',
  'partner-deactivated.text': `{partnerName}, que gerencia {organizationName}, não está mais ativo no Programa de Parceiros do Workplace.

Sua assinatura continua. Você pode escolher outro parceiro: {storeUrl}`,

  'own-partner-deactivated.subject': '{partnerName} foi desativado no Programa de Parceiros do Workplace',
  'own-partner-deactivated.text': `A equipe do programa desativou {partnerName}. Você não pode mais usar a Loja do Parceiro nem o Painel de Controle do Parceiro em nome dele.

O motivo: {note}

Pergunte ao suporte o que pode ser feito.`,

  'own-partner-reactivated.subject':
    '{partnerName} está ativo novamente no Programa de Parceiros do Workplace',
  'own-partner-reactivated.text': `A equipe do programa reativou {partnerName}. Você pode agir em nome dele novamente: {storeUrl}`,

  'partner-admin-added.subject': 'Agora você é administrador de {partnerName}',
  'partner-admin-added.text': `A equipe do programa definiu você como administrador de {partnerName} no Programa de Parceiros do Workplace: {storeUrl}

Se você não esperava isso, avise o suporte.`,

  'partner-admin-removed.subject': 'Você não é mais administrador de {partnerName}',
  'partner-admin-removed.text': `A equipe do programa encerrou sua participação em {partnerName} no Programa de Parceiros do Workplace. Você não pode mais agir em nome dele.

Se você não esperava isso, avise o suporte.`,

  'staff-roles-set.subject': 'Suas funções na equipe do programa mudaram',
  'staff-roles-set.text': `Outro membro do suporte definiu suas funções na equipe do programa: {count, plural, =0 {você não tem mais nenhuma.} one {agora você tem {roles}.} other {agora você tem {roles}.}}

Se você não esperava isso, avise o suporte.`,

  'customer-mapped.subject': '{organizationName} foi mapeada para {partnerName}',
  'customer-mapped.text': `A organização {organizationName} ({domain}) agora está mapeada para o parceiro {partnerName}, como quis um administrador da organização.

{partnerName} administra a organização em nome dela. A organização pode revogar esse acesso a qualquer momento: {storeUrl}`,

  'customer-moved.subject': '{organizationName} mudou para {after}',
  'customer-moved.text': `A organização {organizationName} ({domain}) mudou para outro parceiro.

Antes: {before}

Agora: {after}

O período de teste, o domínio verificado e os serviços continuam como estão. A partir de agora, {after} administra a organização em nome dela: {storeUrl}`,

  'mapping-ended.subject': '{partnerName} não administra mais {organizationName}',
  'mapping-ended.text': `A organização {organizationName} ({domain}) não está mais mapeada para o parceiro {partnerName}. Ela continua sem parceiro.

Os administradores dela podem escolher outro parceiro: {storeUrl}`,

  'transfer-pending.subject': '{organizationName} vai mudar para {after}',
  'transfer-pending.text': `Um administrador de {organizationName} ({domain}) concordou com a mudança para outro parceiro.

Agora: {before}

A partir de {completesAt, date, long}, {completesAt, time, short} UTC: {after}

Até lá nada muda. {before} pode contestar, e a organização pode retirar o consentimento: {storeUrl}`,

  'tag-requested.subject': '{partnerName} pede para administrar {domain}',
  'tag-requested.text': `O parceiro {partnerName} pede que sua organização ({domain}) seja mapeada para ele.{messageCount, plural, =0 {} one {

A mensagem dele:

{message}} other {

A mensagem dele:

{message}}}

Só você pode responder. Se você concordar, {partnerName} administrará a organização em nome dela. Aceite ou recuse antes de {lapsesAt, date, long}, {lapsesAt, time, short} UTC; caso contrário, a solicitação expira: {storeUrl}

Se você não conhece o parceiro, recuse a solicitação ou deixe-a sem resposta.`,

  'tag-request-denied.subject': 'A solicitação de mapeamento de {partnerName} para {domain} foi recusada',
  'tag-request-denied.text': `O Super Administrador de {domain} recusou a solicitação de mapeamento do parceiro {partnerName}. A organização continua como está.

{partnerName} pode pedir novamente depois de 30 dias. Um código do parceiro funciona a qualquer momento: {storeUrl}`,

  'tag-request-lapsed.subject': 'A solicitação de mapeamento de {partnerName} para {domain} expirou',
  'tag-request-lapsed.text': `Ninguém respondeu à solicitação de mapeamento do parceiro {partnerName} para {domain} em 15 dias. A organização continua como está.

{partnerName} pode pedir novamente depois de 30 dias. Um código do parceiro funciona a qualquer momento: {storeUrl}`,

  'tag-request-withdrawn.subject': '{partnerName} retirou a solicitação de mapeamento para {domain}',
  'tag-request-withdrawn.text': `O parceiro {partnerName} retirou a solicitação de mapeamento para {domain}. Não há mais nada a responder, e a organização continua como está.`,

  'tag-request-overtaken.subject':
    'A solicitação de mapeamento de {partnerName} para {domain} perdeu o efeito',
  'tag-request-overtaken.text': `A organização do domínio {domain} concordou com um parceiro de outra forma, e por isso a solicitação de mapeamento do parceiro {partnerName} está encerrada.

Veja as solicitações de mapeamento: {storeUrl}`,

  'organization-imported.subject': '{organizationName} está no Programa de Parceiros do Workplace',
  'organization-imported.text': `Sua organização {organizationName} ({domain}) foi incluída no Programa de Parceiros do Workplace, e você foi definido como Super Administrador dela. O domínio é considerado verificado e o plano continua o mesmo.

Nenhum parceiro a administra ainda. Você pode escolher um: {storeUrl}`,

  'subscription-requested.subject': '{organizationName} pede a você outra assinatura',
  'subscription-requested.text': `Um administrador de {organizationName} ({domain}) pede que você altere a assinatura da organização.

Plano: {wishedPlan, select, free {gratuito} mail_lite {Mail Lite} mail_lite_10 {Mail Lite 10} standard {Standard} mail_premium {Mail Premium} professional {Professional} unchanged {sem alteração} other {{wishedPlan}}}
Licenças: {licences, plural, =0 {sem alteração} one {#} other {#}}
Período de pagamento: {wishedPeriod, select, monthly {mensal} yearly {anual} unchanged {sem alteração} other {{wishedPeriod}}}
Armazenamento: {packs, plural, =0 {sem alteração} one {{storage}} other {{storage}}}

{messages, plural, =0 {Não há mensagem.} one {A mensagem:

{message}} other {A mensagem:

{message}}}

Responda ao pedido na Loja do Parceiro: {storeUrl}`,

  'subscription-request-answered.subject':
    'O pedido de assinatura de {organizationName} foi {answer, select, done {atendido} declined {recusado} other {respondido}}',
  'subscription-request-answered.text': `{partnerName} respondeu ao pedido de assinatura de {organizationName} ({domain}): {answer, select, done {foi atendido} declined {foi recusado} other {veja a observação abaixo}}.

{note}

Os pedidos da organização estão aqui: {storeUrl}`,
  'transfer-objected.subject': '{before} contesta a mudança de {organizationName}',
  'transfer-objected.text': `{before} contestou a mudança de {organizationName} ({domain}) para {after}:

{note}

Nada muda até que o suporte decida. A organização pode retirar o consentimento: {storeUrl}`,

  'transfer-decided.subject': 'O suporte decidiu sobre a mudança de {organizationName}',
  'transfer-decided.text': `O suporte decidiu sobre a mudança de {organizationName} ({domain}) de {before} para {after}, que {before} tinha contestado: {outcome, select, completed {ela foi concluída.} kept {a organização continua com {before}.} cancelled {ela não podia mais ser concluída e foi cancelada.} other {{outcome}}}

O motivo: {note}`,

  'transfer-cancelled.subject': '{organizationName} não muda para {after}',
  'transfer-cancelled.text': `A mudança de {organizationName} ({domain}) para {after} foi cancelada: {cancelReason, select, consent_withdrawn {a organização retirou o consentimento} new_partner_deactivated {{after} não está mais ativo no Programa de Parceiros do Workplace} partner_member_is_organization_admin {um membro de {after} é administrador da organização} other {consulte a Loja do Parceiro}}.

A organização continua com {before}: {storeUrl}`,

  'customer-removed.subject': '{organizationName} foi removida',
  'customer-removed.text': `O mapeamento de {organizationName} ({domain}) para o parceiro {partnerName} foi encerrado. Como o domínio nunca foi verificado, a organização foi removida, com qualquer período de teste em andamento. Esse período de teste não conta.

Ela pode ser adicionada de novo a qualquer momento: {storeUrl}`,

  'super-admin-changed.subject': '{organizationName} tem outro Super Administrador',
  'super-admin-changed.text': `O Super Administrador de {organizationName} ({domain}) agora é {successor}, no lugar de {former}.

Veja a organização: {storeUrl}`,

  'super-admin-recovery-asked.subject':
    'Foi pedido ao suporte outro Super Administrador de {organizationName}',
  'super-admin-recovery-asked.text': `Foi pedido ao suporte que {successor} se torne o Super Administrador de {organizationName} ({domain}) no lugar de {former}.

Nada mudou ainda. O pedido só produz efeito se for confirmado até {lapsesAt, date, long}, {lapsesAt, time, short} UTC. Até lá, {former} pode cancelá-lo depois de fazer login: {storeUrl}`,

  'address-released.subject': 'Seu endereço foi liberado para outra conta',
  'address-released.text': `O suporte liberou seu endereço da conta do fornecedor com a qual ele era usado. A próxima conta que fizer login com este endereço terá seus direitos no Programa de Parceiros do Workplace.

Se você não pediu isso, avise o suporte imediatamente. Caso contrário, faça login com sua conta atual: {storeUrl}`,

  'former-account-readmitted.subject': 'Sua conta anterior pode voltar a usar seu endereço',
  'former-account-readmitted.text': `O suporte voltou a admitir a conta do fornecedor da qual seu endereço foi liberado. A próxima conta que fizer login com este endereço, inclusive essa, terá seus direitos no Programa de Parceiros do Workplace.

Se você não pediu isso, avise o suporte imediatamente. Caso contrário, faça login com essa conta: {storeUrl}`,

  'team-partner-deactivated.subject': 'O suporte desativou {partnerName}',
  'team-partner-deactivated.text': `{by} desativou {partnerName}.

O motivo: {note}`,

  'team-partner-reactivated.subject': 'O suporte reativou {partnerName}',
  'team-partner-reactivated.text': '{by} reativou {partnerName}.',

  'team-partner-admins-requested.subject':
    'Novos administradores de {partnerName} aguardam um segundo membro do suporte',
  'team-partner-admins-requested.text': `{by} pede que estas pessoas se tornem administradores de {partnerName}: {added}

Elas ainda não têm direitos. Se estiver correto, repita a requisição até {lapsesAt, date, long}, {lapsesAt, time, short} UTC; caso contrário, ela expira.`,

  'team-partner-admins-set.subject': 'Os administradores de {partnerName} mudaram',
  'team-partner-admins-set.text': `{by} alterou os administradores de {partnerName}.

{addedCount, plural, =0 {Ninguém foi adicionado.} one {Adicionado: {added}} other {Adicionados: {added}}}

{removedCount, plural, =0 {Ninguém foi removido.} one {Removido: {removed}} other {Removidos: {removed}}}`,

  'team-staff-roles-set.subject': 'As funções na equipe do programa mudaram',
  'team-staff-roles-set.text': `{by} definiu as funções de {who}: {count, plural, =0 {nenhuma.} one {{roles}.} other {{roles}.}}`,

  'team-address-released.subject': 'O suporte liberou um endereço para outra conta',
  'team-address-released.text': `{by} liberou o endereço {who}. A próxima conta que fizer login com ele terá os direitos dessa pessoa.

O motivo: {note}`,
  'team-organization-imported.subject': 'O suporte trouxe {organizationName}',
  'team-organization-imported.text': `{by} trouxe a organização {organizationName} como dona do domínio {domain}. O Super Administrador dela é {who}.

O motivo: {note}`,

  'team-transfer-decided.subject': 'O suporte decidiu sobre a mudança de {organizationName}',
  'team-transfer-decided.text': `{by} decidiu sobre a mudança de {organizationName} ({domain}) de {before} para {after}: {outcome, select, completed {ela foi concluída.} kept {a organização permanece.} cancelled {ela não podia mais ser concluída e foi cancelada.} other {{outcome}}}

O motivo: {note}`,

  'team-transfer-objected.subject': '{before} contesta a mudança de {organizationName}: decida, por favor',
  'team-transfer-objected.text': `{before} contestou a mudança de {organizationName} ({domain}) para {after}:

{note}

É a transferência {transferId}. Nada muda até que o suporte decida se ela é concluída ou se a organização permanece.`,

  'team-super-admin-recovery-asked.subject':
    'Outro Super Administrador de {organizationName} aguarda um segundo membro do suporte',
  'team-super-admin-recovery-asked.text': `{by} pede que {successor} se torne o Super Administrador de {organizationName} ({domain}) no lugar de {former}.

Nada mudou ainda. Se estiver correto, repita a requisição até {lapsesAt, date, long}, {lapsesAt, time, short} UTC; caso contrário, ela expira.`,

  'team-super-admin-recovered.subject': 'O suporte nomeou outro Super Administrador de {organizationName}',
  'team-super-admin-recovered.text': `{by} confirmou que {successor} é o Super Administrador de {organizationName} ({domain}), no lugar de {former}.`,

  'team-super-admin-recovery-cancelled.subject':
    'O Super Administrador de {organizationName} cancelou um pedido de recuperação',
  'team-super-admin-recovery-cancelled.text': `{former}, Super Administrador de {organizationName} ({domain}), cancelou o pedido para que {successor} se tornasse o Super Administrador. Nada mudou.`,

  'team-former-account-readmitted.subject': 'O suporte voltou a admitir a conta anterior de um endereço',
  'team-former-account-readmitted.text': `{by} voltou a admitir a conta anterior do endereço {who}. A próxima conta que fizer login com ele, inclusive essa, terá os direitos dessa pessoa.

O motivo: {note}`,
  'application-overdue.subject': 'A resposta a {companyName} está atrasada',
  'application-overdue.text': `A solicitação de parceria de {companyName} ainda não tem resposta. O prazo era {dueAt, date, long}, {dueAt, time, short} UTC.

Decida agora sobre a solicitação {applicationId}.`,

  'claim-lapses-soon.subject': 'Verifique {domain} até {lapsesAt, date, long}',
  'claim-lapses-soon.text': `O domínio {domain} de {organizationName} ainda não foi verificado. Se não for verificado até {lapsesAt, date, long}, {lapsesAt, time, short} UTC, a organização será removida. Isso vale também durante um período de teste.

O parceiro publica o registro de verificação e o confere aqui: {storeUrl}`,

  'claim-lapsed.subject': '{organizationName} foi removida: {domain} não foi verificado',
  'claim-lapsed.text': `O domínio {domain} de {organizationName} não foi verificado em 30 dias. A organização foi removida, junto com qualquer período de teste em andamento. Esse período de teste não conta.

Ela pode ser adicionada de novo a qualquer momento: {storeUrl}`,

  'claim-ended.subject': '{organizationName} foi removida: {domain} pertence a outra organização',
  'claim-ended.text': `O domínio {domain} agora pertence a outra organização cliente, para a qual está verificado. A organização {organizationName}, cujo domínio não estava verificado, foi removida, junto com qualquer período de teste em andamento. Esse período de teste não conta.

Os clientes que permanecem estão aqui: {storeUrl}`,

  'password-reset-requested.subject': 'Escolha uma nova senha para {address}',
  'password-reset-requested.text': `Um administrador de {organizationName} pediu que você escolha uma nova senha para {address}.

Escolha a senha na página do provedor da conta: {recoveryUrl}

Este e-mail foi enviado ao endereço de recuperação da conta. Se você não conhece a conta, ignore-o: nada muda até que alguém escolha uma nova senha nessa página.`,

  'payment-receipt.subject': 'Recibo: {charge} por {organizationName}',
  'payment-receipt.text': `O cartão {card} foi cobrado em {charge} por {organizationName} ({domain}).

O valor paga o plano ${plan} com {licences, plural, one {# licença} other {# licenças}}. A próxima renovação é em {renewsAt, date, long}.

Os pagamentos estão aqui: {storeUrl}`,

  'payment-declined.subject': 'O cartão de {organizationName} foi recusado',
  'payment-declined.text': `Não foi possível cobrar {charge} por {organizationName} ({domain}) no cartão {card}: {declineReason, select, declined {o cartão foi recusado} authentication_required {o banco pede que o titular confirme o pagamento} other {o cartão não foi aceito}}.

Nada foi cobrado e nada mudou. Informe outro cartão ou fale com o banco e tente de novo: {storeUrl}`,

  'subscription-changed.subject': 'A assinatura de {organizationName} mudou',
  'subscription-changed.text': `{organizationName} ({domain}) está agora no plano ${plan} com {licences, plural, one {# licença} other {# licenças}}. A próxima renovação é em {renewsAt, date, long}.

A mudança foi feita pelo parceiro da organização: {storeUrl}`,

  'subscription-past-due.subject': 'A renovação de {organizationName} não está paga',
  'subscription-past-due.text': `A renovação do plano ${plan} de {organizationName} ({domain}) não está paga: {dunningReason, select, declined {o cartão foi recusado} authentication_required {o banco pede que o titular do cartão confirme o pagamento} no_profile {não há cartão cadastrado} other {o cartão não foi aceito}}.

O plano continua até {graceEndsAt, date, long}, {graceEndsAt, time, short} UTC. Depois disso a organização fica no plano gratuito; nenhum usuário é excluído. Um novo cartão é cobrado na hora: {storeUrl}`,

  'fell-to-free.subject': '{organizationName} está agora no plano gratuito',
  'fell-to-free.text': `O plano pago de {organizationName} ({domain}), ${plan}, terminou. A organização agora está no plano gratuito. Nenhum usuário foi excluído; os usuários além das licenças do plano gratuito ficam suspensos até que um plano seja comprado.

Um parceiro da organização escolhe um plano pago: {storeUrl}`,

  'renewal-announced.subject': '{organizationName} renova em {renewsAt, date, long}',
  'renewal-announced.text': `A assinatura de {organizationName} ({domain}) renova em {renewsAt, date, long}: plano ${plan} com {licences, plural, one {# licença} other {# licenças}} por um ano. O valor a pagar é {charge}.

Para mudar ou cancelar antes, ou informar outro cartão: {storeUrl}`,

  'card-detached.subject': 'Seu cartão não paga mais por {organizationName}',
  'card-detached.text': `{organizationName} ({domain}) não é mais sua cliente. Seu cartão {card} não será mais cobrado por ela.

O que já foi pago vale por todo o período pago. Seus outros clientes: {storeUrl}`,

  'card-missing.subject': 'Nenhum cartão paga por {organizationName}',
  'card-missing.text': `{organizationName} ({domain}) agora é sua cliente. Ela tem um plano pago, ${plan}, e não há cartão cadastrado.

Sem um cartão, a renovação não é paga. Cadastre um: {storeUrl}`,

  'payment-refunded.subject': '{refund} de {organizationName} foi devolvido',
  'payment-refunded.text': `{refund} cobrado por {organizationName} ({domain}) foi devolvido ao cartão {card}.

O banco leva alguns dias para mostrar o valor. Pagamentos: {storeUrl}`,

  'commission-clawed-back.subject': 'Um reembolso de {organizationName} reduz sua comissão',
  'commission-clawed-back.text': `{refund} de {organizationName} ({domain}) foi devolvido ao cliente. {clawedBack} da sua comissão sobre esse pagamento foi estornado.

Sua comissão, lançamento por lançamento: {storeUrl}`,

  'team-payout-requested.subject': '{partnerName} pede o pagamento de {amount}',
  'team-payout-requested.text': `{partnerName} pede o pagamento de {amount} da sua comissão. A fatura é {invoiceReference}.

Um membro do financeiro aprova o pagamento, outro o marca como pago.`,

  'payout-paid.subject': '{amount} da sua comissão foram pagos',
  'payout-paid.text': `{amount} da sua comissão foram pagos, referentes à sua fatura {invoiceReference}.

O banco leva alguns dias para mostrar o valor. Seus pagamentos de comissão: {storeUrl}`,

  'payout-rejected.subject': 'Seu pedido de pagamento de {amount} foi recusado',
  'payout-rejected.text': `O pagamento de {amount} referente à sua fatura {invoiceReference} foi recusado:

{note}

O valor voltou para a sua comissão, e a fatura pode ser indicada de novo: {storeUrl}`,
}
