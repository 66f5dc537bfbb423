import type { ComponentType } from 'preact'
import { ErrorBoundary, lazy, LocationProvider, Route, Router, useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { Api } from './api/api.tsx'
import { Missing } from './pages/missing.tsx'
import { Home } from './pages/home/home.tsx'
import { Welcome } from './pages/home/welcome.tsx'
import type { Session } from './session/session.ts'
import { ProgrammeTime } from './shell/now.tsx'
import { NewVersion } from './shell/new-version.tsx'
import { Shell } from './shell/shell.tsx'
import { SessionContext } from './session/context.ts'

/** A page that is loaded once it is visited, and begins anew at another address of its kind. */
const page = (load: () => Promise<{ readonly default: ComponentType }>): ComponentType => {
  const Loaded = lazy(load)
  return () => <Loaded key={useRoute().path} />
}

const Apply = page(() => import('./pages/applications/apply.tsx'))
const Application = page(() => import('./pages/applications/application.tsx'))
const Customers = page(() => import('./pages/customers/customers.tsx'))
const NewCustomer = page(() => import('./pages/customers/new-customer.tsx'))
const Customer = page(() => import('./pages/customers/customer.tsx'))
const Verification = page(() => import('./pages/customers/verification.tsx'))
const StoreCustomers = page(() => import('./pages/store/customers.tsx'))
const StoreCustomer = page(() => import('./pages/store/customer.tsx'))
const Mapping = page(() => import('./pages/mapping/mapping.tsx'))
const OrganizationMapping = page(() => import('./pages/mapping/organization-mapping.tsx'))
const OurPartner = page(() => import('./pages/access/our-partner.tsx'))
const StaffApplications = page(() => import('./pages/staff/applications.tsx'))
const StaffApplication = page(() => import('./pages/staff/application.tsx'))
const Partners = page(() => import('./pages/staff/partners.tsx'))
const Partner = page(() => import('./pages/staff/partner.tsx'))
const StaffTransfers = page(() => import('./pages/staff/transfers.tsx'))
const Team = page(() => import('./pages/staff/team.tsx'))
const Mails = page(() => import('./pages/staff/mails.tsx'))
const Failures = page(() => import('./pages/staff/failures.tsx'))
const Clock = page(() => import('./pages/staff/clock.tsx'))
const Terms = page(() => import('./pages/terms/terms.tsx'))

/** Every page by its address. */
const Pages = () => (
  <ErrorBoundary>
    <Router>
      <Route path="/" component={Home} />
      <Route path="/apply" component={Apply} />
      <Route path="/applications/:applicationId" component={Application} />
      <Route path="/console/customers" component={Customers} />
      <Route path="/console/customers/new" component={NewCustomer} />
      <Route path="/console/customers/:customerId" component={Customer} />
      <Route path="/console/customers/:customerId/verification" component={Verification} />
      <Route path="/store/customers" component={StoreCustomers} />
      <Route path="/store/customers/:customerId" component={StoreCustomer} />
      <Route path="/store/mapping" component={Mapping} />
      <Route path="/organizations/:customerId/mapping" component={OrganizationMapping} />
      <Route path="/organizations/:customerId/partner" component={OurPartner} />
      <Route path="/staff/applications" component={StaffApplications} />
      <Route path="/staff/applications/:applicationId" component={StaffApplication} />
      <Route path="/staff/partners" component={Partners} />
      <Route path="/staff/partners/:partnerId" component={Partner} />
      <Route path="/staff/transfers" component={StaffTransfers} />
      <Route path="/staff/team" component={Team} />
      <Route path="/staff/mails" component={Mails} />
      <Route path="/staff/failures" component={Failures} />
      <Route path="/clock" component={Clock} />
      <Route path="/terms/:version" component={Terms} />
      <Route default component={Missing} />
    </Router>
  </ErrorBoundary>
)

/** Who is not signed in reads the terms, or signs in. */
const PublicPages = () => (
  <ErrorBoundary>
    <Router>
      <Route path="/terms/:version" component={Terms} />
      <Route default component={Welcome} />
    </Router>
  </ErrorBoundary>
)

/** The console, for who is signed in and for who is not. */
export const App = ({ session }: { session: Session }) => {
  const [state, setState] = useState(session.state)
  useEffect(() => session.watch(setState), [session])
  return (
    <SessionContext.Provider value={session}>
      <LocationProvider>
        <Api session={session} state={state}>
          <NewVersion />
          {state === 'signed-out' ? (
            <PublicPages />
          ) : (
            <ProgrammeTime>
              <Shell session={session} hasEnded={state === 'ended'}>
                <Pages />
              </Shell>
            </ProgrammeTime>
          )}
        </Api>
      </LocationProvider>
    </SessionContext.Provider>
  )
}
