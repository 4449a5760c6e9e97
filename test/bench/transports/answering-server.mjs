import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'

// Runs on the host: answers a chat at once, sends as many bytes as it is asked for, or as many tokens, each 20 ms after the one before.
const [plainPort, tlsPort, folder] = process.argv.slice(2)
const read = name => readFileSync(`${folder}/${name}.pem`)
const chat = JSON.stringify({
  object: 'chat.completion',
  choices: [{ message: { role: 'assistant', content: 'A small answer. '.repeat(20) } }],
})
const piece = Buffer.alloc(64 * 1024)

const answer = (request, response) => {
  request.resume()
  request.on('end', () => {
    const wish = new URL(request.url, 'http://x').searchParams
    let left = Number(wish.get('bytes') ?? 0)
    let tokens = Number(wish.get('tokens') ?? 0)
    if (tokens > 0) {
      const timer = setInterval(() => {
        // Hosts of the lab have the machine's clock.
        response.write(`data: ${Date.now()}\n\n`)
        if (--tokens > 0) return
        clearInterval(timer)
        response.end()
      }, 20)
      return
    }
    if (left === 0) return response.end(chat)
    const more = () => {
      while (left > 0) {
        left -= piece.length
        if (!response.write(piece) && left > 0) return response.once('drain', more)
      }
      response.end()
    }
    more()
  })
}
const options = { keepAliveTimeout: 75_000 }
const mutual = { requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }
const files = { cert: read('cert'), key: read('key'), ca: read('ca') }
createServer(options, answer).listen(Number(plainPort), '0.0.0.0')
createSecureServer({ ...options, ...mutual, ...files }, answer).listen(Number(tlsPort), '0.0.0.0')
