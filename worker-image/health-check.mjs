// Asks the program in this container how it is; run by Docker with the name of its port's variable.
const port = process.env[process.argv[2]]
const signal = AbortSignal.timeout(5_000)
const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal }).catch(() => null)
process.exit(answer?.ok ? 0 : 1)
