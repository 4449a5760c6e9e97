import { expect, test } from 'vitest'
import { fileLimits } from '#contract/model/chat-file'
import { readAttachments } from '#renderer/screens/chat/read-attachment'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2])

test('takes what a model can use, by its content, and says why it leaves the rest', async () => {
  const { taken, refused } = await readAttachments(
    [
      new File([png], 'photo.txt'),
      new File(['名,数\n'], 'list.exe'),
      new File([new Uint8Array([0x4d, 0x5a, 0, 1])], 'notes.txt'),
      new File([new Uint8Array([0xff, 0xfe, 0x41])], 'utf16.txt'),
      new File([], 'empty.txt'),
      new File(['a'.repeat(fileLimits.textBytes + 1)], 'long.txt'),
      new File([new Uint8Array(fileLimits.imageBytes + 1)], 'big.png'),
    ],
    [],
  )
  expect(taken.map(({ name, type, size, data }) => [name, type, size, data])).toEqual([
    ['photo.txt', 'image/png', 10, btoa(String.fromCharCode(...png))],
    ['list.exe', 'text/plain', 8, Buffer.from('名,数\n').toString('base64')],
  ])
  expect(refused).toEqual([
    { name: 'notes.txt', problem: 'unknown-type' },
    { name: 'utf16.txt', problem: 'unknown-type' },
    { name: 'empty.txt', problem: 'empty' },
    { name: 'long.txt', problem: 'too-large' },
    { name: 'big.png', problem: 'too-large' },
  ])
})

test('one message takes so many files and no more', async () => {
  const files = Array.from({ length: fileLimits.count + 1 }, (_, at) => new File(['x'], `${at}`))
  const { taken, refused } = await readAttachments(files, [])
  expect([taken.length, refused]).toEqual([
    fileLimits.count,
    [{ name: String(fileLimits.count), problem: 'too-many' }],
  ])
})
