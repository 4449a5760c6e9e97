import { expect, test } from 'vitest'
import { type Layout, layOut, nodeId, type Placed } from '#renderer/screens/topology/layout'
import { type PlacedWorker, planOf } from '#renderer/screens/topology/plan'
import { aWorker } from '../../snapshot.ts'

const hosted = (count: number): readonly PlacedWorker[] =>
  Array.from({ length: count }, (_, each) =>
    aWorker(`w${each}`, { origin: 'host', hostName: `h${each}` }),
  )

function laidOut(workers: readonly PlacedWorker[], opened: readonly string[] = []): Layout {
  const plan = planOf(workers, [])
  const appIds = ['cherry', 'default']
  return layOut({ appIds, hasQuiet: true, plan, opened: new Set(opened) })
}

function overlap(a: Placed, b: Placed): boolean {
  const isAside = a.x + a.width <= b.x || b.x + b.width <= a.x
  const isUnder = a.y + a.height <= b.y || b.y + b.height <= a.y
  return a.parent === b.parent && !isAside && !isUnder
}

test.each([1, 3, 6, 12, 16, 17, 60, 200])('with %d workers nothing lies upon another', count => {
  const { placed, anchors } = laidOut(hosted(count))
  const pairs = placed.flatMap((a, at) => placed.slice(at + 1).map(b => [a, b] as const))
  expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([])
  const ids = new Set(placed.map(({ id }) => id))
  expect([...anchors.values()].filter(id => !ids.has(id))).toEqual([])
  expect(anchors.size).toBe(count)
})

test('what stands in a box stays within it', () => {
  const { placed } = laidOut([
    aWorker('a', { origin: 'host', hostName: 'h' }),
    aWorker('b', { origin: 'host', hostName: 'h' }),
  ])
  const box = placed.find(({ kind }) => kind === 'box')
  const within = placed.filter(({ parent }) => parent === box?.id)
  expect(within).toHaveLength(2)
  for (const { x, y, width, height } of within) {
    expect(x + width).toBeLessThan(box?.width ?? 0)
    expect(y + height).toBeLessThan(box?.height ?? 0)
  }
})

test('a crowd is one thing until it is opened', () => {
  const folded = laidOut(hosted(40))
  expect(folded.anchors.get('w7')).toBe(nodeId.group('others'))
  const opened = laidOut(hosted(40), ['others'])
  expect(opened.placed.map(({ id }) => id)).toContain(nodeId.worker('w7'))
  expect(opened.anchors.get('w7')).toBe(nodeId.group('others'))
})

test.each([12, 16])('the wires to %d workers pass behind none of them', count => {
  const { placed, lanes } = laidOut(hosted(count))
  const cards = placed.filter(({ kind }) => kind === 'worker')
  expect(lanes.size).toBeGreaterThan(0)
  for (const { fromX, toX, y } of [...lanes.values()].flat()) {
    const hidden = cards.filter(
      card => card.x < toX && card.x + card.width > fromX && card.y < y && card.y + card.height > y,
    )
    expect(hidden).toEqual([])
  }
})

test('columns stand around one middle', () => {
  const { placed } = laidOut(hosted(4))
  const middle = (kinds: readonly string[]) => {
    const part = placed.filter(({ kind, parent }) => parent === null && kinds.includes(kind))
    const top = Math.min(...part.map(({ y }) => y))
    return (top + Math.max(...part.map(({ y, height }) => y + height))) / 2
  }
  const middles = [['app', 'quiet'], ['root'], ['box', 'worker']].map(middle)
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(1)
})

test('providers stand right of all workers, each with one wire for what stands for its workers', () => {
  const workers = hosted(60)
  const plan = planOf(workers, [])
  const sources = [
    { name: 'openai' as const, workerIds: workers.map(({ id }) => id) },
    { name: 'demo' as const, workerIds: ['w1'] },
  ]
  const shared = { appIds: ['cherry'], hasQuiet: false, plan, opened: new Set<string>() }
  const { placed, supplies, columns } = layOut({ ...shared, sources })
  const [first, second] = placed.filter(({ kind }) => kind === 'provider')
  const others = placed.filter(({ kind, parent }) => kind !== 'provider' && parent === null)
  expect(first?.x).toBeGreaterThan(Math.max(...others.map(({ x, width }) => x + width)))
  expect(first && second && overlap(first, second)).toBe(false)
  expect(columns.providers).toBe(first?.x)
  expect(supplies.map(({ name, anchor, workerIds }) => [name, anchor, workerIds.length])).toEqual([
    ['openai', nodeId.group('others'), 60],
    ['demo', nodeId.group('others'), 1],
  ])
  expect(layOut(shared).columns.providers).toBe(null)
})

test('wires that share a way past others run beside each other', () => {
  const { lanes } = laidOut(hosted(16))
  const ways = [...lanes.values()].flat().map(({ fromX, y }) => `${fromX} ${y}`)
  expect(new Set(ways).size).toBe(ways.length)
})
