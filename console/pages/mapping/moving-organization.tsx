interface MovingOrganizationProps {
  readonly organizationName: string
  readonly domain: string
}

/** The organisation of a transfer, with its domain. */
export const MovingOrganization = ({ organizationName, domain }: MovingOrganizationProps) => (
  <>
    {organizationName}
    <br />
    <span class="hint">{domain}</span>
  </>
)
