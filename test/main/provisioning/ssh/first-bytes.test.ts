import { expect, test } from 'vitest'
import { greetingOf } from '#main/provisioning/ssh/first-bytes'

function offerPacket(lists: readonly string[]): Buffer {
  const parts = lists.map(list => {
    const bytes = Buffer.alloc(4 + list.length)
    bytes.writeUInt32BE(list.length)
    bytes.write(list, 4)
    return bytes
  })
  const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16), ...parts])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(payload.length + 1)
  return Buffer.concat([head, payload])
}

test('reads what a server says first, and what it offers', () => {
  const name = Buffer.from('Hello\r\n\u001b[31mSSH-2.0-x\r\nSSH-2.0-OpenSSH_9.6 Debian\r\n')
  const packet = offerPacket(['k1,k2', 'h1', 'c1,c2', 'c3', 'm1', 'm2', 'none'])
  expect(greetingOf(Buffer.concat([name, packet]))).toEqual({
    words: 'Hello [31mSSH-2.0-x',
    server: 'SSH-2.0-OpenSSH_9.6 Debian',
    offer: { kex: ['k1', 'k2'], hostKeys: ['h1'], ciphers: ['c1', 'c2'], macs: ['m1'] },
  })
})

test('reads no more than came', () => {
  const packet = offerPacket(['k1', 'h1', 'c1', 'c2', 'm1', 'm2'])
  const half = Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), packet.subarray(0, 30)])
  expect([greetingOf(Buffer.from('Not allowed at this time\r\n')), greetingOf(half)]).toEqual([
    { words: 'Not allowed at this time', server: null, offer: null },
    { words: '', server: 'SSH-2.0-x', offer: null },
  ])
})

test('a server that lies about lengths does no harm', () => {
  const packet = offerPacket(['k1', 'h1', 'c1', 'c2', 'm1', 'm2'])
  packet.writeUInt32BE(0xffffffff, 22)
  const { offer } = greetingOf(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), packet]))
  expect(offer).toBeNull()
})
