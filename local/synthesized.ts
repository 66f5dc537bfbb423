/** What the process that synthesizes says once the assembly is written. */
export const SYNTHESIZED = 'synthesized'
