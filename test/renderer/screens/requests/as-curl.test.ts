import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { asCurl } from '#renderer/screens/requests/as-curl'

const request = { route: '/v1/messages', app: 'a1', model_asked: 'gpt-5', contents: null }

/** What curl would be given: a shell takes the line apart, and prints each part on a line of its own. */
function argumentsOf(line: string, key = 'bnyn_1'): readonly string[] {
  const script = `curl() { for part; do printf '%s\\0' "$part"; done; }\n${line}`
  const output = execFileSync('sh', ['-c', script], { env: { BANYAN_KEY: key }, encoding: 'utf8' })
  return output.split('\0').slice(0, -1)
}

test('a shell hands on what was said, letter by letter', () => {
  const said = JSON.stringify({ messages: [{ content: `it's "$HOME" \`id\` \\ $(id) 你好\n!` }] })
  const line = asCurl('http://127.0.0.1:3000', { ...request, contents: { request: said } })
  expect(argumentsOf(line)).toEqual([
    'http://127.0.0.1:3000/v1/chat/completions',
    '-H',
    'content-type: application/json',
    '-H',
    'authorization: Bearer bnyn_1',
    '--data-raw',
    said,
  ])
})

test('where nothing was kept there is a sketch in the dialect that the app spoke', () => {
  const line = asCurl('http://127.0.0.1:3000', request)
  const given = argumentsOf(line)
  expect([given[0], JSON.parse(given.at(-1) ?? '')]).toEqual([
    'http://127.0.0.1:3000/v1/messages',
    { model: 'gpt-5', max_tokens: 1024, messages: [{ role: 'user', content: 'Hello' }] },
  ])
})

test('who has no key sends none, and what was typed in the window goes as chat', () => {
  const given = argumentsOf(asCurl('http://h', { ...request, route: 'window', app: 'window' }))
  expect(given).toHaveLength(5)
  expect(given[0]).toBe('http://h/v1/chat/completions')
})
