import { expect, test } from 'vitest'
import { openTranslation } from '#renderer/i18n/translate'
import { accountWarnings } from '#renderer/screens/hosts/add/account-warnings'

test('tells what an account of Coolify lacks, and nothing of one that is well', async () => {
  const { t } = await openTranslation('en')
  const well = {
    url: 'https://coolify.example',
    abilities: ['read' as const, 'write' as const, 'deploy' as const],
    image: 'registry.example/banyan-worker',
  }
  const bad = { url: 'http://coolify.example', abilities: ['read' as const], image: null }
  expect(accountWarnings(t, well)).toEqual([])
  expect(accountWarnings(t, bad)).toEqual([
    expect.stringContaining('The address is http'),
    expect.stringContaining('lacks write, deploy'),
    expect.stringContaining('Without the image'),
  ])
})
