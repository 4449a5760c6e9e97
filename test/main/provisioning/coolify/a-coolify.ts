import { afterEach } from 'vitest'
import type { Host } from '#contract/model/host'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { CoolifyClient } from '#main/provisioning/coolify/coolify-client'
import type { CoolifyTime } from '#main/provisioning/coolify/coolify-time'
import type { CoolifyPlanParts } from '#main/provisioning/coolify/plan-parts'
import { aHost as hostNamed } from '#test/fakes/a-host'
import { aTold } from '#test/fakes/a-told'
import { FakeCoolify, fakeToken } from '#test/fakes/coolify/fake-coolify'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

export const workerSecret = 'the-secret-of-this-worker'

export const aHost: Host = hostNamed('h1', {
  ...{ name: 'Frankfurt (1)', address: '203.0.113.7', auth: { kind: 'agent' }, addedAt: 1 },
  ...{ method: 'coolify', coolify: { accountId: 'c1', serverUuid: null } },
})

/** A fake Coolify; every request to it has to be as its document says. */
export async function openFake(): Promise<FakeCoolify> {
  const fake = await FakeCoolify.open()
  cleanup.defer(() => fake.close())
  cleanup.defer(() => {
    if (fake.violations.length > 0) throw new Error(fake.violations.join('\n'))
  })
  return fake
}

/** Waiting moves the clock of the fake. */
export function timeOf({ state }: FakeCoolify): CoolifyTime {
  return {
    now: () => state.now,
    async wait(ms, signal) {
      signal.throwIfAborted()
      state.advance(ms)
    },
  }
}

export function clientOf(fake: FakeCoolify, token: string = fakeToken): CoolifyClient {
  return new CoolifyClient({ url: fake.url, token: new Secret(token), time: timeOf(fake) })
}

/** What a plan needs, with workers that answer where the fake has containers. */
export function partsOf(
  fake: FakeCoolify,
  change: Partial<CoolifyPlanParts> = {},
): CoolifyPlanParts {
  let keys = 0
  let signedWith = workerSecret
  return {
    client: clientOf(fake),
    accountId: 'c1',
    image: 'registry.example/banyan-worker',
    version: '1.0.0',
    variables: async (_, newSecret) => [
      { key: 'ROOT_NODE_SECRET', value: newSecret ?? new Secret(signedWith) },
      { key: 'ROOT_NODE_SECRET_PREVIOUS', value: newSecret ? new Secret(signedWith) : null },
      { key: 'LOG_LEVEL', value: 'info' },
    ],
    switchSecret: secret => ({
      name: 'secret-switched',
      ...{ words: 'Signs with it.', commands: [], interrupts: false },
      check: async () => ({ isDone: signedWith === secret.reveal(), ...aTold('') }),
      async apply() {
        signedWith = secret.reveal()
        return aTold('')
      },
      ...{ verify: async () => {}, undo: null },
    }),
    makeKeyPair() {
      const publicLine = `ssh-ed25519 ${`AAAAkey${++keys}`.padEnd(68, 'x')} comment`
      return { privateKey: new Secret(`private text, public: ${publicLine}`), publicLine }
    },
    remember: async () => {},
    async reach({ host, address }) {
      const [container] = fake.state.applications.flatMap(app => app.container ?? [])
      const isThere = container && [container.address, host.address].includes(address)
      if (!isThere || fake.state.faults.unhealthy.includes(container.tag)) {
        throw new Error('connection refused')
      }
      const { ROOT_NODE_SECRET, ROOT_NODE_SECRET_PREVIOUS } = container.environment
      if (![ROOT_NODE_SECRET, ROOT_NODE_SECRET_PREVIOUS].includes(signedWith)) {
        throw new Error('it answers 401')
      }
      return { version: container.tag }
    },
    ...change,
  }
}
