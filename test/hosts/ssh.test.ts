import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { command, rootCommand } from '#main/provisioning/command'
import type { OutputLine } from '#main/provisioning/host-link'
import type { LabHost } from './lab.ts'
import { a, b, configure, faultOf, lab, never, open, whoAmI } from './ssh-house.ts'

test('what a login shell prints is told from what the script prints', async () => {
  await a.run(
    `sed -i '1i echo "Welcome!"; echo "0 packages can be updated" >&2; printf no-newline' /home/ubuntu/.bashrc`,
  )
  const link = await open(a)
  const lines: OutputLine[] = []
  const script = `printf 'one\\n\\n\\033[31mzwei ü\\033[0m\\n'; echo three >&2; printf 'end'; exit 3`
  const result = await link.run(command('Speak', script), never, line => lines.push(line))
  expect({ ...result, durationMs: 0 }).toEqual({
    exitCode: 3,
    signal: null,
    stdout: 'one\n\n\u001b[31mzwei ü\u001b[0m\nend',
    stderr: '0 packages can be updated\nthree\n',
    durationMs: 0,
  })
  expect(lines.filter(({ from }) => from === 'stdout').map(({ text }) => text)).toEqual([
    'one',
    '',
    'zwei ü',
    'end',
  ])
  expect(await whoAmI(link)).toBe('ubuntu')
  await a.run(`sed -i 1d /home/ubuntu/.bashrc`)
})

test('a host that turns root away is quoted', async () => {
  await a.run(`mkdir -p /root/.ssh && chmod 700 /root/.ssh
key=$(cat /home/ubuntu/.ssh/authorized_keys)
echo "no-pty,command=\\"echo 'Please login as the user \\\\\\"ubuntu\\\\\\" rather than the user \\\\\\"root\\\\\\".';echo;sleep 10;exit 142\\" $key" > /root/.ssh/authorized_keys`)
  await configure(a, 'LogLevel VERBOSE')
  await a.run(
    `sed -i 's/PermitRootLogin no/PermitRootLogin yes/' /etc/ssh/sshd_config.d/lab.conf && systemctl restart ssh`,
  )
  const link = await open(a, { user: 'root' })
  const began = performance.now()
  expect(await faultOf(link.run(command('Who', 'id'), never))).toEqual({
    code: 'host.noisy',
    host: 'a',
    detail: 'Please login as the user "ubuntu" rather than the user "root".',
  })
  expect(performance.now() - began).toBeLessThan(3_000)
})

test('runs as root where sudo lets it, and says what sudo says where it does not', async () => {
  const asRoot = async (user: string) => {
    const link = await open(a, { user })
    const result = await link.run(rootCommand('Who', 'id -un; echo "$HOME"'), never)
    return [result.exitCode, result.stdout, result.stderr]
  }
  expect([await asRoot('ubuntu'), await asRoot('sudopw')]).toEqual([
    [0, 'root\n/root\n', ''],
    [1, '', 'sudo: a password is required\n'],
  ])
})

test('what is aborted or takes too long is ended on the host, as root too', async () => {
  const link = await open(a)
  const abort = new AbortController()
  const gone = new Error('enough')
  setTimeout(() => abort.abort(gone), 500)
  const tree = (seconds: number) =>
    `sleep ${seconds} & (sleep ${seconds}; echo) | cat; sleep ${seconds}`
  const outcomes = await Promise.allSettled([
    link.run(rootCommand('Sleep', tree(9101)), abort.signal),
    link.run(command('Sleep', tree(9102)), abort.signal),
    link.feed(rootCommand('Sleep', `cat >/dev/null & ${tree(9103)}`), endless(), abort.signal),
    link.run(command('Sleep', `trap '' TERM; ${tree(9104)}`, { withinMs: 500 }), never),
  ])
  const late = {
    code: 'host.step-failed',
    host: 'a',
    step: 'Sleep',
    detail: 'it took longer than 0.5 s and was ended',
  }
  expect(
    outcomes.map(one => (one.status === 'rejected' ? (one.reason.fault ?? one.reason) : one)),
  ).toEqual([gone, gone, gone, late])
  expect(await a.run('pgrep -f "sleep 910[1-4]" || echo none')).toBe('none')
})

const endless = () =>
  Readable.from(
    (async function* () {
      for (;;) {
        yield Buffer.alloc(1_000)
        await sleep(5)
      }
    })(),
  )

test('a command that prints without end is ended, and one that signals itself is told', async () => {
  const link = await open(a)
  expect(await faultOf(link.run(command('Print', 'yes'), never))).toMatchObject({
    code: 'host.step-failed',
    detail: 'it printed more than a megabyte and was ended',
  })
  expect(await a.run('pgrep -x yes || echo none')).toBe('none')
  expect(await link.run(command('End', 'kill -TERM $$; sleep 5'), never)).toMatchObject({
    exitCode: null,
    signal: 'SIGTERM',
  })
})

test('what a script leaves running in the background does not hold it up', async () => {
  const link = await open(a)
  const began = performance.now()
  const result = await link.run(command('Start', 'sleep 20 & echo started'), never)
  expect([result.stdout, performance.now() - began < 3_000]).toEqual(['started\n', true])
})

test('bytes of any kind reach the command, through sudo too', async () => {
  const link = await open(a)
  const bytes = randomBytes(50 * 1024 * 1024)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const pieces = () =>
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000)
      })(),
    )
  const began = performance.now()
  const plain = await link.feed(command('Hash', 'sha256sum'), pieces(), never)
  const seconds = (performance.now() - began) / 1000
  const root = await link.feed(rootCommand('Hash', 'sha256sum; id -u'), pieces(), never)
  expect([plain.stdout, root.stdout]).toEqual([`${hash}  -\n`, `${hash}  -\n0\n`])
  // A tenth of what an idle machine does; a shell that read the input itself would be far below.
  expect(50 / seconds).toBeGreaterThan(4)
  // A command that does not want its input ends all the same.
  expect((await link.feed(command('Ignore', 'exit 4'), pieces(), never)).exitCode).toBe(4)
})

test('more than eight commands at once wait for each other, and each is run', async () => {
  await configure(b, 'MaxSessions 10')
  const link = await open(b)
  const runs = Array.from({ length: 20 }, (_, n) =>
    link.run(command('Count', `sleep 0.2; echo ${n}`), never),
  )
  const results = await Promise.all(runs)
  expect(results.map(({ stdout }) => stdout)).toEqual(runs.map((_, n) => `${n}\n`))
  await configure(b, '')
})

test('forwards to a port of the host, quickly, and tells when nobody listens', async () => {
  await serveEcho(a)
  const link = await open(a)
  expect(await faultOf(link.forward('127.0.0.1', 7002, never))).toEqual({
    code: 'host.unreachable',
    host: 'a',
    detail: 'it cannot connect to 127.0.0.1:7002: Connection refused',
  })
  const stream = await link.forward('127.0.0.1', 7001, never)
  const echoes: number[] = []
  for (let n = 0; n < 50; n++) {
    const began = performance.now()
    stream.write('x')
    await once(stream, 'data')
    echoes.push(performance.now() - began)
  }
  stream.end()
  await once(stream, 'close')
  const roundTrips: number[] = []
  for (let n = 0; n < 20; n++) roundTrips.push(await link.roundTripMs(never))
  // 40 ms is what Nagle's algorithm costs where nobody switched it off.
  expect([median(echoes) < 15, median(roundTrips) < 15]).toEqual([true, true])
})

test('many bytes come back through a forwarded port as they went, and in time', async () => {
  const link = await open(a)
  const stream = await link.forward('127.0.0.1', 7001, never)
  const bytes = randomBytes(20 * 1024 * 1024)
  const [hash] = await Promise.all([
    (async () => {
      const sum = createHash('sha256')
      let left = bytes.length
      for await (const piece of stream) {
        sum.update(piece)
        left -= piece.length
        if (left === 0) break
      }
      return sum.digest('hex')
    })(),
    (async () => {
      for (let at = 0; at < bytes.length; at += 65_536) {
        if (!stream.write(bytes.subarray(at, at + 65_536))) await once(stream, 'drain')
      }
    })(),
  ])
  expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('a lost connection fails whatever runs on it, within the time of its signs of life', async () => {
  const link = await open(a, {}, { readyMs: 5_000, keepaliveMs: 500 })
  const stream = await link.forward('127.0.0.1', 7001, never)
  const running = faultOf(link.run(command('Wait', 'sleep 60'), never))
  const broken = new Promise(resolve => stream.once('error', resolve))
  await sleep(300)
  await lab.lab('cut', 'ctl', 'a')
  const began = performance.now()
  const lost = { code: 'host.cut', host: 'a', detail: 'Keepalive timeout' }
  expect(await running).toEqual(lost)
  const [failure] = await Promise.all([broken, link.closed])
  expect(performance.now() - began).toBeLessThan(4_000)
  expect([
    await faultOf(link.run(command('Go', 'true'), never)),
    await faultOf(link.roundTripMs(never)),
    failure instanceof FaultError && failure.fault,
  ]).toEqual([lost, lost, lost])
  const unreached = await faultOf(open(a, {}, { readyMs: 1_000, keepaliveMs: 500 }))
  expect(unreached).toMatchObject({
    code: 'host.unreachable',
    detail: expect.stringMatching(/nothing answers.*security list/),
  })
  await lab.lab('heal')
})

const median = (values: readonly number[]) =>
  values.toSorted((x, y) => x - y)[values.length >> 1] ?? 0

/** On port 7001 of the host; Perl is what Debian always has. */
async function serveEcho(host: LabHost): Promise<void> {
  const program = `use IO::Socket; use Socket qw(IPPROTO_TCP TCP_NODELAY); $SIG{CHLD} = "IGNORE";
my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 7001, Listen => 9);
while (my $c = $s->accept) {
  next if fork;
  setsockopt($c, IPPROTO_TCP, TCP_NODELAY, 1);
  while (sysread($c, my $d, 65536)) {
    for (my $n = 0; $n < length $d;) { $n += syswrite($c, $d, length($d) - $n, $n) }
  }
  exit;
}`
  await host.run(
    `cat > /root/echo.pl <<'E'\n${program}\nE\nsystemd-run -q --unit=echo perl /root/echo.pl; sleep 0.5`,
  )
}
