import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { knownHostKeys, revokedHostKeys } from '#main/provisioning/ssh/known-hosts'
import { generateOwnKey } from '#main/provisioning/ssh/own-key'

const line = (name: string) => generateOwnKey(name).publicLine.split(' ').slice(0, 2).join(' ')
const blobOf = (text: string) => text.split(' ')[1]
const [a, b, c] = [line('a'), line('b'), line('c')]

const blobs = (text: string, address: string, port = 22) => {
  const { keys, revoked } = knownHostKeys(text, address, port)
  return [keys.map(({ blob }) => blob), revoked.map(({ blob }) => blob)]
}

test('finds the keys of an address among names, ports and wildcards', () => {
  const text = [
    '# a comment',
    `one.example,192.0.2.1 ${a} whoever@wherever`,
    `[one.example]:2222 ${b}`,
    `*.inner.example,!secret.inner.example ${c}`,
    'one.example ssh-rsa AAAAdamaged',
    `@cert-authority *.example ${b}`,
  ].join('\r\n')
  expect([
    blobs(text, 'One.Example'),
    blobs(text, '192.0.2.1'),
    blobs(text, 'one.example', 2222),
    blobs(text, 'a.inner.example'),
    blobs(text, 'secret.inner.example'),
    blobs(text, 'two.example'),
  ]).toEqual([
    [[blobOf(a)], []],
    [[blobOf(a)], []],
    [[blobOf(b)], []],
    [[blobOf(c)], []],
    [[], []],
    [[], []],
  ])
})

test('a revoked key is none of the known ones', () => {
  const text = `h ${a}\nh ${b}\n@revoked * ${a}\n`
  expect(blobs(text, 'h')).toEqual([[blobOf(b)], [blobOf(a)]])
})

test('the revoked keys of an address are found by themselves', () => {
  const text = `h ${a}\r\n\t@revoked h,i ${a}\r\n@revoked [h]:2222 ${b}\n# @revoked h ${c}\n`
  const revoked = (address: string, port = 22) =>
    revokedHostKeys(text, address, port).map(({ blob }) => blob)
  expect([revoked('h'), revoked('i'), revoked('h', 2222), revoked('j')]).toEqual([
    [blobOf(a)],
    [blobOf(a)],
    [blobOf(b)],
    [],
  ])
})

test('reads names that ssh-keygen has hashed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'known-'))
  const file = join(folder, 'known_hosts')
  writeFileSync(file, `h.example ${a}\n[h.example]:2222 ${b}\n`)
  execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' })
  const text = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  expect(text).toContain('|1|')
  expect([blobs(text, 'h.example'), blobs(text, 'h.example', 2222), blobs(text, 'x')]).toEqual([
    [[blobOf(a)], []],
    [[blobOf(b)], []],
    [[], []],
  ])
})

test('a pattern of many stars takes no time', () => {
  const text = `${'*a'.repeat(200)} ${a}\n`
  const began = performance.now()
  expect(blobs(text, `${'a'.repeat(250)}b`)).toEqual([[], []])
  expect(performance.now() - began).toBeLessThan(3_000)
})
