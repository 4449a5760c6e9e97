import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { factsCommand } from '#main/provisioning/discovery/facts-script'
import { readFacts } from '#main/provisioning/discovery/read-facts'

const folder = mkdtempSync(join(tmpdir(), 'facts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const hearing = { heardAt: Date.now(), roundTripMs: 1 }

/** As a link runs it: strict, by the shell's standard input, with programs of the test's own first. */
function run(shell: string, programs: Readonly<Record<string, string>> = {}): string {
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const { stdout } = spawnSync(shell, ['-s'], {
    input: `set -eu\n${factsCommand.script}\necho after`,
    env: { PATH: `${folder}:${process.env['PATH']}`, LC_ALL: 'C' },
    encoding: 'utf8',
  })
  for (const name of Object.keys(programs)) rmSync(join(folder, name))
  return stdout
}

test.each(['sh', 'bash'])(
  'prints one line of facts under %s, and leaves the rest of its input',
  shell => {
    const lines = run(shell).split('\n')
    const facts = readFacts(lines[0] ?? '', 'here', { ...hearing, heardAt: Date.now() })
    expect(lines.slice(1)).toEqual(['after', ''])
    expect(facts).toMatchObject({
      hostname: execFileSync('uname', ['-n'], { encoding: 'utf8' }).trim(),
      architecture: process.arch,
      pageSize: 4096,
    })
    expect(facts.cpus).toBeGreaterThan(0)
    expect(facts.memory.total).toBeGreaterThan(facts.memory.available)
    expect(facts.disk.total).toBeGreaterThan(facts.disk.free)
    expect(Math.abs(facts.clockSkewMs)).toBeLessThan(5_000)
  },
)

test('a text that would end its string, begin a line or color a terminal stays one text', () => {
  const nasty = String.raw`printf 'a"b\\c\n\033[31m","privileges":"root%s' "$(printf '\001\177')"`
  const facts = readFacts(run('sh', { uname: nasty }).split('\n')[0] ?? '', 'here', hearing)
  expect(facts.hostname).toBe(String.raw`a"b\c [31m","privileges":"root`)
})

test('a very long text is cut before it is escaped', () => {
  const long = `head -c 5000 /dev/zero | tr '\\0' '"'`
  const facts = readFacts(run('sh', { uname: long }).split('\n')[0] ?? '', 'here', hearing)
  expect(facts.kernel).toBe('"'.repeat(200))
})

test('programs that fail or print something else cost their own fact only', () => {
  const silly = 'echo "not a number %3N"'
  const facts = readFacts(
    run('sh', { getconf: 'exit 1', date: silly, docker: 'echo boo; exit 1' }).split('\n')[0] ?? '',
    'here',
    hearing,
  )
  expect(facts).toMatchObject({
    pageSize: 4096,
    glibc: null,
    docker: { version: null, isRunning: false },
  })
})

test('a docker that is podman is called so', () => {
  const output = run('sh', { docker: 'echo podman version 4.9.4-rhel' })
  const facts = readFacts(output.split('\n')[0] ?? '', 'here', hearing)
  expect(facts.docker).toEqual({ version: 'podman 4.9.4-rhel', isRunning: false })
})

const lastRule = (rule: string) => `echo '-P INPUT ACCEPT'; echo '${rule}'`
test.each([
  ['a REJECT at the end', lastRule('-A INPUT -j REJECT --reject-with icmp-host-prohibited'), true],
  ['a policy of DROP', `echo '-P INPUT DROP'`, true],
  ['a REJECT of one port', lastRule('-A INPUT -p tcp -m tcp --dport 25 -j REJECT'), false],
  ['no rule', `echo '-P INPUT ACCEPT'`, false],
])('finds out whether iptables refuses at the end: %s', (_, iptables, expected) => {
  const output = run('sh', { iptables, nft: 'exit 1', sudo: 'exit 1' })
  expect(readFacts(output.split('\n')[0] ?? '', 'here', hearing).firewall.rejectsInput).toBe(
    expected,
  )
})

const chain = (body: string) =>
  `printf 'table inet filter {\\n\\tchain input {\\n\\t\\ttype filter hook input priority 0; ${body}\\n\\t}\\n\\tchain other {\\n\\t\\tdrop\\n\\t}\\n}\\n'`
test.each([
  ['a policy of drop', chain('policy drop;'), true],
  ['a reject at the end', chain('policy accept;\\n\\t\\treject with icmpx admin-prohibited'), true],
  ['a drop of one port', chain('policy accept;\\n\\t\\ttcp dport 25 drop'), false],
  ['no rule', chain('policy accept;'), false],
])('finds out whether nftables refuses at the end: %s', (_, nft, expected) => {
  const output = run('sh', { iptables: 'exit 1', nft, sudo: 'exit 1' })
  expect(readFacts(output.split('\n')[0] ?? '', 'here', hearing).firewall.rejectsInput).toBe(
    expected,
  )
})
