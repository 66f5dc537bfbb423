import type { Catalogue } from './catalogue.ts'

/** The terms in Brazilian Portuguese. */
export const ptBR: Catalogue = {
  '2026-01': {
    title: 'Termos do Programa de Parceiros do Workplace',
    notice: 'Este texto é um rascunho. Ninguém aprovou ainda a sua redação para publicação.',
    text: [
      {
        heading: 'Quem é parceiro',
        paragraphs: [
          'Uma empresa se torna parceira quando a equipe do programa aprova a sua solicitação. Enviar uma solicitação não concede nada. Você recebe uma resposta em até 7 dias.',
          'Quem envia a solicitação age em nome da empresa, fornece dados verdadeiros e aceita estes termos. A versão e o momento ficam registrados com a solicitação.',
          'Ninguém é ao mesmo tempo membro de um parceiro e da equipe do programa.',
        ],
      },
      {
        heading: 'Loja e Painel de Controle',
        paragraphs: [
          'Na Loja do Parceiro, todo parceiro ativo cuida dos negócios com os seus clientes: dados, serviços, assinaturas, pagamentos, comissão e relatórios.',
          'Um parceiro com especialização em Workplace tem também o Painel de Controle do Parceiro. Nele adiciona organizações, comprova os domínios delas, inicia e prorroga períodos de teste e gerencia as organizações que o permitem.',
          'Um domínio pertence à primeira organização para a qual é comprovado. Uma reivindicação não comprovada termina após 30 dias, e um parceiro tem no máximo 50 delas ao mesmo tempo.',
        ],
      },
      {
        heading: 'Gerenciar uma organização',
        paragraphs: [
          'Você gerencia uma organização em nome dela, em uma sessão, e somente para o que a organização precisa. Nela você pode fazer o que o Super Administrador pode, exceto as dez ações abaixo.',
          'O que você faz, e o que tenta fazer e é recusado, fica no registro da organização. Os administradores dela podem lê-lo a qualquer momento.',
        ],
      },
      {
        heading: 'Dez ações que um parceiro nunca realiza',
        paragraphs: [
          '1. Alterar o Super Administrador da organização',
          '2. Ativar ou desativar a autenticação de dois fatores da organização',
          '3. Tornar um usuário administrador ou um administrador usuário',
          '4. Alterar a foto de perfil de um usuário',
          '5. Redefinir a senha de um usuário',
          '6. Excluir um usuário',
          '7. Fazer backup da conta de um usuário',
          '8. Editar o painel',
          '9. Acessar ou usar o programa de indicações',
          '10. Alterar a sincronização de contatos da organização',
          'Você também não contorna isso por outro caminho, nem torna a si mesmo ou pessoas da sua empresa administradores de um cliente.',
        ],
      },
      {
        heading: 'Dados dos clientes',
        paragraphs: [
          'Os dados de uma organização são dela. Você os usa para atender essa organização e para mais nada, e não os repassa a ninguém.',
          'Números de cartão são digitados somente na página do provedor de pagamentos, nunca em um texto do programa.',
          'Mantenha o seu acesso só com você. Avise o suporte imediatamente se outra pessoa puder tê-lo usado.',
        ],
      },
      {
        heading: 'Períodos de teste',
        paragraphs: [
          'Um período de teste dura 15 dias. Enquanto ele está em andamento, você pode prorrogá-lo por 15 dias de cada vez, até 60 dias no total. Cada domínio tem um único período de teste.',
          'No fim, a organização fica no plano gratuito e ninguém é excluído. Um plano pago encerra o período de teste imediatamente, e os dias restantes se perdem.',
        ],
      },
      {
        heading: 'Preços e assinaturas',
        paragraphs: [
          'Valem os preços da tabela de preços. Só você altera a assinatura do seu cliente. O que aumenta é cobrado na hora, pelos dias até a renovação; o que diminui vale a partir da renovação.',
          'Se uma renovação não for paga, o plano permanece por 15 dias. Depois disso, a organização fica no plano gratuito.',
        ],
      },
      {
        heading: 'Desconto e comissão',
        paragraphs: [
          'Se o seu próprio cartão é cobrado, você paga o preço de tabela menos o seu desconto, e não há comissão. Se o cartão do cliente é cobrado, o cliente paga o preço de tabela e o mesmo valor é a sua comissão.',
          'O desconto e a comissão são de 20 por cento, salvo se o programa tiver combinado outra taxa com você. Outra taxa vale a partir da próxima cobrança.',
        ],
      },
      {
        heading: 'Retenção e pagamento da comissão',
        paragraphs: [
          'A comissão fica retida por 30 dias; depois fica disponível. Você pode pedir o pagamento a partir de 100 dólares americanos, com a referência da sua fatura, salvo se outras condições tiverem sido combinadas.',
          'Uma pessoa do programa aprova o pagamento, e outra o realiza.',
        ],
      },
      {
        heading: 'Reembolsos',
        paragraphs: [
          'Um reembolso estorna a comissão na mesma proporção, mesmo depois de paga. Enquanto o saldo disponível for negativo, nada é pago.',
        ],
      },
      {
        heading: 'Revogação a qualquer momento',
        paragraphs: [
          'Uma organização pode revogar o seu acesso a qualquer momento e não precisa dizer por quê. A partir daí, o Painel de Controle não mostra mais nada dela, e as sessões abertas terminam. Só a organização pode conceder o acesso de novo.',
          'Enquanto a organização não deixar você, a Loja mantém o que a cobrança exige. Uma organização também pode escolher outro parceiro.',
        ],
      },
      {
        heading: 'Desativação',
        paragraphs: [
          'O programa pode desativar um parceiro com um motivo, por exemplo após uma violação destes termos. O parceiro é então recusado em toda parte e os pagamentos da sua comissão param. As assinaturas dos seus clientes continuam, e eles podem escolher outro parceiro.',
          'O programa pode desfazer a desativação.',
        ],
      },
      {
        heading: 'Como termina',
        paragraphs: [
          'Você ou a organização podem encerrar o trabalho em conjunto. Uma assinatura paga continua até a data de renovação; depois a organização fica no plano gratuito, a menos que outro parceiro a tenha assumido.',
          'A comissão que você ganhou continua sua. Reembolsos posteriores ainda a reduzem.',
          'Novos termos têm uma nova versão e uma data. As versões anteriores continuam disponíveis para leitura.',
        ],
      },
    ],
  },
}
