import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { openLab } from './lab.ts'
import { logOf, startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

const lab = openLab(house)

test('a host that floods keeps its worker, and one that is left is not knocked at again', async () => {
  const root = await startHostedRoot(house)
  const bare = await lab.up('left')
  const id = await root.addHost(bare)
  const first = await root.deploy(`/hosts/${id}/provision`)
  expect(first.status, await logOf(root, first)).toBe('Success')

  // Whoever is root there says what `ls` prints: what moves a cursor, and without end.
  await bare.run(
    `printf '#!/bin/sh\\nexec yes "$(printf "\\033[2J\\033]0;owned\\007")"\\n' > /usr/local/sbin/ls
chmod 755 /usr/local/sbin/ls`,
  )
  const flooded = await root.deploy(`/hosts/${id}/uninstall`)
  const problem = flooded.hosts[0]?.problem ?? ''
  expect([flooded.status, problem]).toEqual([
    'Failed',
    expect.stringContaining('printed more than a megabyte'),
  ])
  expect(problem).not.toMatch(/\p{Cc}/u)
  expect(await root.chat('你好', id)).toContain('你好')
  await bare.run('rm /usr/local/sbin/ls')

  const left = await root.deploy(`/hosts/${id}/uninstall`)
  expect(left.status, await logOf(root, left)).toBe('Success')
  expect(await root.worker(id)).toBeUndefined()
  // sshd counts whoever knocks at a user that is gone, and bans them in the end.
  const logins = await bare.run(
    `sleep 2; journalctl -o cat -g 'banyan-tunnel' > /root/logins
grep -c 'Accepted publickey for banyan-tunnel' /root/logins || :
grep -ciE 'invalid|failed|closed by authenticating' /root/logins || :`,
  )
  expect(logins).toMatch(/^[1-9]\d*\n0$/)
})

test('a host that becomes another one in the middle gets no secret', async () => {
  const root = await startHostedRoot(house)
  const bare = await lab.up('swapped')
  const id = await root.addHost(bare)
  const { json } = await postJson(`${root.url}/api/hosts/${id}/provision`, {})
  await eventually(30_000, async () => {
    const { json: now } = await http(`${root.url}/api/deployments/${json.deployment_id}`)
    const step = now.hosts[0].steps.find(({ name }: { name: string }) => name === 'own-key')
    expect(step?.status).toBe('done')
  })
  await bare.run(
    `rm /etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
systemctl restart ssh
pkill -KILL -u ubuntu sshd`,
  )
  const swapped = await root.over(json.deployment_id)
  expect([swapped.status, swapped.hosts[0]?.problem]).toEqual([
    'Failed',
    expect.stringContaining('shows another host key'),
  ])
  const [settings, service, shown] = [
    await bare.run('ls /etc/banyan 2>/dev/null || :'),
    await bare.run('systemctl is-active banyan-worker || :'),
    (await http(`${root.url}/api/hosts/${id}`)).json.trust.state,
  ]
  expect([settings, service, shown]).toEqual(['', 'inactive', 'changed'])
})
