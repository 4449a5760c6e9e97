import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'

type Done = (error?: Error | null) => void

/**
 * A channel as a stream that behaves as sockets do: ssh2's own forgets whoever waits for a write
 * when it is closed. Whoever holds the connection destroys this when the connection is lost, as the
 * channel would only end, which could pass for the end of an answer.
 */
export function forwardedStream(channel: ClientChannel): Duplex {
  let isClosed = false
  let writing: Done | null = null
  const stream = new Duplex({
    allowHalfOpen: false,
    read() {
      channel.resume()
    },
    write(piece: Buffer, _encoding, done) {
      if (isClosed) return done(closedError())
      writing = done
      channel.write(piece, () => {
        if (writing !== done) return
        writing = null
        done()
      })
    },
    final(done) {
      channel.end()
      done()
    },
    destroy(error, done) {
      channel.destroy()
      // A channel is taken off its connection only when it was read to its end.
      channel.resume()
      done(error)
    },
  })
  channel.on('data', (piece: Buffer) => {
    if (!stream.destroyed && !stream.push(piece)) channel.pause()
  })
  channel.on('end', () => {
    if (!stream.destroyed) stream.push(null)
  })
  channel.on('error', (error: Error) => stream.destroy(error))
  channel.on('close', () => {
    isClosed = true
    writing?.(closedError())
  })
  channel.stderr.resume()
  return stream
}

const closedError = () => new Error('the other side closed the connection')
