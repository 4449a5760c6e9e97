/** Why an app may not go on. */
export const enAppFaults = {
  'key-refused': 'The key of this app is not accepted.',
  'limit-reached': 'This app has reached its limit. Try again in {{retryAfterSeconds}} s.',
  'model-refused': 'This app may not use this model. Allowed: {{allowed}}.',
  unknown: 'There is no app “{{appId}}” any more.',
}
