import { expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { isHttp } from '../../shared/declaration/operation.ts'
import { isOnTable, leadingKeys } from './statements.ts'
import { functionsOf, type StageName } from './synthesized.ts'

const WRITING = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']

/** What an administrator or a partner in a session does, and the ten: all of it may leave a line of a refused attempt. */
const ON_BEHALF = [
  ...['openManagementSession', 'getManagementSession', 'closeManagementSession'],
  ...['addUsers', 'listUsers', 'getUser', 'updateUser', 'addAlias', 'removeAlias'],
  ...['createGroup', 'listGroups', 'getGroup', 'updateGroup', 'deleteGroup'],
  ...['addGroupMembers', 'removeGroupMember'],
  ...['createMailPolicy', 'listMailPolicies', 'updateMailPolicy', 'deleteMailPolicy'],
  ...['getOrganizationSettings', 'listAudit', 'exportAudit'],
  ...['changeSuperAdmin', 'changeUserRole', 'setOrganizationTfa', 'changeContactsSync', 'editDashboard'],
  ...['changeUserProfilePicture', 'resetUserPassword', 'deleteUser', 'backUpUserAccount'],
  ...['getReferralProgram', 'useReferralProgram'],
]

/** What is the organisation's alone: a partner admin who tries it leaves a line, too. */
const OWN = ['verifyAudit', 'cancelRecovery', 'changeOwnSubscription']

/** Which functions may write in a partition of an organisation's directory; written down here, so that no declaration judges itself. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  'USERS#*': [
    ...['verifyDomain', 'importOrganization', 'correctSuperAdmin', 'recoverSuperAdmin'],
    ...['addUsers', 'updateUser', 'addAlias', 'removeAlias'],
    ...['changeSuperAdmin', 'changeUserRole', 'changeUserProfilePicture', 'resetUserPassword'],
    ...['deleteUser', 'backUpUserAccount'],
  ],
  'ADDRESSES#*': [
    ...['verifyDomain', 'importOrganization', 'correctSuperAdmin', 'recoverSuperAdmin'],
    ...['addUsers', 'updateUser', 'addAlias', 'removeAlias', 'deleteUser', 'createGroup', 'deleteGroup'],
  ],
  'SEATS#*': [
    ...['verifyDomain', 'importOrganization', 'recoverSuperAdmin'],
    ...['addUsers', 'updateUser', 'deleteUser'],
  ],
  'GROUPS#*': ['createGroup', 'updateGroup', 'deleteGroup', 'addGroupMembers', 'removeGroupMember'],
  'GROUP-MEMBERS#*': ['addGroupMembers', 'removeGroupMember'],
  'POLICIES#*': ['createMailPolicy', 'updateMailPolicy', 'deleteMailPolicy'],
  'SETTINGS#*': ['setOrganizationTfa', 'changeContactsSync', 'editDashboard'],
  'SESSIONS#*': ['openManagementSession', 'closeManagementSession'],
  'REFERRALS#*': ['useReferralProgram'],
  'RECOVERY#*': ['recoverSuperAdmin', 'cancelRecovery'],
  'PICTURES#*': ['changeUserProfilePicture', 'deleteUser'],
  'REFUSALS#*': [...ON_BEHALF, ...OWN],
  'LOG#*': [
    ...ON_BEHALF,
    ...OWN,
    ...['addCustomer', 'updateCustomer', 'removeCustomer', 'correctSuperAdmin', 'recoverSuperAdmin'],
    ...['verifyDomain', 'importOrganization', 'lapseUnverifiedClaims', 'setService'],
    ...['startTrial', 'extendTrial', 'expireTrials', 'runTrialExpiry'],
    ...['grantAccess', 'revokeAccess', 'tagPartner', 'answerTagRequest', 'endMapping', 'endPartnerMapping'],
    ...['cancelTransfer', 'decideTransfer', 'completeTransfers', 'dispatchOutbox', 'retryOutbox'],
    ...['changeSubscription', 'withdrawScheduledChange', 'cancelSubscription', 'setPaymentProfile'],
    ...['renewSubscriptions', 'retryPayments', 'endGrace', 'resolvePayments', 'receivePaymentEvent'],
    'refundPayment',
  ],
}

/** Which functions of a stage may write in a partition. */
const writersIn = (name: StageName, partition: string, verbs: readonly string[] = WRITING): string[] =>
  [...functionsOf(name)]
    .filter(([, { statements }]) =>
      statements
        .filter(isOnTable)
        .some(
          (statement) =>
            statement.Action.some((action) => verbs.includes(action)) &&
            leadingKeys(statement).includes(partition),
        ),
    )
    .map(([operation]) => operation)
    .toSorted()

/** Who may write in the partitions of an organisation. */
export const describePartitions = (name: StageName): void => {
  it.each(Object.entries(WRITERS))('R52 lets no other function write in %s', (partition, writers) => {
    expect(writersIn(name, partition)).toEqual([...new Set(writers)].toSorted())
  })

  it('R60 lets nothing on behalf of an organisation write the access, nor the customer but in a hand-over', () => {
    const onBehalf = operations
      .filter((operation) => isHttp(operation) && operation.declaration.onBehalf !== undefined)
      .map((operation) => operation.name)
    expect(onBehalf.toSorted()).toEqual(ON_BEHALF.toSorted())
    const writing = (partition: string) =>
      writersIn(name, partition).filter((operation) => onBehalf.includes(operation))
    expect(writing('ACCESS#*')).toEqual([])
    expect(writing('CUSTOMER#*')).toEqual(['changeSuperAdmin'])
    expect(writing('PARTNER#*')).toEqual([])
    expect(writing('PERSON#*')).toEqual([])
    expect(writing('LISTING#*')).toEqual(['changeSuperAdmin'])
  })

  it('R53 lets no function rewrite or remove a line of a log', () => {
    expect(writersIn(name, 'LOG#*', ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'])).toEqual([])
  })
}
