import { before, behind, colourOf, contrast } from './colour.ts'
import { type Finding, seen, under } from './element.ts'

const LEAST = 4.5

/** A placeholder can be read, which axe does not look at. */
export const placeholders = (): Finding[] =>
  under(
    'placeholder',
    seen('input[placeholder], textarea[placeholder]').flatMap((field) => {
      const { color, opacity } = getComputedStyle(field, '::placeholder')
      const text = colourOf(color)
      const back = behind(field)
      const found = contrast(before({ ...text, cover: text.cover * Number(opacity) }, back), back)
      return found >= LEAST
        ? []
        : [`${field.getAttribute('placeholder')} has a contrast of ${found.toFixed(2)}`]
    }),
  )
