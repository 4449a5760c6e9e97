import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const houses = ['contract', 'main', 'preload', 'renderer', 'tracing', 'worker-image'] as const

interface SourceFile {
  /** From the project's top, with forward slashes. */
  readonly path: string
  readonly text: string
  /** As written; relative ones are resolved from the project's top. */
  readonly imports: readonly string[]
}

const sources = houses.flatMap(sourcesBelow)
const tests = sourcesBelow('test')

function sourcesBelow(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|tsx|css)$/.test(name))
    .map(name => {
      const path = join(folder, name)
      const text = readFileSync(join(root, path), 'utf8')
      const imports = [
        ...text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]/gm),
        ...text.matchAll(/^import\s+['"]([^'"]+)['"]/gm),
        ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
      ]
        .map(match => match[1] ?? '')
        .map(name =>
          name.startsWith('.') ? relative(root, join(root, dirname(path), name)) : name,
        )
      return { path: path.replaceAll('\\', '/'), text, imports }
    })
}

function folderIn(house: string, path: string): string | null {
  const rest = path.startsWith(`${house}/`) ? path.slice(house.length + 1) : path
  return rest.includes('/') ? (rest.split('/')[0] ?? null) : null
}

const offenders = (breaks: (file: SourceFile, name: string) => boolean) =>
  sources.flatMap(file =>
    file.imports.filter(name => breaks(file, name)).map(name => `${file.path} → ${name}`),
  )

test('finds the sources and their imports', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.find(file => file.path === 'main/gateway/gateway.ts')?.imports).toContain(
    'main/gateway/call.ts',
  )
})

test('the houses know only the contract of each other', () => {
  const found = offenders((file, name) => {
    const own = file.path.split('/')[0] ?? ''
    const isOtherHouse = houses.some(house => house !== own && name.startsWith(`${house}/`))
    const isAlias = name.startsWith('#') && !name.startsWith('#contract/')
    return isOtherHouse || isAlias
  })
  expect(found).toEqual([])
})

test('the contract has no Node, no DOM library and nothing but zod', () => {
  const found = offenders(
    (file, name) =>
      file.path.startsWith('contract/') && name !== 'zod' && !name.startsWith('contract/'),
  )
  expect(found).toEqual([])
})

test('inside main a folder knows base, and no neighbour', () => {
  const found = offenders((file, name) => {
    const own = folderIn('main', file.path)
    if (!file.path.startsWith('main/') || own === null || !name.startsWith('main/')) return false
    const other = folderIn('main', name)
    return other !== own && other !== 'base'
  })
  expect(found).toEqual([])
})

test.each([
  ['better-sqlite3', /^main\/store\//],
  ['ssh2', /^main\/provisioning\/ssh\//],
  ['ssh-config', /^main\/provisioning\/hosts\/import\//],
  ['csv-parse', /^main\/provisioning\/hosts\/import\//],
  ['@opentelemetry', /^tracing\//],
  ['undici', /^main\/worker-client\//],
  ['ws', /^main\/gateway\/updates\.ts/],
  ['openai', /^worker-image\/providers\//],
  ['@anthropic-ai/sdk', /^worker-image\/providers\//],
  ['@google/generative-ai', /^worker-image\/providers\//],
  ['@cfworker/json-schema', /^main\/consensus\//],
  ['electron-log', /^main\/log\//],
  ['electron-updater', /^main\/window\/seek-update\.ts$/],
  ['prom-client', /^main\/observe\/exposition\.ts$/],
  [
    'electron',
    /^(main\/(main\.ts|ipc\/|window\/|tray\/|local-worker\/utility-process\.ts)|preload\/)/,
  ],
])('only its own place imports %s', (library, place) => {
  const found = offenders(
    (file, name) => (name === library || name.startsWith(`${library}/`)) && !place.test(file.path),
  )
  expect(found).toEqual([])
})

test('no file has outgrown its subject, and no test either', () => {
  const long = [...sources, ...tests]
    .map(file => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
    .filter(file => file.lines > 300)
  expect(tests.length).toBeGreaterThan(50)
  expect(long).toEqual([])
})

test('no barrels, and no file named for nothing', () => {
  const found = sources
    .map(file => file.path)
    .filter(path => /\/(index|utils?|helpers?|types|common|misc)\.tsx?$/.test(path))
  expect(found).toEqual([])
})
