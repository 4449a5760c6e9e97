import { expect, test } from 'vitest'
import {
  holdsAddressSecret,
  maskedAddresses,
  unmaskedAddresses,
} from '#contract/model/masked-address'

const token = 'x8Kq2mV0cX8pYt4LrB1sKd9W'

const addresses: readonly (readonly [address: string, masked: string])[] = [
  ['http://10.0.0.5:3001', 'http://10.0.0.5:3001'],
  ['http://user:secret@host:8000/v1', 'http://user:••••••@host:8000/v1'],
  ['http://:sk-secret@host', 'http://:••••••@host'],
  ['http://sk-secret@host', 'http://••••••@host'],
  ['http://user:se/cr@et@host', 'http://user:••••••@host'],
  ['http://host/v1?key=secret&page=2', 'http://host/v1?key=••••••&page=2'],
  ['http://host?page=2&api_key=secret#x', 'http://host?page=2&api_key=••••••#x'],
  ['http://host/@people', 'http://host/@people'],
  [
    `https://hooks.slack.com/services/T0/B0/${token}`,
    'https://hooks.slack.com/services/T0/B0/••••••',
  ],
  [
    `https://api.telegram.org/bot1:${token}/sendMessage?chat_id=2`,
    'https://api.telegram.org/••••••/sendMessage?chat_id=2',
  ],
  [`http://user:secret@host/${token}/v1?key=x`, 'http://user:••••••@host/••••••/v1?key=••••••'],
  [
    'https://host/openai/deployments/gpt-4o-2024-08-06',
    'https://host/openai/deployments/gpt-4o-2024-08-06',
  ],
  ['', ''],
]

test('masks what is secret in an address, and nothing else', () => {
  expect(addresses.map(([address]) => maskedAddresses(address))).toEqual(
    addresses.map(([, masked]) => masked),
  )
  expect(addresses.map(([address]) => holdsAddressSecret(address))).toEqual(
    addresses.map(([address, masked]) => address !== masked),
  )
})

test('what was shown and is saved unchanged is what it was, each address in its own place', () => {
  const before = 'http://:one@a, http://:two@a,http://b?token=three,http://c'
  const shown = maskedAddresses(before)
  expect(shown).toBe('http://:••••••@a, http://:••••••@a,http://b?token=••••••,http://c')
  expect(unmaskedAddresses(shown, [before])?.split(/, ?/)).toEqual(before.split(/, ?/))
  expect(unmaskedAddresses('http://b?token=••••••,http://d', [before])).toBe(
    'http://b?token=three,http://d',
  )
})

test('a key goes to no other place than the one it was entered for', () => {
  const before = 'http://:one@a'
  expect(unmaskedAddresses('http://:••••••@evil', [before])).toBeNull()
  expect(unmaskedAddresses('http://:••••••@a,http://:••••••@a', [before])).toBeNull()
  expect(unmaskedAddresses('http://:new@evil', [before])).toBe('http://:new@evil')
})

test('so it is with the token in the path of a webhook', () => {
  const before = `https://hooks.slack.com/services/T0/B0/${token}`
  const shown = 'https://hooks.slack.com/services/T0/B0/••••••'
  expect(unmaskedAddresses(shown, [before])).toBe(before)
  expect(unmaskedAddresses('https://evil.example/services/T0/B0/••••••', [before])).toBeNull()
  expect(unmaskedAddresses('https://hooks.slack.com/services/T0/B1/••••••', [before])).toBeNull()
})
