import { createServer } from 'node:http'
import { Pool } from 'undici'

/** The least that a proxy in Node can do: the yardstick for the root. */
const pool = new Pool(String(process.env['UPSTREAM']), { pipelining: 1 })

const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    pool.dispatch(
      {
        method: request.method === 'GET' ? 'GET' : 'POST',
        path: request.url ?? '/',
        headers: { 'content-type': 'application/json' },
        body: pieces.length > 0 ? Buffer.concat(pieces) : null,
      },
      {
        onRequestStart() {},
        onResponseStart(_controller, status, headers) {
          response.writeHead(status, { 'content-type': String(headers['content-type']) })
        },
        onResponseData(controller, piece) {
          if (response.write(piece)) return
          controller.pause()
          response.once('drain', () => controller.resume())
        },
        onResponseEnd: () => void response.end(),
        onResponseError: () => void response.destroy(),
      },
    )
  })
})

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())))
