const CHARACTER = String.raw`\\x[0-9a-fA-F]{2}|\\[\^$\\.*+?()[\]{}|/tnrfv-]`
const ALLOWED = [
  CHARACTER,
  String.raw`\\[dw]`,
  String.raw`\[(?!\^)(?:${CHARACTER}|\\[dw]|[^\\[\]])+\]`,
  String.raw`\[\^(?:${CHARACTER}|[^\\[\]])+\]`,
  String.raw`\((?:\?:|(?!\?))`,
  String.raw`[^\\[\](]`,
].join('|')
const PORTABLE = new RegExp(`^\\^(?:${ALLOWED})*\\$$`)

/**
 * Whether ECMAScript, RE2, Python and Rust all read a regular expression, and none of them more narrowly than ECMAScript:
 * anchored, without `\p`, `\s`, lookaround, named groups and back references. `\d` and `\w` may be wider elsewhere, so
 * they are not portable where they are excluded.
 */
export const isPortable = ({ source, flags }: RegExp): boolean =>
  PORTABLE.test(source) && /^[gu]*$/.test(flags)
