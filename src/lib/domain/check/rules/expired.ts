import { entryIssue, type CheckContext, type Rule } from '../rule.ts';

const warningDays = 14;

/** A fact or a contact whose review date has passed, or is about to. */
export const expired: Rule = {
  id: 'expired',
  check: (context) => [
    ...context.library.facts.flatMap((fact) => age(context, `fact:${fact.id}`, fact.reviewBy)),
    ...context.library.contacts.flatMap((contact) => age(context, `contact:${contact.id}`, contact.reviewBy))
  ]
};

function age(context: CheckContext, key: string, reviewBy: string) {
  const days = (Date.parse(reviewBy) - Date.parse(context.today)) / 86_400_000;
  if (days < 0) {
    const message = `«${key}» venció el ${reviewBy}. Vuelva a comprobarlo y ponga checkedOn y reviewBy nuevos, o deje de usarlo.`;
    return [entryIssue(context, key, 'expired', message)];
  }
  if (days > warningDays) return [];
  return [entryIssue(context, key, 'expired', `«${key}» vence el ${reviewBy}. Compruébelo pronto.`, 'warning')];
}
