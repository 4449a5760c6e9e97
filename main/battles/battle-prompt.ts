import type { NewBattle } from '#contract/http/battles'
import { battleTask } from '#contract/wire/battle'
import type { ChatMessage } from '#contract/wire/chat'

const usualRules =
  'They take turns. Damage follows from attack, defense and skills. The battle ends when one of them has no health points left.'

/** What each worker is asked. What came from outside stands in it as JSON, told apart from the instructions. */
export function battleMessages({ fighters, rules, language }: NewBattle): readonly ChatMessage[] {
  const [a = '', b = ''] = fighters.map(fighter => JSON.stringify(fighter.name))
  const told = { fighters, rules: rules ?? usualRules, language: language ?? null }
  const form = `{"winner": ${a} or ${b}, "narrative": "…", "rounds": [{"round": 1, "actor": ${a}, "action": "…", "damage": 0, "heal": 0, "hp": {${a}: 0, ${b}: 0}}]}`
  return [
    {
      role: 'system',
      content: `You are the referee of a battle between two fighters. Reply with JSON alone, in this form: ${form}

- "hp" is what both have left after the round. It begins with what the fighters have, is never below 0, and never rises but by "heal", which is what "actor" gains.
- "damage" is what the other one loses.
- The last round leaves the loser with 0 and the winner with more.
- At most 50 rounds. Write names exactly as they are given${language ? `, the rest in ${JSON.stringify(language)}` : ", the rest in the language of the fighters' names"}.`,
    },
    { role: 'user', content: `${battleTask}\n${JSON.stringify(told)}` },
  ]
}
