/** Something that a bag holds; `place` is the bag's own. */
export interface Bagged {
  place: number
}

/**
 * A set for what comes and goes with every request. A `Set` of such things leaves its outgrown
 * tables in the old generation, where they keep dead members alive: measured, a third of what a
 * request allocates survived until the next full collection.
 */
export class Bag<T extends Bagged> {
  readonly #members: T[] = []

  get size(): number {
    return this.#members.length
  }

  add(member: T): void {
    member.place = this.#members.length
    this.#members.push(member)
  }

  /** Only what is in it; the last one takes the free place. */
  remove(member: T): void {
    const last = this.#members.pop()
    if (last === undefined || last === member) return
    this.#members[member.place] = last
    last.place = member.place
  }

  /** Those that are in it now; what comes or goes meanwhile does not change the list. */
  members(): readonly T[] {
    return [...this.#members]
  }
}
