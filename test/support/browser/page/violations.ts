import { type Finding, under } from './element.ts'

const noted: string[] = []

addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
  noted.push(`${effectiveDirective} refuses ${blockedURI || 'inline'} (${sourceFile}:${lineNumber})`)
})

/** What the content security policy has refused since the last time. */
export const violations = (): Finding[] => under('policy', noted.splice(0))
