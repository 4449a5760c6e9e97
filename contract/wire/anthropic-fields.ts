/**
 * The field of a chat request for what Anthropic's own client said and only Anthropic's models read.
 * A worker takes it off before any other provider sees it: many refuse what they do not know.
 */
export const anthropicFields = 'banyan_anthropic'
