interface Place {
  readonly id: string
  readonly weight: number
}

/**
 * How much a place is the one for a key: the highest wins (rendezvous hashing, Thaler and
 * Ravishankar 1998; weights as Schindelhauer and Schomaker 2005 have them).
 */
export function rendezvousScore(key: string, { id, weight }: Place): number {
  const evenly = (hash53(`${key}\0${id}`) + 0.5) / 2 ** 53
  return weight / -Math.log(evenly)
}

/** All of them, the best place for the key first. */
export function rendezvousOrder<P extends Place>(key: string, places: readonly P[]): readonly P[] {
  return places
    .map(place => ({ place, score: rendezvousScore(key, place) }))
    .sort((a, b) => b.score - a.score)
    .map(({ place }) => place)
}

/** Two rounds of 32 bits, mixed as MurmurHash3 does at its end; quick, and even enough to spread by. */
function hash53(text: string): number {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x9e3779b1)
    high = Math.imul(high ^ unit, 0x5f356495)
  }
  low = mixed(low) ^ mixed(high ^ (low >>> 13))
  high = mixed(high) ^ mixed(low ^ (high >>> 16))
  return 2 ** 32 * (high & 0x1fffff) + (low >>> 0)
}

function mixed(bits: number): number {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
