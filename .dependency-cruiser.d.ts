import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser'

export const rules: readonly { readonly name: string }[]
declare const configuration: Required<Pick<IConfiguration, 'options'>> & {
  readonly forbidden: IForbiddenRuleType[]
}
export default configuration
