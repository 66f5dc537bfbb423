import type { Locator, Page } from 'playwright-core'

/** More stops than the longest page has from its beginning to its end. */
const MOST_STOPS = 120

/** How somebody works on a page: what they press, write and choose, by what it is called. */
export interface Hands {
  press(target: Locator): Promise<void>
  write(field: Locator, text: string): Promise<void>
  /** Chooses an option of a list by its value. */
  choose(list: Locator, value: string): Promise<void>
  /** Ticks a box, or one of several. */
  tick(box: Locator): Promise<void>
}

/** Works with the pointer. */
export const pointer: Hands = {
  press: (target) => target.click(),
  write: (field, text) => field.fill(text),
  choose: async (list, value) => {
    await list.selectOption(value)
  },
  tick: (box) => box.check(),
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement)

/** Works with the keyboard alone: Tab from one stop to the next, Enter, Space, the arrows and letters. */
export const keyboardOf = ({ keyboard }: Page): Hands => {
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor()
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await hasFocus(target)) return
      await keyboard.press('Tab')
    }
    throw new Error(`The keyboard does not reach ${String(target)}`)
  }
  /** The first of several that are one stop, from which the arrows lead on. */
  const reachGroup = async (box: Locator): Promise<void> => {
    const name = await box.getAttribute('name')
    const group = box.page().locator(`input[type="radio"][name="${name}"]`)
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      for (const one of await group.all()) if (await hasFocus(one)) return
      await keyboard.press('Tab')
    }
    throw new Error(`The keyboard does not reach the choices of ${String(box)}`)
  }
  return {
    press: async (target) => {
      await reach(target)
      await keyboard.press('Enter')
    },
    write: async (field, text) => {
      await reach(field)
      await keyboard.press('ControlOrMeta+A')
      await keyboard.insertText(text)
    },
    choose: async (list, value) => {
      await reach(list)
      const steps = await list.evaluate((element, wanted) => {
        if (!(element instanceof HTMLSelectElement)) return 0
        const place = [...element.options].findIndex((option) => option.value === wanted)
        return place - element.selectedIndex
      }, value)
      for (let step = 0; step < Math.abs(steps); step += 1)
        await keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp')
    },
    tick: async (box) => {
      if ((await box.getAttribute('type')) === 'checkbox') {
        await reach(box)
        await keyboard.press('Space')
        return
      }
      await reachGroup(box)
      await keyboard.press('Space')
      for (let step = 0; step < MOST_STOPS && !(await box.isChecked()); step += 1)
        await keyboard.press('ArrowDown')
    },
  }
}
