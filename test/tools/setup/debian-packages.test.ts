import { expect, test } from 'vitest'
import { installedPackages, missingNeeds, namesToInstall } from '#tools/setup/debian-packages'

test('a package that was removed but left its settings is not installed', () => {
  const output = 'xvfb installed\nlibnss3 config-files\n\ng++ installed\n'
  expect([...installedPackages(output)]).toEqual(['xvfb', 'g++'])
})

test('a need is met by the package of any of its names', () => {
  const needs = [['xvfb'], ['libasound2', 'libasound2t64'], ['libnss3']] as const
  expect(missingNeeds(needs, new Set(['libasound2t64', 'libnss3']))).toEqual([['xvfb']])
})

test('what is installed has the name that this system knows', () => {
  const missing = [['libasound2', 'libasound2t64'], ['xvfb'], ['gone']] as const
  expect(namesToInstall(missing, new Set(['libasound2t64', 'xvfb']))).toEqual([
    'libasound2t64',
    'xvfb',
    'gone',
  ])
})
