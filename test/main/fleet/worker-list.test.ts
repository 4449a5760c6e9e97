import { expect, test } from 'vitest'
import { parseWorkerList } from '#main/fleet/worker-list'

const plain = (text: string) =>
  parseWorkerList(text).map(({ id, url, key }) => ({ id, url, key: key?.reveal() ?? null }))

test('reads addresses, drops empty ones and those that stand twice', () => {
  expect(plain(' http://10.0.0.5:3001/ , ,https://w.example/a/v1,http://10.0.0.5:3001')).toEqual([
    { id: '10.0.0.5-3001', url: 'http://10.0.0.5:3001', key: null },
    { id: 'w.example-a', url: 'https://w.example/a', key: null },
  ])
})

test('takes a plain server’s key out of its address', () => {
  expect(plain('http://:sk-1%2F2@127.0.0.1:8000')).toEqual([
    { id: '127.0.0.1-8000', url: 'http://127.0.0.1:8000', key: 'sk-1/2' },
  ])
})

test.each(['10.0.0.5:3001', 'ftp://x', 'http://169.254.169.254/', 'http://[fe80::1]/', 'nonsense'])(
  'refuses %s',
  text => {
    expect(() => parseWorkerList(text)).toThrow('WORKERS')
  },
)

test('does not repeat a key when it refuses', () => {
  expect(() => parseWorkerList('ftp://:sk-secret@x')).toThrow(/ftp:\/\/:••••••@x/)
})
