import { connect } from 'node:net'
import { userInfo } from 'node:os'

const answerWithinMs = 1_500
const isAnsweredYes = 'b'.charCodeAt(0)

/**
 * Whether somebody owns a name on the session bus of D-Bus, as a tray does. It says the few words of the
 * protocol that this needs: none of the programs that could be asked is on every system. False where
 * there is no bus, or none that answers.
 */
export function hasBusName(address: string | undefined, name: string): Promise<boolean> {
  const path = socketPath(address)
  if (path === null) return Promise.resolve(false)
  return new Promise(resolve => {
    const socket = connect(path)
    const settle = (isOwned: boolean) => {
      clearTimeout(late)
      socket.destroy()
      resolve(isOwned)
    }
    const late = setTimeout(() => settle(false), answerWithinMs)
    let heard = Buffer.alloc(0)
    let isIn = false
    socket.on('error', () => settle(false))
    socket.on('close', () => settle(false))
    socket.on('connect', () => {
      const uid = Buffer.from(String(userInfo().uid)).toString('hex')
      socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
    })
    socket.on('data', piece => {
      heard = Buffer.concat([heard, piece])
      if (!isIn) {
        const end = heard.indexOf('\r\n')
        if (end < 0) return
        if (!heard.subarray(0, end).toString('latin1').startsWith('OK ')) return settle(false)
        isIn = true
        heard = heard.subarray(end + 2)
        socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), call(1, 'Hello')]))
        socket.write(call(2, 'NameHasOwner', name))
      }
      for (;;) {
        const length = messageLength(heard)
        if (length === null || heard.length < length) return
        const answer = ownerAnswer(heard.subarray(0, length))
        if (answer !== null) return settle(answer)
        heard = heard.subarray(length)
      }
    })
  })
}

/** Of `unix:path=/run/user/1000/bus,guid=…;…`, the first that is a socket we can reach. */
function socketPath(address: string | undefined): string | null {
  for (const way of address?.split(';') ?? []) {
    const [, kind, value] = /^unix:(?:[^,]*,)*?(path|abstract)=([^,]+)/.exec(way) ?? []
    if (value === undefined) continue
    const text = decodeURIComponent(value)
    return kind === 'abstract' ? `\0${text}` : text
  }
  return null
}

/** A method call to the bus itself, with one string or none, in little-endian. */
function call(serial: number, member: string, argument?: string): Buffer {
  const body = argument === undefined ? Buffer.alloc(0) : string(argument)
  const fields = [
    field(1, 'o', '/org/freedesktop/DBus'),
    field(2, 's', 'org.freedesktop.DBus'),
    field(3, 's', member),
    field(6, 's', 'org.freedesktop.DBus'),
    ...(argument === undefined ? [] : [signatureField()]),
  ]
  const list = fields.reduce((all, next) => Buffer.concat([padded(all, 8), next]), Buffer.alloc(0))
  const head = Buffer.alloc(16)
  head.write('l', 0)
  head.set([1, 0, 1], 1)
  head.writeUInt32LE(body.length, 4)
  head.writeUInt32LE(serial, 8)
  head.writeUInt32LE(list.length, 12)
  return Buffer.concat([padded(Buffer.concat([head, list]), 8), body])
}

const field = (code: number, type: 'o' | 's', value: string) =>
  Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), string(value)])

const signatureField = () => Buffer.from([8, 1, 'g'.charCodeAt(0), 0, 1, 's'.charCodeAt(0), 0])

function string(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes, Buffer.from([0])])
}

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)])
}

/** Null while the head is not here. */
function messageLength(bytes: Buffer): number | null {
  if (bytes.length < 16) return null
  const head = 16 + bytes.readUInt32LE(12)
  return head + ((8 - (head % 8)) % 8) + bytes.readUInt32LE(4)
}

/** Null for a message that is not the answer to our second call: the first one's, or a signal. */
function ownerAnswer(message: Buffer): boolean | null {
  const isReturn = message[1] === 2
  const isError = message[1] === 3
  const fields = message.subarray(16, 16 + message.readUInt32LE(12))
  // Field 5 is the serial of the call that is answered, an unsigned number.
  const at = fields.indexOf(Buffer.from([5, 1, 'u'.charCodeAt(0), 0]))
  if (at < 0 || at + 8 > fields.length || fields.readUInt32LE(at + 4) !== 2) return null
  if (isError) return false
  const isBoolean = fields.includes(Buffer.from([8, 1, 'g'.charCodeAt(0), 0, 1, isAnsweredYes, 0]))
  return isReturn && isBoolean ? message.readUInt32LE(message.length - 4) === 1 : false
}
