import { connect, createServer } from 'node:net'

/** A door into a network namespace: from a socket file, which is there in all of them, to a port. */
const [path, port] = process.argv.slice(2)

createServer(client => {
  const inside = connect(Number(port), '127.0.0.1')
  client.pipe(inside).pipe(client)
  client.on('error', () => inside.destroy())
  inside.on('error', () => client.destroy())
}).listen(path, () => process.stdout.write('ready\n'))
