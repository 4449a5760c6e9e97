import { expect, onTestFinished, test } from 'vitest'
import type { Host } from '#contract/model/host'
import { silentLog } from '#main/base/log'
import { CertificateWatch } from '#main/provisioning/tls/certificate-watch'
import { aHost } from '#test/fakes/a-host'
import { until } from '#test/fakes/worker-program'

/** An authority, and hosts that have files of one of its generations, or of none. */
function house(names: readonly string[], change: { isAging?: boolean; isRotating?: boolean } = {}) {
  const state = {
    ...{ isAging: false, isRotating: false, ...change },
    ...{ generation: 1, away: new Set<string>(), said: [] as string[] },
  }
  const has = new Map(names.map(name => [name, change.isRotating ? 0 : 1]))
  const watch = new CertificateWatch({
    hosts: () => names.map(name => aHost(name)),
    async authority() {
      return {
        isAging: state.isAging,
        isRotating: state.isRotating,
        async beginRotation() {
          if (state.isRotating) return
          state.said.push('begin')
          state.isRotating = true
          state.generation++
        },
        async finishRotation() {
          state.said.push('finish')
          Object.assign(state, { isRotating: false, isAging: false })
          state.generation++
        },
      }
    },
    isDue: async ({ name }) => has.get(name) !== state.generation,
    async renew(hosts: readonly Host[]) {
      state.said.push(hosts.map(({ name }) => name).join(' '))
      for (const { name } of hosts) if (!state.away.has(name)) has.set(name, state.generation)
    },
    pace: { firstMs: 1, everyMs: 20, retryMs: 1, takenUpMs: 0 },
    log: silentLog,
  })
  onTestFinished(() => watch.close())
  const look = async () => {
    state.said.length = 0
    const isDone = await watch.look()
    return [...state.said, isDone]
  }
  return { watch, state, has, look }
}

test('renews those that are due, all at once, and no others', async () => {
  const { has, look } = house(['a', 'b', 'c'])
  expect(await look()).toEqual([true])
  has.set('a', 0).set('c', 0)
  expect(await look()).toEqual(['a c', true])
  expect(await look()).toEqual([true])
})

test('an authority that ages is replaced in two rounds, the second when all know the new one', async () => {
  const { state, look } = house(['a', 'b'], { isAging: true })
  state.away.add('b')
  expect(await look()).toEqual(['begin', 'a b', false])
  expect(await look()).toEqual(['b', false])
  state.away.clear()
  expect(await look()).toEqual(['b', 'finish', 'a b', true])
  expect(await look()).toEqual([true])
})

test('goes on with a replacement that a restart broke off', async () => {
  const { look } = house(['a'], { isRotating: true })
  expect(await look()).toEqual(['a', 'finish', 'a', true])
})

test('asks for no authority where no worker is reached by TLS', async () => {
  const { look } = house([], { isAging: true })
  expect(await look()).toEqual([true])
})

test('looks again and again by itself until it is closed, sooner where something was left', async () => {
  const { watch, state, has } = house(['a'])
  has.set('a', 0)
  state.away.add('a')
  watch.begin()
  await until(() => state.said.length > 2)
  state.away.clear()
  await until(() => has.get('a') === state.generation)
  watch.close()
  const count = state.said.length
  has.set('a', 0)
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(state.said.length).toBe(count)
})
