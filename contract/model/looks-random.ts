const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i
/** Of Telegram: its number is no secret, but nobody reads it either. */
const botToken = /^bot\d+:/
const digit = /\d/
const lower = /[a-z]/
const upper = /[A-Z]/

/**
 * Whether a part of a path looks drawn by lot, as the tokens of webhooks are: long, without words. The names of
 * models, versions and days, which are made of short pieces, do not; nor does a number.
 */
export function looksRandom(segment: string): boolean {
  if (uuid.test(segment) || botToken.test(segment)) return true
  if (/^[\w-]{40,}$/.test(segment) && isMixed(segment)) return true
  return segment
    .split(/[^A-Za-z\d]+/)
    .some(run => (run.length >= 16 && hasBoth(run)) || (run.length >= 24 && isTwoCased(run)))
}

const isTwoCased = (text: string) => lower.test(text) && upper.test(text)
const hasBoth = (text: string) => digit.test(text) && (lower.test(text) || upper.test(text))
const isMixed = (text: string) => digit.test(text) && isTwoCased(text)
