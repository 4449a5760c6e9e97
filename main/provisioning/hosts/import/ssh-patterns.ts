/** Whether an alias is meant by the patterns of a `Host` line; one that begins with `!` goes before all. */
export function isMeant(patterns: readonly string[], alias: string): boolean {
  const isLike = (pattern: string) => matches(pattern.toLowerCase(), alias.toLowerCase())
  const negated = patterns.filter(pattern => pattern.startsWith('!'))
  if (negated.some(pattern => isLike(pattern.slice(1)))) return false
  return patterns.some(pattern => !pattern.startsWith('!') && isLike(pattern))
}

/** A name of one host, where the others are patterns of many. */
export const isPlainAlias = (pattern: string): boolean => /^[^*?!]+$/.test(pattern)

/** `*` for any characters and `?` for one, in time that no pattern can blow up. */
function matches(pattern: string, text: string): boolean {
  let [at, place, star, from] = [0, 0, -1, 0]
  while (place < text.length) {
    if (pattern[at] === '*') {
      star = at++
      from = place
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[place])) {
      at++
      place++
    } else if (star >= 0) {
      at = star + 1
      place = ++from
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
