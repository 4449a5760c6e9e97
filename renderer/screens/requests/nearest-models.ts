/** Of the models that are offered, those whose names are most like this one, the nearest first. */
export function nearestModels(
  asked: string,
  offered: readonly string[],
  most = 3,
): readonly string[] {
  const name = asked.toLowerCase()
  return offered
    .map(model => ({ model, distance: distanceOf(name, model.toLowerCase()) }))
    .filter(({ model, distance }) => distance <= Math.max(name.length, model.length) / 2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ model }) => model)
}

/** How many letters have to be changed, added or left out (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (let place = 0; place < other.length; place++) {
      const same = (row[place] ?? 0) + (other[place] === letter ? 0 : 1)
      next.push(Math.min(same, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
