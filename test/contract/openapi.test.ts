import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { operations } from '#contract/http/operations'
import { openApiFile, openApiText } from '#tools/openapi'
import { inProject } from '#tools/project'

test('docs/openapi.json is what `npm run openapi` would write', () => {
  const written = readFileSync(openApiFile, 'utf8')
  expect(written).toBe(openApiText())
})

test('every route of the gateway is described, and no other', () => {
  const folder = inProject('main', 'gateway', 'routes')
  const paths = readdirSync(folder)
    .map(file => readFileSync(join(folder, file), 'utf8'))
    .flatMap(text => [...text.matchAll(/(?<=')\/[a-z][\w./*-]*[^/'](?=')/g)].map(([path]) => path))
    .map(path => path.replace('/*', '/{id}'))
  expect([...new Set(paths)].sort()).toEqual(
    [...new Set(operations.map(({ path }) => path))].sort(),
  )
})
