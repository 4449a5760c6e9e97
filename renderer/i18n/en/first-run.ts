export const enFirstRun = {
  pointApp: {
    title: 'Point an app here',
    openai: 'OpenAI apps',
    others: 'Anthropic and Ollama apps',
    copyBaseUrl: 'Copy the base URL for {{apps}}',
    text: 'Apps for OpenAI, Anthropic or Ollama work as they are. No key is needed on this computer.',
    first: 'First request',
    copyRequest: 'Copy request',
    stopped: 'The address is shown when the root node runs.',
    hello: 'hello',
  },
}
