import { expect, test } from 'vitest'
import { en } from '#renderer/i18n/en'
import { zhHans } from '#renderer/i18n/zh-hans'
import { zhHant } from '#renderer/i18n/zh-hant'

type Tree = { readonly [key: string]: string | Tree }

function texts(tree: Tree, path = ''): (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as const]
      : texts(value, `${path}${key}.`),
  )
}

/** `{{count}}` picks the plural and need not be shown. */
const variables = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()

const english = texts(en).filter(([key]) => !key.endsWith('_one'))

for (const [language, messages] of [
  ['simplified Chinese', zhHans],
  ['traditional Chinese', zhHant],
] as const) {
  test(`${language} says everything that English says, with the same variables`, () => {
    const shape = (all: ReturnType<typeof texts>) =>
      all.map(([key, text]) => [key, variables(text)])
    expect(shape(texts(messages))).toEqual(shape(english))
  })

  test(`${language} leaves nothing in English or empty that English fills`, () => {
    const same = new Set(english.map(([key, text]) => `${key}=${text}`))
    const names =
      /^(provider|unit)\.|^settings\.version$|\.label$|^hosts\.(by|kind|privilege)\.|^hosts\.(gigabytes|panelText)$|^hostAdd\.(agent|accounts)$/
    const left = texts(messages).filter(
      ([key, text]) => text !== '' && same.has(`${key}=${text}`) && !names.test(key),
    )
    expect(left).toEqual([])
  })
}
