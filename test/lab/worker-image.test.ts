import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { signedHeaders } from '#test/fakes/worker-program'
import { eventually } from '../integration/processes.ts'
import { becomesHealthy, type RunningContainer, runContainer, secret } from './containers.ts'
import { architectures, type LabDocker, openLabDocker } from './docker.ts'

const house = new Cleanup()
const cleanup = new Cleanup()
let lab: LabDocker
beforeAll(async () => {
  lab = await openLabDocker(house)
})
afterEach(() => cleanup.run())
afterAll(() => house.run())

/** Asks as the root node does, with curl in the engine's namespace. */
function ask({ url }: RunningContainer, path: string, body = ''): Promise<string> {
  const method = body === '' ? 'GET' : 'POST'
  const headers = signedHeaders({ secret, method, path, body })
  const all = { 'content-type': 'application/json', ...headers }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const data = body === '' ? [] : ['--data-binary', body]
  return lab.inside('curl', '-sS', ...flags, ...data, url + path)
}

function chat(container: RunningContainer, content: string, more: object): Promise<string> {
  const body = { messages: [{ role: 'user', content }], ...more }
  return ask(container, '/v1/chat/completions', JSON.stringify(body))
}

/** What the image says of itself. */
async function inspect(image: string) {
  const [found] = JSON.parse(await lab.docker('image', 'inspect', image))
  return { size: found.Size, architecture: found.Architecture, config: found.Config }
}

describe.each(architectures)('the worker image for %s', architecture => {
  let image: string
  beforeAll(async () => {
    image = await lab.buildImage('worker', architecture)
  })

  test('is small, and says what it is and how it is run', async () => {
    const { size, config, ...rest } = await inspect(image)
    expect(size).toBeLessThan(200_000_000)
    expect(rest.architecture).toBe(architecture)
    expect(config).toMatchObject({
      User: '10001:10001',
      StopSignal: 'SIGTERM',
      Entrypoint: ['tini', '--', 'node'],
      Healthcheck: { Test: ['CMD', 'node', 'health-check.mjs', 'WORKER_PORT'] },
    })
    const labels = [
      'title',
      'description',
      'version',
      'licenses',
      'revision',
      'created',
      'base.name',
    ]
    for (const label of labels) {
      expect(config.Labels[`org.opencontainers.image.${label}`]).toMatch(/./)
    }
  })

  test('answers its root node, and Docker calls it healthy', async () => {
    const container = await runContainer(lab, cleanup, [image])
    await becomesHealthy(lab, container.id)
    const answer = JSON.parse(await chat(container, 'ping', {}))
    expect(answer.choices[0].message.content).toBe('You said: ping')
    const health = JSON.parse(await lab.inside('curl', '-sS', `${container.url}/health`))
    expect(health).toMatchObject({ banyan: 'worker', status: 'healthy', protocol: 1 })
    const stranger = await lab.inside('curl', '-sS', `${container.url}/v1/models`)
    expect(stranger).toContain('signature_invalid')
  })

  test('runs under an init, as nobody, with nothing to write to but /tmp', async () => {
    const { id } = await runContainer(lab, cleanup, [image])
    const script = `
      const write = file => { try { fs.writeFileSync(file, ''); return 'written' } catch (e) { return e.code } }
      const status = fs.readFileSync('/proc/1/status', 'utf8')
      console.log(JSON.stringify({
        init: /Name:\\t(.*)/.exec(status)[1],
        capabilities: /CapEff:\\t(.*)/.exec(status)[1],
        ids: [process.getuid(), process.getgid()],
        root: write('/x'), program: write('/banyan/worker.mjs'), tmp: write('/tmp/x'),
        shell: fs.existsSync('/bin/sh'),
      }))`
    expect(JSON.parse(await lab.docker('exec', id, 'node', '-e', script))).toEqual({
      init: expect.stringMatching(/tini|qemu/),
      capabilities: '0000000000000000',
      ids: [10001, 10001],
      root: 'EROFS',
      program: 'EROFS',
      tmp: 'written',
      shell: false,
    })
  })

  test('stops within 10 s with a stream under way, and says so in the stream', async () => {
    const container = await runContainer(lab, cleanup, [image])
    await becomesHealthy(lab, container.id)
    const streaming = chat(container, 'count to 100000', { stream: true })
    await eventually(20_000, async () => {
      const health = JSON.parse(await ask(container, '/health'))
      expect(health.in_flight).toBe(1)
    })
    const askedAt = performance.now()
    await lab.docker('stop', container.id)
    const tookMs = performance.now() - askedAt
    const exitCode = await lab.docker('inspect', '--format', '{{.State.ExitCode}}', container.id)
    expect([exitCode, tookMs < 10_000]).toEqual(['0', true])
    expect(await streaming).toContain('worker_stopping')
  })
})

test('one name in a registry serves both architectures', async () => {
  await lab.openRegistry()
  const name = '127.0.0.1:5000/banyan-worker'
  const parts = architectures.map(architecture => `${name}:${architecture}`)
  for (const architecture of architectures) {
    await lab.docker('tag', `banyan-worker:${architecture}`, `${name}:${architecture}`)
    await lab.docker('push', '--quiet', `${name}:${architecture}`)
  }
  await lab.inside('docker', 'manifest', 'create', '--insecure', `${name}:all`, ...parts)
  await lab.inside('docker', 'manifest', 'push', '--insecure', `${name}:all`)
  for (const architecture of architectures) {
    await lab.docker('pull', '--quiet', '--platform', `linux/${architecture}`, `${name}:all`)
    expect((await inspect(`${name}:all`)).architecture).toBe(architecture)
  }
})
