import { expect, test } from 'vitest'
import { objectionOf } from '#main/provisioning/steps/tunnel-user'

test.each([
  ['', null],
  ['allowusers ubuntu\nallowusers banyan-*', null],
  ['allowusers banyan-tunnel@10.0.0.1', null],
  ['allowusers ubuntu opc', 'AllowUsers ubuntu opc'],
  ['allowgroups sudo', 'AllowGroups sudo'],
  ['denyusers banyan-tunnel', 'Deny'],
  ['allowtcpforwarding no', 'AllowTcpForwarding'],
  ['disableforwarding yes', 'DisableForwarding'],
  ['allowtcpforwarding local', null],
  ['allowtcpforwarding yes\ndisableforwarding no', null],
])('of sshd’s settings %j it says %j', (rules, objection) => {
  const said = objectionOf(rules)
  if (objection === null) expect(said).toBeNull()
  else expect(said?.words).toContain(objection)
})
