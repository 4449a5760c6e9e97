import { expect, test } from 'vitest'
import { Replicas } from '#main/healing/replicas'

const minutes = 60_000
const never = new AbortController().signal

function house({ most = 2, fails = false } = {}) {
  const running = new Set<string>()
  const busy = new Set<string>()
  let now = 0
  const replicas = new Replicas(
    {
      async add(name) {
        running.add(name)
        if (fails) throw new Error('no port')
        return 'running'
      },
      async remove(name) {
        running.delete(name)
      },
      isIdle: name => !busy.has(name),
    },
    most,
    () => now,
  )
  return {
    replicas,
    running,
    busy,
    pass(ms: number) {
      now += ms
      return replicas.retire()
    },
  }
}

test('there are at most so many', async () => {
  const { replicas, running } = house({ most: 2 })
  await replicas.grow(never)
  expect(replicas.canGrow).toBe(true)
  await replicas.grow(never)
  expect([replicas.canGrow, [...running]]).toEqual([false, ['local-extra-1', 'local-extra-2']])
})

test('one that had nothing to do for ten minutes ends, and its name is free again', async () => {
  const { replicas, running, busy, pass } = house()
  await replicas.grow(never)
  busy.add('local-extra-1')
  expect(await pass(30 * minutes)).toEqual([])
  busy.clear()
  expect(await pass(0)).toEqual([])
  expect(await pass(9 * minutes)).toEqual([])
  busy.add('local-extra-1')
  expect(await pass(1 * minutes)).toEqual([])
  busy.clear()
  expect(await pass(0)).toEqual([])
  expect(await pass(10 * minutes)).toEqual(['local-extra-1'])
  expect([...running]).toEqual([])
  await replicas.grow(never)
  expect([...running]).toEqual(['local-extra-1'])
})

test('one that does not come up is gone again', async () => {
  const { replicas, running } = house({ fails: true, most: 1 })
  await expect(replicas.grow(never)).rejects.toThrow('no port')
  expect([replicas.canGrow, [...running]]).toEqual([true, []])
})
