// Static files with Range and If-Modified-Since, enough for apt: node mirror.mjs ROOT ADDRESS PORT
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const [root = '.', address = '127.0.0.1', port = '80'] = process.argv.slice(2)

const server = createServer(({ url = '/', method, headers }, answer) => {
  const path = normalize(decodeURIComponent(new URL(url, 'http://mirror').pathname))
  const file = join(root, path)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile()) return answer.writeHead(404).end()
  const since = headers['if-modified-since']
  const modified = stat.mtime.toUTCString()
  if (since !== undefined && new Date(since) >= new Date(modified))
    return answer.writeHead(304).end()
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')
  const start = range ? Number(range[1]) : 0
  const end = range?.[2] ? Number(range[2]) : stat.size - 1
  if (range && start >= stat.size) {
    return answer.writeHead(416, { 'content-range': `bytes */${stat.size}` }).end()
  }
  answer.writeHead(range ? 206 : 200, {
    'content-length': end - start + 1,
    'last-modified': modified,
    'accept-ranges': 'bytes',
    ...(range ? { 'content-range': `bytes ${start}-${end}/${stat.size}` } : {}),
  })
  if (method === 'HEAD' || stat.size === 0) return answer.end()
  createReadStream(file, { start, end }).pipe(answer)
})
server.listen(Number(port), address, () => process.stdout.write('ready\n'))
