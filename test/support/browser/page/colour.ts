import { drawing } from './element.ts'

/** Red, green and blue as 0 to 255, and how much of what lies behind is covered, 0 to 1. */
export interface Colour {
  readonly rgb: readonly [number, number, number]
  readonly cover: number
}

/** A colour of any notation that the browser knows. */
export const colourOf = (notation: string): Colour => {
  const context = drawing()
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = '#000'
  context.fillStyle = notation
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
  return { rgb: [red, green, blue], cover: alpha / 255 }
}

/** A colour before another. */
export const before = (front: Colour, back: Colour): Colour => {
  const mixed = (index: 0 | 1 | 2): number =>
    front.rgb[index] * front.cover + back.rgb[index] * (1 - front.cover)
  return { rgb: [mixed(0), mixed(1), mixed(2)], cover: 1 }
}

const luminance = ({ rgb }: Colour): number => {
  const [red = 0, green = 0, blue = 0] = rgb
    .map((part) => part / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two colours, 1 to 21 (WCAG 1.4.3). */
export const contrast = (one: Colour, other: Colour): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The colour that is seen behind the text of an element. */
export const behind = (element: Element): Colour => {
  const own = colourOf(getComputedStyle(element).backgroundColor)
  if (own.cover === 1) return own
  return before(own, element.parentElement === null ? colourOf('Canvas') : behind(element.parentElement))
}
