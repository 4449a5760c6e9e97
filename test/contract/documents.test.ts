import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flagOf, settingDefinitions, settingNames } from '#contract/model/setting'
import { inProject } from '#tools/project'

const read = (...parts: readonly string[]) => readFileSync(inProject(...parts), 'utf8')

/** The cells of every row of every table; what is set as code without its marks. */
const rowsOf = (markdown: string) =>
  markdown
    .split('\n')
    .filter(line => line.startsWith('| '))
    .map(line => line.slice(1, -1).split('|'))
    .map(cells => cells.map(cell => cell.trim().replace(/^`(.*)`$/, '$1')))

test('docs/settings.md lists every setting of the root node as it is', () => {
  const [beforeWorker = ''] = read('docs', 'settings.md').split('## Worker')
  const listed = rowsOf(beforeWorker).map(cells => cells.slice(0, 4))
  const wanted = settingNames.map(name => {
    const { env, fallback, allowed, ...more } = settingDefinitions[name]
    return [env, 'secret' in more ? 'none' : flagOf(name), fallback, allowed]
  })
  expect(listed.filter(([env]) => !/^(Variable|-+)$/.test(env ?? ''))).toEqual(wanted)
})

test('docs/http-api.md lists every error that the gateway answers with', () => {
  const wanted = errorsIn('error-answer.ts')
  expect(wanted.length).toBeGreaterThan(10)
  expect(errorsListed('http-api.md')).toEqual(wanted)
})

test('docs/http-api/hosts.md lists every error about hosts', () => {
  const wanted = errorsIn('host-error-kinds.ts')
  expect(wanted.length).toBeGreaterThan(10)
  const others = ['400 invalid_request']
  expect(errorsListed('http-api', 'hosts.md')).toEqual([...wanted, ...others].sort())
})

function errorsIn(file: string): readonly string[] {
  const source = read('main', 'gateway', file)
  const kinds = source.matchAll(/status: (\d{3}), type: \S+ code: '(\w+)'/g)
  return [...kinds].map(([, status, code]) => `${status} ${code}`).sort()
}

function errorsListed(...document: readonly string[]): readonly string[] {
  return rowsOf(read('docs', ...document))
    .filter(([status]) => /^\d{3}$/.test(status ?? ''))
    .map(([status, code]) => `${status} ${code}`)
    .sort()
}

test('every dependency has its reason on a page of docs/decisions', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const folder = inProject('docs', 'decisions')
  const pages = readdirSync(folder).map(name => read('docs', 'decisions', name))
  const names = Object.keys({ ...dependencies, ...devDependencies })
  const unexplained = names.filter(name => !pages.some(page => page.includes(`\`${name}\``)))
  expect(unexplained).toEqual([])
})

test('no document links to a file that is not there', () => {
  const documents = [
    ...readdirSync(inProject('.')).filter(name => name.endsWith('.md')),
    ...readdirSync(inProject('docs'), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.md'))
      .map(name => `docs/${name}`),
  ]
  const broken = documents.flatMap(document => {
    const links = [...read(document).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
    return links
      .map(([, target]) => new URL(target ?? '', `file:///${document}`).pathname.slice(1))
      .filter(target => !existsSync(inProject(target)))
      .map(target => `${document} → ${target}`)
  })
  expect(broken).toEqual([])
})
