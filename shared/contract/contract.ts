import * as access from '../access/contract.ts'
import * as administrators from '../administrators/contract.ts'
import * as api from '../api/contract.ts'
import * as applications from '../applications/contract.ts'
import * as audit from '../audit/contract.ts'
import * as billing from '../billing/contract.ts'
import * as clock from '../clock/contract.ts'
import * as commission from '../commission/contract.ts'
import * as customers from '../customers/contract.ts'
import * as domains from '../domains/contract.ts'
import * as failures from '../failures/contract.ts'
import * as groups from '../groups/contract.ts'
import * as identity from '../identity/contract.ts'
import { isHttp, type HttpOperation, type Operation } from '../declaration/operation.ts'
import * as management from '../management/contract.ts'
import * as mapping from '../mapping/contract.ts'
import * as notifications from '../notifications/contract.ts'
import * as organizations from '../organizations/contract.ts'
import * as partners from '../partners/contract.ts'
import * as payments from '../payments/contract.ts'
import * as people from '../people/contract.ts'
import * as policies from '../policies/contract.ts'
import * as pricing from '../pricing/contract.ts'
import * as referrals from '../referrals/contract.ts'
import * as reports from '../reports/contract.ts'
import * as services from '../services/contract.ts'
import * as settings from '../settings/contract.ts'
import * as subscriptions from '../subscriptions/contract.ts'
import * as trials from '../trials/contract.ts'
import * as users from '../users/contract.ts'

const isOperation = (exported: unknown): exported is Operation =>
  typeof exported === 'object' && exported !== null && 'declaration' in exported

const operationsOf = (area: object): Readonly<Record<string, Operation>> =>
  Object.fromEntries(
    Object.entries(area).filter((named): named is [string, Operation] => isOperation(named[1])),
  )

const areas = {
  api,
  identity,
  people,
  applications,
  partners,
  customers,
  domains,
  trials,
  access,
  mapping,
  pricing,
  services,
  organizations,
  subscriptions,
  billing,
  payments,
  commission,
  reports,
  management,
  users,
  groups,
  policies,
  settings,
  referrals,
  administrators,
  audit,
  clock,
  notifications,
  failures,
} as const
/** What the contract of each area exports. */
export type Areas = typeof areas

/** Every operation, by area; each area is a folder of `functions/` and a nested stack. */
export const contract: Readonly<Record<string, Readonly<Record<string, Operation>>>> = Object.fromEntries(
  Object.entries(areas).map(([area, exported]) => [area, operationsOf(exported)]),
)

/** Every operation of every area. */
export const operations: readonly Operation[] = Object.values(contract).flatMap((area) => Object.values(area))
/** The operations that have a route. */
export const httpOperations: readonly HttpOperation[] = operations.filter(isHttp)
