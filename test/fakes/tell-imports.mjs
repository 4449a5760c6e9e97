// Given to a program by `--import`: it then says on standard error what it loads.
import { registerHooks } from 'node:module'

registerHooks({
  load(url, context, next) {
    process.stderr.write(`loads ${url}\n`)
    return next(url, context)
  },
})
