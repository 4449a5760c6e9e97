import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { MarkedOutput } from '#main/provisioning/ssh/marked-output'
import { killScript, remoteScript } from '#main/provisioning/ssh/remote-script'

const shells = ['sh', 'bash']

/** As an SSH server does: what is executed is given to a shell, which may be of any kind. */
function run(
  shell: string,
  script: string,
  input: Buffer | null = null,
  sent = (all: Buffer) => all,
) {
  const { nonce, execute, input: start } = remoteScript({ script, asRoot: false }, input !== null)
  const { stdout, stderr } = spawnSync(shell, ['-c', execute], {
    input: sent(input === null ? start : Buffer.concat([start, input])),
    maxBuffer: 32 * 1024 * 1024,
  })
  const output = new MarkedOutput(nonce, () => {})
  output.push(stdout)
  return { exitCode: output.exitCode, said: output.text, stderr: stderr.toString() }
}

test.each(shells)(
  '%s runs a script with its quotes, traps and documents, and stops at what fails',
  shell => {
    const script = `trap 'echo "it'\\''s over"' EXIT
cat <<E
$((6 * 7)) "quoted" \\$HOME
E
echo ü >&2
set -o | grep -c '^\\(errexit\\|nounset\\).*on'
cat
false
echo never
`
    expect(run(shell, script)).toEqual({
      exitCode: 1,
      said: '42 "quoted" $HOME\n2\nit\'s over\n',
      stderr: 'ü\n',
    })
  },
)

test.each(shells)('%s leaves every byte of the input to the script', shell => {
  const bytes = Buffer.concat([Buffer.from('\n\0exit 5\n'), randomBytes(3_000_000)])
  const { exitCode, said } = run(
    shell,
    `# ${'ü'.repeat(3_000)}\nod -An -v -tx1 | tr -d ' \\n'`,
    bytes,
  )
  expect([exitCode, said === bytes.toString('hex')]).toEqual([0, true])
})

test.each(shells)('%s runs nothing of a script that did not come whole', shell => {
  const cut = (all: Buffer) => all.subarray(0, -1)
  expect([
    run(shell, 'echo one\necho two', null, cut),
    run(shell, 'echo one\necho two', Buffer.alloc(0), cut),
  ]).toEqual([0, 1].map(() => ({ exitCode: null, said: '', stderr: '' })))
})

test('a script with a fault of its own tells so, and its end is told too', () => {
  expect(run('sh', 'if then')).toEqual({
    exitCode: 2,
    said: '',
    stderr: expect.stringMatching(/[Ss]yntax error/),
  })
})

test('nothing of the script stands in what is executed', () => {
  const { execute } = remoteScript({ script: 'echo hunter2', asRoot: true }, true)
  expect(execute).not.toContain('hunter2')
})

test('ends a group of processes that does not want to end', async () => {
  const child = spawn('sh', ['-c', `trap '' TERM; sleep 60 & sleep 60`], { detached: true })
  const ended = new Promise(resolve => child.on('exit', (_code, signal) => resolve(signal)))
  await new Promise(resolve => setTimeout(resolve, 100))
  const { status } = spawnSync('sh', ['-c', killScript(child.pid ?? 0)])
  expect([status, await ended]).toEqual([0, 'SIGKILL'])
})
