import { expect, test } from 'vitest'
import { dollars, percentText } from '#renderer/screens/topology/amounts'
import { neighbour } from '#renderer/screens/topology/neighbour'
import { savedPositions, savePositions } from '#renderer/screens/topology/positions'
import { wireWidth } from '#renderer/screens/topology/rate-text'
import { placeOfNode, selectedNode, subjectOf } from '#renderer/screens/topology/selection'
import { labelPoint, pointOn, wireBetween, wirePath } from '#renderer/screens/topology/wire'

const from = { x: 0, y: 0 }
const to = { x: 100, y: 80 }

test('a wire begins and ends where it should, and its middle is between', () => {
  const wire = wireBetween(from, to)
  expect([pointOn(wire, 0), pointOn(wire, 0.5), pointOn(wire, 1)]).toEqual([
    from,
    { x: 50, y: 40 },
    to,
  ])
  expect(wirePath(wire)).toBe('M0 0C50 0 50 80 100 80')
})

test('a wire goes through its lanes, unless they are not on its way', () => {
  const lane = { fromX: 40, toX: 60, y: 30 }
  const wire = wireBetween(from, to, [lane])
  expect(wirePath(wire)).toBe('M0 0C20 0 20 30 40 30C50 30 50 30 60 30C80 30 80 80 100 80')
  expect([pointOn(wire, 0), pointOn(wire, 1)]).toEqual([from, to])
  expect(wireBetween(from, to, [{ ...lane, toX: 140 }])).toEqual(wireBetween(from, to))
})

test('a wire is thicker with its rate, but never thick', () => {
  expect([wireWidth(0), wireWidth(3), wireWidth(10_000)]).toEqual([1.5, 3.5, 6])
})

test('an arrow key goes to the nearest thing in its direction', () => {
  const box = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 50 })
  const boxes = [
    box('app', 0, 100),
    box('root', 200, 100),
    box('top', 400, 0),
    box('low', 400, 110),
  ]
  expect(
    (['left', 'right', 'up', 'down'] as const).map(way => neighbour(boxes, 'root', way)),
  ).toEqual(['app', 'low', 'top', 'low'])
  expect(neighbour(boxes, 'app', 'left')).toBeNull()
})

test('what is selected is a place, and back', () => {
  const ids = ['worker:a:b', 'root', 'app:cherry', 'group:host:fra', null]
  expect(ids.map(id => selectedNode(placeOfNode(id)))).toEqual(ids)
  expect([subjectOf('group:host:fra', 'group'), subjectOf('root', 'app')]).toEqual([
    'host:fra',
    null,
  ])
})

test('positions come back as they were saved; what cannot be read counts as none', () => {
  const shelf = new Map<string, string>()
  const storage = {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value),
    removeItem: (key: string) => void shelf.delete(key),
  }
  savePositions(storage, { root: { x: 3, y: 4 } })
  const [key = ''] = shelf.keys()
  expect(savedPositions(storage)).toEqual({ root: { x: 3, y: 4 } })
  shelf.set(key, '{"root":{"x":"far"}}')
  expect(savedPositions(storage)).toEqual({})
  savePositions(storage, {})
  expect(shelf.size).toBe(0)
})

test('figures are as exact as they can be read', () => {
  expect([1, 0.9997, 0.983, 0].map(percentText)).toEqual(['100', '99.97', '98.3', '0'])
  expect([0, 0.001, 1.184, 2_300.4].map(dollars)).toEqual(['$0.00', '< $0.01', '$1.18', '$2300'])
})

test('tells what it carries near one of its ends, past or before every column that it passes', () => {
  const lane = { fromX: 100, toX: 300, y: 50 }
  const wire = wireBetween({ x: 0, y: 0 }, { x: 400, y: 100 }, [lane])
  const [from, to] = [labelPoint(wire, 'from'), labelPoint(wire, 'to')]
  expect([from.x > 0 && from.x < 50, to.x > 350 && to.x < 400]).toEqual([true, true])
  expect([from.y < 25, to.y > 75]).toEqual([true, true])
})
