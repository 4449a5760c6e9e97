#!/usr/local/bin/node
// Stands at /bin/sh in the image, which has no shell: a platform whose health checks go through one,
// as Coolify's do, can run this one command by it, and nothing else.
const [, , flag, command = ''] = process.argv
const [, name] = /^node health-check\.mjs (\w+)$/.exec(command.trim()) ?? []
if (flag === '-c' && name !== undefined) {
  process.argv.splice(2, 2, name)
  void import(`${process.cwd()}/health-check.mjs`)
} else {
  process.exitCode = 127
}
