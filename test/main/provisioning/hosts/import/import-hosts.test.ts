import { expect, test } from 'vitest'
import { importHosts } from '#main/provisioning/hosts/import/import-hosts'
import { aBook } from '../a-book.ts'
import { asking, outcomes } from './an-import.ts'

test('takes a table as spreadsheets write it, and says of each line what became of it', async () => {
  const { book } = await aBook()
  const report = await importHosts(
    book,
    asking(
      '\uFEFFName;IP;Port;User;Key;Role;Cost;Colour\r\n' +
        '"小, 李; ""榕""";192.0.2.1;2222;opc;~/.ssh/k;backup;$4.5;red\r\n' +
        '\r\n' +
        'meta;169.254.169.254\r\n' +
        ';2001:DB8::1;;root;;critical\r\n' +
        'again;192.0.2.1;2222\r\n' +
        'port;192.0.2.9;x\r\n' +
        'many;192.0.2.8;22;a;b;c;d;e;f\r\n',
    ),
  )
  expect({ ...report, hosts: outcomes(report.hosts) }).toEqual({
    format: 'csv',
    rollout: null,
    warnings: ['Columns that are not used: Colour.'],
    hosts: [
      ['line 2', '小, 李; "榕"', 'added', null],
      [
        'line 4',
        'meta',
        'refused',
        'address: link-local addresses and the metadata services of clouds are refused',
      ],
      ['line 5', '2001:db8::1', 'added', null],
      ['line 6', '小, 李; "榕"', 'known', null],
      ['line 7', 'port', 'refused', 'port: a number is expected'],
      ['line 8', null, 'refused', 'it has 9 fields, the first line names 8'],
    ],
  })
  expect(
    book.list().map(({ user, port, auth, priority, isCritical, monthlyCost }) => {
      return [user, port, auth.kind, priority, isCritical, monthlyCost]
    }),
  ).toEqual([
    ['opc', 2222, 'private-key-file', 200, false, 4.5],
    ['root', 22, 'agent', 0, true, null],
  ])
})

const config = `# of a laptop
Host behind
  HostName 10.0.0.9
  ProxyJump gate
Host gate *.lan !z.lan
  HostName = 192.0.2.7 # the way in
  IdentityFile %d/.ssh/%r
  IdentityFile ~/.ssh/other
Host deep
  HostName 10.0.0.10
  ProxyJump root@outer:2200,behind
Host a
  ProxyJump b
Host b
  ProxyJump a
Host github.com
  User git
Host old
  HostName 10.0.0.11
  ProxyCommand ssh -q -W %h:%p gate
Host tunnelled
  ProxyCommand cloudflared access ssh --hostname %h
Match exec "touch /tmp/pwned"
  Port 1
Host *
  User me2
  Port 2022
  ProxyJump gate
`

test('takes an ssh config as OpenSSH would read it, the ways through others too', async () => {
  const { book } = await aBook()
  const report = await importHosts(book, asking(config))
  const name = (id: unknown) => book.list().find(host => host.id === id)?.name
  expect({ ...report, hosts: outcomes(report.hosts) }).toEqual({
    format: 'ssh_config',
    rollout: null,
    warnings: ['What stands under Match is passed over.'],
    hosts: [
      ['line 2', 'behind', 'added', null],
      ['line 5', 'gate', 'added', null],
      ['line 9', 'root@outer:2200', 'added', null],
      ['line 9', 'behind via root@outer:2200', 'added', null],
      ['line 9', 'deep', 'added', null],
      ['line 12', 'a', 'refused', 'There is no host "b".'],
      ['line 14', 'b', 'refused', 'There is no host "a".'],
      ['line 16', 'github.com', 'refused', 'user: git is for repositories, it cannot log in'],
      ['line 18', 'old', 'added', null],
      [
        'line 21',
        'tunnelled',
        'refused',
        'ProxyCommand: Banyan runs no command to reach a host; use ProxyJump',
      ],
    ],
  })
  expect(
    book.list().map(({ name: own, user, address, port, jump }) => {
      return `${own}: ${user}@${address}:${port}${jump ? ` through ${name(jump)}` : ''}`
    }),
  ).toEqual([
    'gate: me2@192.0.2.7:2022',
    'behind: me2@10.0.0.9:2022 through gate',
    'root@outer:2200: root@outer:2200 through gate',
    'behind via root@outer:2200: me2@10.0.0.9:2022 through root@outer:2200',
    'deep: me2@10.0.0.10:2022 through behind via root@outer:2200',
    'old: me2@10.0.0.11:2022 through gate',
  ])
  expect(book.find('gate').auth).toEqual({
    kind: 'private-key-file',
    path: '/home/me/.ssh/me2',
  })
})

test('takes a list of servers with little more than addresses, and its strategy', async () => {
  const { book } = await aBook()
  const list = {
    deployment_strategy: 'progressive',
    servers: [
      { ip: '192.0.2.1', role: 'Backup', hostname: 'one', sshKey: '/k', tags: [1], ssh_port: 2200 },
      { ip: '192.0.2.2', role: 'captain', username: 'opc' },
      '192.0.2.3',
      3,
      { role: 'backup' },
    ],
  }
  const report = await importHosts(book, asking(JSON.stringify(list)))
  expect({ ...report, hosts: outcomes(report.hosts) }).toEqual({
    format: 'json',
    rollout: 'Progressive',
    warnings: [],
    hosts: [
      ['servers[0]', '192.0.2.1', 'added', null],
      ['servers[1]', '192.0.2.2', 'added', null],
      ['servers[2]', '192.0.2.3', 'added', null],
      ['servers[3]', null, 'refused', 'an object is expected'],
      ['servers[4]', null, 'refused', 'address: it is missing'],
    ],
  })
  expect(report.hosts[1]?.warnings).toEqual([
    'The role "captain" means nothing here.',
    'It names no key: what the SSH agent holds is taken.',
  ])
  expect(report.hosts[0]?.warnings).toEqual([
    'It names no user: "ubuntu" is taken.',
    'Not used: tags.',
  ])
})

test('takes passwords and keys of a file, and warns of the file', async () => {
  const { book } = await aBook()
  const key = '-----BEGIN OPENSSH PRIVATE KEY-----\r\nabc\r\n-----END OPENSSH PRIVATE KEY-----'
  const servers = [
    { ip: '192.0.2.1', user: 'root', password: ' pass word ' },
    { ip: '192.0.2.2', user: 'root', private_key: key, passphrase: 'opens' },
  ]
  const { hosts } = await importHosts(book, asking(JSON.stringify({ servers })))
  const [one, two] = await Promise.all(book.list().map(({ id }) => book.secretsOf(id)))
  expect([
    hosts.map(({ warnings }) => warnings.length),
    one?.password?.reveal(),
    two?.passphrase?.reveal(),
    two?.privateKey?.reveal(),
    JSON.stringify(hosts).includes('pass word') || JSON.stringify(hosts).includes('abc'),
  ]).toEqual([[1, 2], ' pass word ', 'opens', `${key.replaceAll('\r', '')}\n`, false])
})

test('a dry run tells the same and adds nothing; chosen ones bring their way along', async () => {
  const { book } = await aBook()
  const dry = await importHosts(book, asking(config, { isDryRun: true }))
  expect(book.list()).toEqual([])
  const some = await importHosts(book, asking(config, { only: ['behind'] }))
  expect(outcomes(some.hosts)).toEqual([
    ['line 2', 'behind', 'added', null],
    ['line 5', 'gate', 'added', null],
  ])
  const real = await importHosts((await aBook()).book, asking(config))
  expect(outcomes(dry.hosts)).toEqual(outcomes(real.hosts))
  await expect(importHosts(book, asking(config, { only: ['nobody'] }))).rejects.toThrow('nobody')
})
