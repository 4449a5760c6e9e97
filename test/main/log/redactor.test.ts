import { expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { Redactor } from '#main/log/redactor'

test('takes out what looks like a secret', () => {
  const redactor = new Redactor()
  const lines = [
    'key sk-proj-abc_DEF-123456 refused',
    '{"k":"AIzaSyA1234567890abcdefghijklmnopqrs"}',
    'authorization: bearer abc.def-ghi=',
    'https://ann:pa55%40word@host:3001/v1 and http://:key@10.0.0.1',
    'risk-taking at http://host:3001/a@b, Bearer of news',
  ]
  expect(lines.map(line => redactor.scrub(line))).toEqual([
    'key [secret] refused',
    '{"k":"[secret]"}',
    'authorization: bearer [secret]',
    'https://ann:[secret]@host:3001/v1 and http://:[secret]@10.0.0.1',
    'risk-taking at http://host:3001/a@b, Bearer of news',
  ])
})

test('takes out every text that it was told of, as it stands in JSON and in addresses too', () => {
  const redactor = new Redactor()
  redactor.add(new Secret('corr"ect horse'))
  redactor.add(new Secret('corr"ect horse battery'))
  const lines = [
    'a corr"ect horse',
    JSON.stringify('corr"ect horse battery'),
    '?key=corr%22ect%20horse',
  ]
  expect(lines.map(line => redactor.scrub(line))).toEqual([
    'a [secret]',
    '"[secret]"',
    '?key=[secret]',
  ])
})

test('leaves ordinary words alone when a secret is as short as one', () => {
  const redactor = new Redactor()
  redactor.add(new Secret('info'))
  expect(redactor.scrub('info')).toBe('info')
})
