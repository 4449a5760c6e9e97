/** What can go wrong with hosts and with what is set up on them. */
export const enHostFaults = {
  host: {
    unknown: 'There is no host “{{host}}” any more.',
    exists: 'The host “{{host}}” is there already.',
    'in-use': 'The host “{{host}}” is needed by {{by}}. End that first.',
    'import-malformed': 'Nothing was imported: {{detail}}',
    'key-unreadable': 'The private key cannot be used: {{detail}}',
    'key-needs-passphrase': 'The private key for “{{host}}” is protected. Enter its passphrase.',
    untrusted:
      '“{{host}}” was never seen before. Compare its fingerprint, {{key.fingerprint}}, with what its cloud shows, and trust it.',
    'key-changed':
      '“{{host}}” shows another host key ({{offered.fingerprint}}) than the one that was trusted ({{pinned.fingerprint}}). Somebody may be in between, or the machine was made anew. Nothing was sent to it.',
    'key-revoked':
      '“{{host}}” shows a host key ({{key.fingerprint}}) that your known_hosts marks as @revoked. It is not trusted.',
    unreachable: '“{{host}}” could not be reached: {{detail}}',
    'auth-refused':
      '“{{host}}” refused the user “{{user}}”. It was not tried again, as hosts ban those who do. Check the user and the key.',
    'no-common-algorithm': '“{{host}}” and Banyan have no way to encrypt in common: {{detail}}',
    cut: 'The connection to “{{host}}” was lost: {{detail}} Run it again: it goes on from what it finds.',
    noisy: '“{{host}}” answered with something else than what was asked: {{detail}}',
    unusable: '“{{host}}” cannot be used: {{reasons}}',
    'step-failed': '“{{step}}” failed on “{{host}}”: {{detail}}',
    'disk-full':
      '“{{host}}” has too little space: {{needed}} MB are needed, {{free}} MB are free. Make room there, then run it again.',
    locked:
      '{{owner}} is at work on “{{host}}” until {{until}}. Wait, or break the lock if nobody is.',
  },
  archive: {
    missing:
      'There is no {{file}} here. Make it with “{{make}}”, or put it into one of: {{folders}}',
    damaged: '{{file}} cannot be used: {{detail}}. Make it anew.',
  },
  deployment: {
    unknown: 'There is no deployment “{{deployment}}”.',
    busy: '“{{host}}” is being worked on by deployment {{deployment}}. Wait for it, or cancel it.',
    over: 'This deployment is over.',
  },
  coolify: {
    refused: 'Coolify refused ({{status}}): {{detail}}',
    unreachable: 'Coolify could not be reached: {{detail}}',
    'too-old': 'This Coolify is version {{found}}; {{needed}} or newer is needed. Update Coolify.',
    unknown: 'There is no Coolify account "{{account}}".',
    'in-use': 'The Coolify account "{{account}}" is needed by {{by}}. End that first.',
  },
}
