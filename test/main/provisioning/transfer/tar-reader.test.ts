import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTar, TarRefused } from '#main/provisioning/transfer/tar-reader'

interface Member {
  readonly name: string
  readonly content?: string
  readonly kind?: string
  readonly mode?: string
  readonly prefix?: string
  readonly size?: string
}

function header({ name, content = '', kind = '0', mode = '0000644', prefix = '', size }: Member) {
  const block = Buffer.alloc(512)
  block.write(name, 0, 'latin1')
  block.write(mode, 100)
  block.write('0000000', 108)
  block.write('0000000', 116)
  block.write(size ?? Buffer.byteLength(content).toString(8).padStart(11, '0'), 124)
  block.write('00000000000', 136)
  block.fill(' ', 148, 156)
  block.write(kind, 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(prefix, 345)
  const sum = block.reduce((all, byte) => all + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

const member = (each: Member) => {
  const content = Buffer.from(each.content ?? '')
  return Buffer.concat([header(each), content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}
const end = Buffer.alloc(1024)
const tar = (...members: readonly Member[]) => Buffer.concat([...members.map(member), end])

async function filesOf(bytes: Buffer, cut = 1000) {
  const source = async function* () {
    for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut)
  }
  const files: (readonly [path: string, isExecutable: boolean, content: string])[] = []
  for await (const file of readTar(source())) {
    let content = ''
    for await (const chunk of file.content) content += chunk.toString('latin1')
    files.push([file.path, file.isExecutable, content])
  }
  return files
}

test('reads files wherever the stream is cut', async () => {
  const contents = fc.array(fc.string({ unit: 'binary-ascii', maxLength: 1500 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(contents, fc.integer({ min: 1, max: 3000 }), async (texts, cut) => {
      const members = texts.map((content, index) => ({ name: `a/file-${index}`, content }))
      expect(await filesOf(tar({ name: 'a/', kind: '5' }, ...members), cut)).toEqual(
        members.map(({ name, content }) => [name, false, content]),
      )
    }),
    { numRuns: 50 },
  )
})

test('knows programs, long paths, and passes over what is not read', async () => {
  const bytes = tar(
    { name: 'bin/node', mode: '0000755', content: 'run' },
    { name: 'z', prefix: 'x/y', content: 'deep' },
  )
  expect(await filesOf(bytes)).toEqual([
    ['bin/node', true, 'run'],
    ['x/y/z', false, 'deep'],
  ])
  const paths: string[] = []
  for await (const file of readTar(
    (async function* () {
      yield bytes
    })(),
  )) {
    paths.push(file.path)
  }
  expect(paths).toEqual(['bin/node', 'x/y/z'])
})

test.each([
  ['a path that leads out', tar({ name: '../etc/passwd' })],
  ['a path that leads out in the middle', tar({ name: 'a/../../b' })],
  ['a path from the top', tar({ name: '/etc/passwd' })],
  ['a path with a prefix that leads out', tar({ name: 'b', prefix: '..' })],
  ['a path with a space, for lines part there', tar({ name: 'a b' })],
  ['a path with a line break', tar({ name: 'a\nb' })],
  ['a path with a backslash', tar({ name: 'a\\b' })],
  ['no path', tar({ name: '' })],
  ['a symbolic link', tar({ name: 'a', kind: '2' })],
  ['a hard link', tar({ name: 'a', kind: '1' })],
  ['a device', tar({ name: 'a', kind: '3' })],
  ['an extended header', tar({ name: 'a', kind: 'x' })],
  ['a long name of GNU', tar({ name: 'a', kind: 'L' })],
  ['a set-user-id program', tar({ name: 'a', mode: '0004755' })],
  ['the same file twice', tar({ name: 'a' }, { name: 'a' })],
  ['a size that is none', tar({ name: 'a', size: '-0000000001' })],
  ['a size in binary', tar({ name: 'a', size: '\x80\0\0\0\0\0\0\0\0\0\x01' })],
  ['a size beyond all bounds', tar({ name: 'a', size: '77777777777' })],
  ['a folder with content', tar({ name: 'a', kind: '5', size: '00000000010' })],
  ['a file that breaks off', tar({ name: 'a', content: 'x'.repeat(600) }).subarray(0, 900)],
  ['no end', tar({ name: 'a' }).subarray(0, 512)],
  ['something behind its end', Buffer.concat([tar({ name: 'a' }), Buffer.from('more')])],
  ['a damaged header', tar({ name: 'a' }).fill('b', 0, 1)],
  ['no archive at all', Buffer.from('x'.repeat(2000))],
])('refuses an archive with %s', async (_, bytes) => {
  await expect(filesOf(bytes)).rejects.toBeInstanceOf(TarRefused)
})
