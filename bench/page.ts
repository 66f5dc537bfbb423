import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../local/state.ts'
import { benchmarks } from './benchmarks.ts'

const PAGE = join(ROOT, 'docs', 'performance.md')

const INTRODUCTION = `# Performance

Written by \`npm run bench -- --write\`; \`npm run bench <name> -- --write\` renews one section.
The page keeps exact counts, and ratios of what was measured in one run. The commands print the times as well, which depend on the machine.
Where an aim is missed, [ADR 10](adr/0010-what-bundles-leave-out.md) says by these figures what stands in the way.
What was gained where people wait, before and after in one run: [priming](adr/0033-primed-before-the-first-call.md), [short requests and the laptop](adr/0034-short-requests-over-http.md), [memory](adr/0036-memory-by-measurement.md).
`

/** Replaces the section of one benchmark and leaves the others as they are. */
export const keepSection = (name: string, about: string, figures: string): void => {
  const kept = existsSync(PAGE)
    ? readFileSync(PAGE, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : []
  const command = `\`\`\`\nnpm run bench ${name}\n\`\`\``
  const renewed = `## ${name}\n\n${about}\n\n${command}\n\n${figures}\n`
  const sections = Object.keys(benchmarks).flatMap((each) => {
    const section = each === name ? renewed : kept.find((text) => text.startsWith(`## ${each}\n`))
    return section === undefined ? [] : [section.trimEnd()]
  })
  writeFileSync(PAGE, `${[INTRODUCTION.trimEnd(), ...sections].join('\n\n')}\n`)
}
