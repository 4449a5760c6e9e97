import { expect, test } from 'vitest'
import { safeLookup } from '#main/base/safe-lookup'

/** What a request would be told of a name; addresses need no server of names. */
const lookUp = (name: string, all: boolean) =>
  new Promise(resolve =>
    safeLookup(name, { all }, (failure, address) => resolve(failure?.message ?? address)),
  )

test.each([true, false])(
  'a name that leads to a link-local address leads nowhere (all: %s)',
  async all => {
    expect(await lookUp('169.254.169.254', all)).toBe(
      '169.254.169.254 stands for a link-local or metadata address',
    )
  },
)

test('any other name leads where it leads', async () => {
  const found = [await lookUp('127.0.0.1', true), await lookUp('127.0.0.1', false)]
  expect(found).toEqual([[{ address: '127.0.0.1', family: 4 }], '127.0.0.1'])
  expect(await lookUp('no-such-name.invalid', true)).toMatch(/ENOTFOUND|EAI_AGAIN/)
})
