import { expect, test } from 'vitest'
import { listensOn } from '#main/provisioning/checks/listening'

test('tells a port of the host’s own loopback from one that others reach', () => {
  const text = [
    '0100007F:0BB9',
    '00000000:0016',
    '00000000000000000000000001000000:0BB9',
    '0000000000000000FFFF00000100007F:0BB9',
    '00000000000000000000000000000000:0BBA',
    '6401690A:0BB9',
  ].join('\n')
  expect(listensOn(text, 3001)).toEqual(['loopback', 'loopback', 'loopback', 'elsewhere'])
  expect(listensOn(text, 3002)).toEqual(['elsewhere'])
  expect(listensOn(text, 22)).toEqual(['elsewhere'])
  expect(listensOn(text, 80)).toEqual([])
})
