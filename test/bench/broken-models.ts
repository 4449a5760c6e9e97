/** Each worker of the bench has them, and answers 500: a breaker for each. */
export const brokenModel = 'broken-'
export const brokenModels = Array.from({ length: 50 }, (_, index) => `${brokenModel}${index}`)
