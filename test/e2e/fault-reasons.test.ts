import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('why a key is refused comes to the page with its facts, not as a sentence alone', async () => {
  const { page } = await startApp(cleanup)
  await page.getByText('Root running').first().waitFor()
  const reply = await page.evaluate(async () => {
    const { banyan } = globalThis as unknown as { banyan: { request(...a: unknown[]): unknown } }
    const auth = { private_key: 'no key at all' }
    const body = { name: 'away', address: '127.0.0.1', user: 'root', auth }
    const call = { callId: 'c', operation: 'addHost', path: {}, query: {}, body }
    return banyan.request('api.call', call)
  })
  expect(reply).toMatchObject({
    ok: false,
    fault: {
      code: 'host.key-unreadable',
      why: { code: expect.any(String), facts: expect.any(Object) },
    },
  })
})
