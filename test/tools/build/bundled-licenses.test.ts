import { expect, test } from 'vitest'
import { bundledLicenses } from '#tools/build/bundled-licenses'
import { inProject } from '#tools/project'

test('names every package that a module comes from once, with its license', async () => {
  const modules = [
    ...['node_modules/zod/v4/index.js', 'node_modules/zod/v4/core/core.js'],
    ...['node_modules/@anthropic-ai/sdk/index.mjs', 'worker-image/main.ts'],
  ].map(file => inProject(file))
  const text = await bundledLicenses(modules)
  expect(text.match(/^.+ \d+\.\d+\.\d+ \(.+\)$/gm)).toEqual([
    expect.stringMatching(/^@anthropic-ai\/sdk /),
    expect.stringMatching(/^zod \S+ \(MIT\)$/),
  ])
  expect(text).toContain('Permission is hereby granted')
  expect(await bundledLicenses([inProject('worker-image/main.ts')])).toBe('')
})
