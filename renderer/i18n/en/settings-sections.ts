export const enSettingsSections = {
  security: {
    title: 'Security check',
    text: 'What a careful look at this root node finds, and how to mend it.',
  },
  models: {
    title: 'Models and keys',
    text: 'Where answers come from. Keys stay with the root node and are never shown again.',
  },
  prices: {
    title: 'Prices',
    text: 'What tokens cost, in US dollars for a million. Costs and budgets are counted by it.',
  },
  apps: {
    title: 'Apps and keys',
    text: 'Give each app its own key: then its usage, limits and budget are its own.',
  },
  server: {
    title: 'Server and access',
    text: 'How local apps reach the root node, and who else may.',
  },
  workers: {
    title: 'Workers and health',
    text: 'What answers requests, and how soon a silent worker is noticed.',
  },
  routing: {
    title: 'Routing and rescue',
    text: 'Which worker gets a request, and what happens when it falters.',
  },
  consensus: {
    title: 'Consensus',
    text: 'When several workers answer the same question and vote.',
  },
  hosts: {
    title: 'Hosts',
    text: 'How machines are set up. The machines themselves are on the Hosts screen.',
  },
  healing: {
    title: 'Healing',
    text: 'What the root node does by itself about workers that are not well.',
  },
  alerts: {
    title: 'Alerts',
    text: 'What is worth telling, by a notification, a webhook and the log.',
  },
  backups: {
    title: 'Backup and restore',
    text: 'Whole copies of the database: conversations, settings, apps, history, the audit log.',
  },
  logs: {
    title: 'Logs',
    text: 'What the root node writes down. Keys never appear in it.',
  },
  transfer: {
    title: 'Import and export',
    text: 'Everything that you chose here but secrets, in one file.',
  },
  app: {
    title: 'This app',
    text: 'For this computer only.',
  },
}
