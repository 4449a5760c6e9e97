import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../../renderer/style/tokens.css', import.meta.url), 'utf8')

function colour(name: string, theme: 'light' | 'dark'): string {
  const pair = css.match(new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`))
  const hex = pair?.[theme === 'light' ? 1 : 2]
  if (!hex) throw new Error(`no colour ${name}`)
  return hex.length === 4 ? hex.replace(/\w/g, '$&$&') : hex
}

/** As WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

test('every text can be read on every surface that it stands on, light and dark', () => {
  const texts = ['ink', 'ink-2', 'ink-3', 'accent', 'healthy', 'degraded', 'offline', 'info']
  const surfaces = ['surface-0', 'surface-1', 'surface-2']
  const tooFaint = (['light', 'dark'] as const).flatMap(theme =>
    [
      ...surfaces.flatMap(on => texts.map(text => [text, on] as const)),
      ['on-accent', 'accent'] as const,
    ]
      .map(([text, on]) => ({
        theme,
        text,
        on,
        ratio: contrast(colour(text, theme), colour(on, theme)),
      }))
      .filter(({ ratio }) => ratio < 4.5),
  )
  expect(tooFaint).toEqual([])
})
