export const enSettingsSecurity = {
  wellTitle: 'All is well',
  wellText: 'Nothing here asks for your attention.',
  count_one: '{{count}} finding',
  count_other: '{{count}} findings',
  severity: {
    critical: 'Act now',
    warning: 'Worth mending',
    advice: 'Advice',
  },
  checked_one: '{{count}} thing was looked at and is well',
  checked_other: '{{count}} things were looked at and are well',
  partTitle: 'Some things could not be looked at',
  partText: 'Start the root node to see the whole list.',
  fixed: 'Fixed by a flag or the environment: change it there.',
  did: {
    'listen-here': 'The root node listens on this computer only.',
    'ask-always': 'The root secret is asked for always.',
    harden: 'Hosts are hardened from their next deployment on.',
    'back-up': 'A backup was made and read back.',
    'verify-audit': 'The audit log is as it was written.',
  },
  fix: {
    'set-secret': 'Set a secret',
    'listen-here': 'Listen on this computer only',
    'ask-always': 'Ask always',
    'show-keys': 'Show the keys',
    'show-host': 'Show the host',
    'show-worker': 'Show the worker',
    'set-webhook': 'Set a webhook',
    'set-limits': 'Set limits',
    'verify-audit': 'Verify now',
    'show-logs': 'Show the logs',
    schedule: 'Set the schedule',
    'back-up': 'Back up now',
    harden: 'Harden hosts',
  },
  'secret-missing': {
    what: 'Other computers can reach this root node, and no root secret is set',
    why: 'Whoever is on the network could use your keys and change everything.',
  },
  'open-to-all': {
    what: 'The root node listens on every network: {{host}}',
    why: 'Wi-Fi guests and VPN peers reach its port too. Name one address, or keep to this computer.',
  },
  'owner-on-loopback': {
    what: 'Programs of this computer can manage the root node without a secret',
    why: 'Any program here could add apps, read the history or change prices.',
  },
  'key-file': {
    what: 'Keys are kept by a key file only',
    why: 'This system offers no keyring: whoever can read your files can read your keys. Unlock or install one, then start Banyan again.',
  },
  'host-changed': {
    what: '{{name}} shows another key than before',
    why: 'Either it was set up anew, or somebody stands in between. Nothing secret is sent to it.',
  },
  'host-unpinned': {
    what: 'The key of {{name}} is not confirmed',
    why: 'Until you confirm it, nobody knows that this is your machine.',
  },
  'host-password': {
    what: '{{name}} is logged in to with a password',
    why: 'Passwords can be guessed and tried from anywhere; a key cannot.',
  },
  'plain-http': {
    what: '{{name}} is reached in the clear',
    why: 'Questions and answers to {{address}} can be read on the way.',
  },
  'no-alert-way': {
    what: 'No alert leaves this computer',
    why: 'When nobody looks at the screen, nobody hears that something is wrong.',
  },
  'app-unlimited': {
    what: '{{name}} has no limit',
    why: 'A leaked key or a loop could spend without end.',
  },
  'audit-broken': {
    what: 'The audit log is not as it was written',
    why: 'An entry was changed or is missing. Find out who could write to the database.',
  },
  'audit-unverified': {
    what: 'The audit log was not verified lately',
    why: 'Each entry seals the one before; checking takes a moment.',
  },
  'backups-off': {
    what: 'No backups are made',
    why: 'A damaged database could not be brought back.',
  },
  'backup-failed': {
    what: 'The last backup failed',
    why: 'Room on the disk is the usual cause; the log says it exactly.',
  },
  'backup-old': {
    what: 'The newest backup is old or missing',
    why: 'What came after it would be lost with the disk.',
  },
  'harden-off': {
    what: 'Hosts are not hardened',
    why: 'Logins by password stay possible on machines that are set up.',
  },
}
