import { expect, test } from 'vitest'
import { nodeId } from '#renderer/screens/topology/layout'
import { busiestWire, endToTellAt, rateOn, wiresAt } from '#renderer/screens/topology/told-wires'
import { pairKey } from '#renderer/screens/topology/traffic'

const toWorker = (id: string) => ({
  ...{ id: `wire:${id}`, source: nodeId.root, target: nodeId.worker(id) },
  data: { appId: null, workerIds: [id], provider: null, lanes: [] },
})
const seen = (workerRates: Readonly<Record<string, number>>) => ({
  appRates: { cherry: 3 },
  workerRates,
  providerRates: { openai: 9, [pairKey('a', 'openai')]: 2, [pairKey('b', 'openai')]: 5 },
})

test('a wire carries what goes along it and nothing else', () => {
  const shared = { workerIds: ['a', 'b'], lanes: [] }
  expect([
    rateOn({ ...shared, appId: 'cherry', provider: null }, seen({})),
    rateOn({ ...shared, appId: null, provider: null }, seen({ a: 1, b: 2, c: 4 })),
    rateOn({ ...shared, appId: null, provider: 'openai' }, seen({})),
    rateOn({ ...shared, appId: null, provider: 'gemini' }, seen({})),
  ]).toEqual([3, 3, 7, 0])
})

test('the busiest stays the busiest until another is so by far', () => {
  const edges = ['a', 'b'].map(toWorker)
  expect([
    busiestWire(edges, seen({}), null),
    busiestWire(edges, seen({ a: 1, b: 2 }), null),
    busiestWire(edges, seen({ a: 2.5, b: 2 }), 'wire:b'),
    busiestWire(edges, seen({ a: 4, b: 2 }), 'wire:b'),
  ]).toEqual([null, 'wire:b', 'wire:b', 'wire:a'])
})

test('what one looks at has its wires named, unless they are too many', () => {
  const edges = Array.from({ length: 7 }, (_, at) => toWorker(`w${at}`))
  expect(wiresAt(edges, nodeId.worker('w3'))).toEqual(['wire:w3'])
  expect(wiresAt(edges, nodeId.root)).toEqual([])
  expect(wiresAt(edges, null)).toEqual([])
})

test('wires that meet are named where they are apart', () => {
  const [app, worker, provider] = [nodeId.app('a'), nodeId.worker('w'), nodeId.provider('openai')]
  const ends = (node: string | null) =>
    [
      { source: app, target: nodeId.root },
      { source: nodeId.root, target: worker },
      { source: worker, target: provider },
    ].map(edge => endToTellAt(edge, node))
  expect(ends(null)).toEqual(['from', 'to', 'to'])
  expect(ends(nodeId.root)).toEqual(['from', 'to', 'to'])
  expect(ends(worker)).toEqual(['from', 'to', 'to'])
  expect(ends(provider)).toEqual(['from', 'to', 'from'])
})
