import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pageColours } from '#main/window/page-colours'
import { projectDir } from '#tools/project'

test('before the page is drawn the window has its colour', () => {
  const tokens = readFileSync(join(projectDir, 'renderer/style/tokens.css'), 'utf8')
  const [, light, dark] = /--surface-0: light-dark\((#\w+), (#\w+)\)/.exec(tokens) ?? []
  expect(pageColours).toEqual({ light, dark })
})
