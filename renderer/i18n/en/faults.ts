import { enHostFaults } from './host-faults.ts'

/** What went wrong and what to do. */
export const enFaults = {
  ...enHostFaults,
  request: {
    malformed: 'The request was not understood: {{detail}}',
    'too-large': 'The message is larger than {{limitBytes}} bytes. Send less, or split it.',
    'wrong-type': 'The body has to be {{expected}}.',
    forbidden: 'This is not allowed: {{detail}}',
    unacceptable: 'The request was refused: {{detail}}',
    'too-many': '{{detail}} Try again in {{retryAfterSeconds}} s.',
    cancelled: 'The request was cancelled.',
    unknown: 'The history has no request “{{id}}”.',
  },
  secret: {
    required: 'This needs the root secret.',
    unreadable: 'The saved {{label}} cannot be read on this computer. Enter it again.',
  },
  route: {
    unknown: 'There is nothing at {{path}}.',
    'wrong-method': 'This address answers {{allow}} only.',
  },
  model: {
    unknown: 'No worker offers the model “{{model}}”.',
    unavailable: 'The model “{{model}}” belongs to a worker that is not up now. Try again shortly.',
  },
  capability: { missing: 'This model cannot do that. Choose another one.' },
  fleet: {
    'none-ready': 'No worker is ready. Wait for one to start, or add one.',
    busy: 'All workers are busy. Try again in {{retryAfterSeconds}} s.',
    cooling: 'The provider asked to wait. Try again in {{retryAfterSeconds}} s.',
  },
  root: {
    stopping: 'The root node is stopping. Try again when it runs.',
    stopped: 'The root node is stopped. Start it first.',
  },
  node: {
    removed: 'The node “{{nodeId}}” was removed.',
    superseded: 'The node “{{nodeId}}” was started anew since.',
  },
  signature: { refused: 'The signature was refused: {{detail}}' },
  worker: {
    fixed: 'The worker “{{workerId}}” is set outside. Change it there.',
    hosted: 'The worker “{{workerId}}” was set up on the host “{{host}}”. Uninstall it there.',
    unknown: 'There is no worker “{{workerId}}” any more.',
    exists: 'The worker “{{workerId}}” is there already.',
    unreachable: '{{workerId}} could not be reached: {{detail}}',
    silent: '{{workerId}} said nothing for {{withinMs}} ms.',
    cut: '{{workerId}} broke off in the middle of the answer.',
  },
  provider: { refused: 'The provider refused ({{status}}): {{detail}}' },
  session: { unknown: 'This conversation is not there any more.' },
  app: {
    'key-refused': 'The key of this app is not accepted.',
    'limit-reached': 'This app has reached its limit. Try again in {{retryAfterSeconds}} s.',
    'model-refused': 'This app may not use this model. Allowed: {{allowed}}.',
    unknown: 'There is no app “{{appId}}” any more.',
  },
  consensus: {
    'too-few': 'A vote needs {{needed}} healthy workers; {{ready}} can answer now.',
    'no-vote': 'None of the answers can be counted.',
  },
  battle: { unknown: 'There is no battle “{{battleId}}”.' },
  deploy: {
    busy: 'The action “{{action}}” of the local workers is still under way. Wait until it is over.',
  },
  file: { unusable: 'The file “{{name}}” cannot be used: {{detail}}.' },
  turn: { unknown: 'This answer has ended already.' },
  bind: {
    'needs-secret': 'Listening on {{host}} lets other computers in: set a root secret first.',
  },
  setting: {
    invalid: '“{{value}}” does not fit {{label}}. Allowed: {{allowed}}.',
    fixed: '{{label}} is set from outside, which goes first. Change it there.',
  },
  'data-folder': {
    taken: 'Another Banyan uses this data folder. Stop it, or choose another folder with DATA_DIR.',
  },
  database: {
    damaged:
      'The database was damaged and put aside, as it is, as {{aside}}. Take a backup with --restore, or begin without with --start-empty.',
    newer:
      'The data was written by a newer Banyan (database version {{found}}; this one knows {{known}}). Update Banyan, or choose another folder with DATA_DIR.',
  },
  backup: {
    unknown: 'There is no backup “{{backup}}” any more.',
    running: 'Another backup is being made or looked at. Try again when it is done.',
    cancelled: 'The backup was cancelled. Nothing of it is kept.',
    unusable: 'The backup “{{backup}}” cannot be used here: it is damaged, or of a newer Banyan.',
  },
  storage: {
    full: 'The disk is full, so nothing can be kept. Free some space and try again.',
    locked: 'Another program holds the database, so nothing can be kept. Close it and try again.',
  },
  server: {
    unreachable: '{{address}} could not be reached ({{detail}}).',
    silent: '{{address}} did not answer within {{withinSeconds}} s.',
    strange: '{{address}} does not answer as a model server does ({{detail}}).',
  },
  internal: 'Something went wrong inside Banyan. Its log says more.',
}
