import { expect, it } from 'vitest'
import { acknowledgements } from '../../infra/acknowledgements.ts'
import { stage, type StageName } from './synthesized.ts'

/** The templates of a stage as a whole. */
export const describeTemplates = (name: StageName): void => {
  it('keeps every template under 450 resources', () => {
    for (const [file, size] of stage(name).sizes) expect(size, file).toBeLessThan(450)
  })

  it('says what each parameter is for', () => {
    for (const [parameter, { Description }] of Object.entries(stage(name).parameters))
      expect(Description?.length, parameter).toBeGreaterThan(20)
  })

  it('has nothing that AwsSolutions finds but what is acknowledged for a reason', () => {
    expect(stage(name).findings).toEqual([])
    for (const { rule, on, reason } of acknowledgements) {
      expect(
        stage(name).paths.some((path) => on.test(path)),
        rule,
      ).toBe(true)
      expect(reason.length, rule).toBeGreaterThan(40)
    }
  })
}
