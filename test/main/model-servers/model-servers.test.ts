import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { ModelServerName } from '#contract/model/model-servers'
import { Cleanup } from '#main/base/cleanup'
import { ModelServers, type ServerAddresses } from '#main/model-servers/model-servers'
import { startStub } from '../../fakes/stub-llm.mjs'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const nowhere: ServerAddresses = {
  ...{ openai: null, anthropic: null, gemini: null, compatible: null },
  ...{ ollama: null, lmstudio: null },
}
const never = new AbortController().signal

function servers(addresses: Partial<ServerAddresses> = {}): ModelServers {
  return new ModelServers({
    addresses: () => ({ ...nowhere, ...addresses }),
    tryWithinMs: 300,
    findWithinMs: 300,
  })
}

async function stub(): Promise<string> {
  const started = await startStub({
    ...{ port: 0, quiet: true, apiKeys: ['right-key'], models: ['b-model', 'a-model'] },
  })
  cleanup.defer(() => started.close())
  return started.url
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const below: Readonly<Partial<Record<ModelServerName, string>>> = { openai: '/v1', compatible: '' }

test.each(['openai', 'anthropic', 'gemini', 'compatible'] as const)(
  '%s: a key that works gives the models, another one the refusal',
  async provider => {
    const url = await stub()
    const baseUrl = `${url}${below[provider] ?? ''}`
    const offered = await servers().tryKey({ provider, key: 'right-key', baseUrl }, never)
    expect(offered.models).toEqual(['a-model', 'b-model'])
    await expect(
      servers().tryKey({ provider, key: 'wrong-key-1234', baseUrl }, never),
    ).rejects.toMatchObject({ fault: { code: 'provider.refused', status: 401 } })
  },
)

test('a compatible server is found under /v1 where that was left out', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/v1/models') response.end('{"data":[{"id":"qwen3"}]}')
    else response.writeHead(404).end('not here')
  })
  const trial = { provider: 'compatible', key: '', baseUrl: url } as const
  expect(await servers().tryKey(trial, never)).toEqual({
    baseUrl: `${url}/v1`,
    models: ['qwen3'],
  })
})

test('a refusal repeats neither the key nor a part of it', async () => {
  const key = 'sk-proj-abcdef0123456789'
  const url = await serve((request, response) => {
    const sent = request.headers.authorization?.slice('Bearer '.length)
    const message = `Incorrect API key provided: ${sent} (sk-proj-****6789).`
    response.writeHead(401).end(JSON.stringify({ error: { message, type: 'invalid' } }))
  })
  await expect(
    servers().tryKey({ provider: 'openai', key, baseUrl: url }, never),
  ).rejects.toMatchObject({
    fault: { detail: 'Incorrect API key provided: [secret] ([secret]).', type: 'invalid' },
  })
})

test('no redirect is followed, and no key goes into an address', async () => {
  const paths: string[] = []
  const url = await serve((request, response) => {
    paths.push(request.url ?? '')
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  await expect(
    servers().tryKey({ provider: 'gemini', key: 'a-key', baseUrl: url }, never),
  ).rejects.toMatchObject({ fault: { code: 'server.strange', detail: 'redirect, 302' } })
  expect(paths).toEqual(['/v1beta/models?pageSize=1000'])
})

test('gives up on what is silent, endless, no JSON or no list', async () => {
  const answers: readonly RequestListener[] = [
    () => {},
    (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) {}
      }
      response.on('drain', more)
      more()
    },
    (_request, response) => response.end('<html>'),
    (_request, response) => response.end('{"models": {}}'),
  ]
  const codes: unknown[] = []
  for (const answer of answers) {
    const baseUrl = await serve(answer)
    const patient = new ModelServers({ addresses: () => nowhere, tryWithinMs: 2_000 })
    await patient
      .tryKey({ provider: 'openai', key: 'k', baseUrl }, never)
      .catch(failure => codes.push(failure.fault.code))
  }
  expect(codes).toEqual(['server.silent', 'server.strange', 'server.strange', 'server.strange'])
})

test('goes to no metadata service, and says where nobody answers', async () => {
  const metadata = { provider: 'compatible', key: '', baseUrl: 'http://169.254.169.254' } as const
  await expect(servers().tryKey(metadata, never)).rejects.toMatchObject({
    fault: { code: 'server.unreachable', detail: 'a link-local or metadata address' },
  })
  const url = await serve(() => {})
  await cleanup.run()
  await expect(
    servers().tryKey({ provider: 'openai', key: 'k', baseUrl: url }, never),
  ).rejects.toMatchObject({ fault: { code: 'server.unreachable', detail: 'ECONNREFUSED' } })
})

test('finds the servers of this computer that answer', async () => {
  const paths: string[] = []
  const ollama = await serve((request, response) => {
    paths.push(request.url ?? '')
    response.end('{"object":"list","data":[{"id":"qwen3:4b"},{"id":"llama3.2:3b"}]}')
  })
  const silent = await serve(() => {})
  expect(await servers({ ollama, lmstudio: silent }).find(never)).toEqual([
    { name: 'ollama', baseUrl: ollama, models: ['llama3.2:3b', 'qwen3:4b'] },
  ])
  expect(paths).toEqual(['/v1/models'])
})
