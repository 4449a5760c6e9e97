/** What each setting is called, and what is worth knowing before it is changed. */
export const enSettingNames = {
  host: { label: 'Listen on', hint: '127.0.0.1 lets only this computer in.' },
  port: { label: 'Port', hint: '0 picks a free one.' },
  rootSecret: { label: 'Root secret', hint: 'Needed to let other computers in.' },
  ownerSecretAlways: {
    label: 'Ask for the secret always',
    hint: "Other programs of this computer need the root secret for what is the owner's.",
  },
  allowedHosts: {
    label: 'Further names',
    hint: 'Other names under which apps reach this computer.',
  },
  allowedOrigins: {
    label: 'Allowed web pages',
    hint: 'Pages of any other origin are turned away.',
  },
  workers: { label: 'Workers', hint: '' },
  localWorker: { label: 'Local workers', hint: 'Workers that run on this computer.' },
  localWorkers: { label: 'How many', hint: 'Each is a program of its own.' },
  pythonTools: {
    label: 'Python for tools',
    hint: 'A Python of its own, made by conda or venv before the local workers start.',
  },
  maxConcurrentRequests: {
    label: 'Slots of a local worker',
    hint: 'Requests that it answers at once.',
  },
  healthCheckIntervalMs: { label: 'Health check every', hint: '' },
  nodeOfflineSeconds: { label: 'Give a node up after', hint: 'Without a heartbeat from it.' },
  workerTimeoutMs: {
    label: 'Wait for a worker',
    hint: 'After this silence another worker is asked.',
  },
  maxRetries: { label: 'Retries', hint: 'On other workers, before the first word.' },
  minConsensusNodes: {
    label: 'Workers for a vote',
    hint: 'So many healthy workers are needed, and asked.',
  },
  nodeTimeoutSeconds: { label: 'Wait for a vote', hint: 'For the whole answer of each worker.' },
  consensusAllowsLocal: {
    label: 'One answer will do',
    hint: 'With too few workers for a vote, one is asked alone.',
  },
  strategy: { label: 'Strategy', hint: '' },
  modelStrategies: { label: 'Strategies by model', hint: '' },
  modelAliases: { label: 'Model names', hint: 'What to ask, one after the other.' },
  firstTokenTimeoutMs: {
    label: 'Wait for the first word',
    hint: 'Four times as long for models that think first.',
  },
  chunkTimeoutMs: { label: 'Wait between words', hint: 'Then another worker goes on.' },
  streamRescue: {
    label: 'Rescue streams',
    hint: 'When an answer breaks off, another worker goes on with it.',
  },
  healing: {
    label: 'Healing',
    hint: 'Workers that fail are isolated, started anew or joined by another, at most three times an hour.',
  },
  hedging: {
    label: 'Race slow requests',
    hint: 'Asks a second worker when the first is slow. Costs a little more.',
  },
  sessionTokenBudget: { label: 'History sent along', hint: 'The newest messages first.' },
  backupIntervalHours: { label: 'Backup every', hint: '0 makes none.' },
  backupKeep: {
    label: 'Backups kept',
    hint: 'The newest; what a restore replaced is counted apart.',
  },
  provider: {
    label: 'Provider',
    hint: 'Automatic takes the first that has a key, then a local server, then the demo.',
  },
  defaultModel: { label: 'Default model', hint: 'Empty: what the provider suggests.' },
  openaiApiKey: { label: 'OpenAI key', hint: '' },
  openaiBaseUrl: { label: 'OpenAI address', hint: 'Empty: the official one.' },
  geminiApiKey: { label: 'Gemini key', hint: '' },
  geminiBaseUrl: { label: 'Gemini address', hint: 'Empty: the official one.' },
  anthropicApiKey: { label: 'Anthropic key', hint: '' },
  anthropicBaseUrl: { label: 'Anthropic address', hint: 'Empty: the official one.' },
  compatibleApiKey: { label: 'Compatible server key', hint: '' },
  compatibleBaseUrl: {
    label: 'Compatible server address',
    hint: 'Any server that speaks OpenAI, such as vLLM.',
  },
  ollamaBaseUrl: { label: 'Ollama address', hint: '' },
  lmstudioBaseUrl: { label: 'LM Studio address', hint: '' },
  alertRules: {
    label: 'Alert rules',
    hint: 'JSON: {"disk": false} switches one off, {"repeat_hours": 12} tells less often.',
  },
  alertWebhookUrl: {
    label: 'Webhook address',
    hint: 'Alerts are sent there, signed as Standard Webhooks says.',
  },
  alertWebhookSecret: {
    label: 'Webhook secret',
    hint: 'whsec_… Without it nothing is sent.',
  },
  alertQuietHours: {
    label: 'Quiet hours',
    hint: 'Such as 22:00-07:00. Notifications wait until they are over; webhook and log do not.',
  },
  alertQuietCritical: {
    label: 'Critical alerts at any hour',
    hint: 'What is critical is shown in quiet hours too.',
  },
  alertsMutedUntil: { label: 'Muted until', hint: 'Nothing is shown before that time.' },
  logLevel: { label: 'Level', hint: 'Debug writes a line for every attempt.' },
  logDir: { label: 'Log folder', hint: '' },
  preferredRegions: {
    label: 'Preferred regions',
    hint: 'Hosts there score higher.',
  },
  hardenHosts: {
    label: 'Harden hosts',
    hint: 'Switches logins by password off on hosts that are set up.',
  },
  workerArchives: {
    label: 'Worker archives',
    hint: 'The folder of what is brought to hosts.',
  },
  dataDir: { label: 'Data folder', hint: '' },
}
