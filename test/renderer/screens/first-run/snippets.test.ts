import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import {
  guidedApps,
  guideFor,
  type Target,
} from '../../../../renderer/screens/first-run/snippets.ts'

const hostile = `a'; touch pwned; echo "$(id)" \\ \`id\``
const target: Target = {
  ...{ address: 'http://127.0.0.1:3000', key: 'bnyn_key', model: hostile, hello: '你好' },
}
const codeOf = (app: (typeof guidedApps)[number], given: Target = target) =>
  guideFor(app, given)
    .flatMap(part => (part.kind === 'code' ? [part.text] : []))
    .join('\n')

test('every app is told the address, and the key where it takes one', () => {
  for (const app of guidedApps) {
    const text = JSON.stringify(guideFor(app, target))
    expect(text).toContain('http://127.0.0.1:3000')
    expect(text.includes('bnyn_key')).toBe(app !== 'ollama')
  }
})

test('the name of a model cannot run anything in a shell', () => {
  const shell = `curl() { for each in "$@"; do last=$each; done; printf %s "$last"; }`
  const sent = execFileSync('sh', ['-c', `${shell}\n${codeOf('curl')}`], { encoding: 'utf8' })
  expect(JSON.parse(sent)).toEqual({
    model: hostile,
    messages: [{ role: 'user', content: '你好' }],
  })
  const print =
    '\nprintf "%s\\n" "$ANTHROPIC_MODEL" "$ANTHROPIC_DEFAULT_HAIKU_MODEL" "$ANTHROPIC_API_KEY"'
  const variables = codeOf('claude-code').replace(/\nclaude$/, () => print)
  const env = { ...process.env, ANTHROPIC_API_KEY: 'another' }
  expect(execFileSync('sh', ['-c', variables], { encoding: 'utf8', env })).toBe(
    `${hostile}\n${hostile}\n\n`,
  )
})

test('the Python is Python', () => {
  const check = 'import ast,sys; ast.parse(sys.stdin.read()); print("read")'
  expect(
    execFileSync('python3', ['-c', check], { input: codeOf('python'), encoding: 'utf8' }),
  ).toBe('read\n')
})
