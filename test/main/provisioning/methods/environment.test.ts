import { expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { environmentText } from '#main/provisioning/methods/environment'
import { aHost } from '../a-host.ts'

const wanted = (settings: Readonly<Record<string, string>>) => ({
  host: aHost,
  port: 3002,
  secret: new Secret('0123456789abcdef'),
  previousSecret: null,
  settings,
})

test('quotes for systemd what it would make something of, and nothing for Docker', () => {
  const settings = { OPENAI_API_KEY: 'a "b" $c `d` \\', OLLAMA_BASE_URL: '' }
  const lines = (reader: 'systemd' | 'docker') =>
    environmentText(wanted(settings), reader)
      .split('\n')
      .filter(line => !/^(#|BANYAN_SETTINGS)/.test(line))
  expect(lines('systemd')).toEqual([
    'OLLAMA_BASE_URL=',
    'OPENAI_API_KEY="a \\"b\\" \\$c \\`d\\` \\\\"',
    'ROOT_NODE_SECRET=0123456789abcdef',
    'WORKER_HOST=127.0.0.1',
    'WORKER_ID=h-oak',
    'WORKER_PORT=3002',
    '',
  ])
  expect(lines('docker')).toContain('OPENAI_API_KEY=a "b" $c `d` \\')
  expect(lines('docker')).toContain('WORKER_HOST=0.0.0.0')
})

test('listens where the host is reached', () => {
  const listens = (address: string, reader: 'systemd' | 'docker') => {
    const host = { ...aHost, address, transport: 'http' } as const
    return /WORKER_HOST=(.*)/.exec(environmentText({ ...wanted({}), host }, reader))?.[1]
  }
  expect([
    listens('203.0.113.7', 'systemd'),
    listens('2001:db8::1', 'systemd'),
    // Docker leads both families to it.
    listens('2001:db8::1', 'docker'),
  ]).toEqual(['0.0.0.0', '::', '0.0.0.0'])
})

test('is another one as soon as anything in it is', () => {
  const markOf = (value: string) =>
    /BANYAN_SETTINGS=(\w+)/.exec(environmentText(wanted({ DEFAULT_MODEL: value }), 'docker'))?.[1]
  expect(markOf('a')).toBe(markOf('a'))
  expect(markOf('a')).not.toBe(markOf('b'))
})

test.each([
  ['a line break', { OPENAI_API_KEY: 'a\nLD_PRELOAD=/tmp/x' }],
  ['a null', { OPENAI_API_KEY: 'a\0b' }],
  ['a name with a line break', { 'A\nB': 'c' }],
])('refuses %s without saying the value', (_name, settings) => {
  const write = () => environmentText(wanted(settings), 'systemd')
  expect(write).toThrow()
  expect(write).not.toThrow('LD_PRELOAD')
})

test('lets its owner’s settings change neither its name nor its secret', () => {
  const settings = { WORKER_ID: 'another', ROOT_NODE_SECRET: 'of-somebody-else' }
  const text = environmentText(wanted(settings), 'docker')
  expect(text).toContain('WORKER_ID=h-oak\n')
  expect(text).not.toContain('of-somebody-else')
})
