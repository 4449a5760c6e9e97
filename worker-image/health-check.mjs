import { connect } from 'node:tls'

// Asks the program in this container how it is; run by Docker with the name of its port's variable.
const port = process.env[process.argv[2]]
const isWell = process.env.WORKER_TLS_CERT_FILE ? await isSecure(port) : await isHealthy(port)
process.exit(isWell ? 0 : 1)

async function isHealthy(port) {
  const signal = AbortSignal.timeout(5_000)
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal }).catch(() => null)
  return answer?.ok === true
}

/** With TLS it answers nobody but the root node: that it shows its certificate has to be enough. */
function isSecure(port) {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
    socket.setTimeout(5_000, () => socket.destroy())
    socket.once('secureConnect', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('close', () => resolve(false))
  })
}
