// What the views of reply rules share.
import { t, word } from "/ops/assets/language.js";
import { translate } from "./more-parts.js";

export const KINDS = ["EXACT", "CONTAINS", "REGEX", "ON_CLICK", "ON_SUBSCRIBE"];
export const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** The order in which rules are asked: priority, kind, age. */
export function inOrder(rules) {
  return [...rules].sort((one, other) => other.priority - one.priority || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (one.createdAt < other.createdAt ? -1 : 1));
}

const minutes = (clock) => (clock ?? "").slice(0, 5);

/** When a rule applies. */
export function windowWords(window) {
  if (!window) return t("rules.always");
  const days = window.days?.length > 0 && window.days.length < 7 ? window.days.map((day) => word("weekday", day)).join(" ") : null;
  const clock = window.from ? `${minutes(window.from)}–${minutes(window.to)}` : null;
  const dates = window.firstDay || window.lastDay ? `${window.firstDay ?? ""} ~ ${window.lastDay ?? ""}` : null;
  return [days, clock, dates].filter(Boolean).join(" · ") || t("rules.always");
}

const PROBLEMS = {
  name: [[/^must have 1 to/, "ruleProblem.name"]],
  priority: [[/./, "ruleProblem.priority"]],
  pattern: [
    [/^must have 1 to/, "ruleProblem.pattern"], [/^must be a menu's key/, "ruleProblem.key"], [/^repeats too often/, "ruleProblem.often"], [/^is too large/, "ruleProblem.large"],
    [/^is no regular expression of RE2: (?<why>.*)/, "ruleProblem.regex"],
  ],
  replies: [
    [/^a text must/, "ruleProblem.emptyText"], [/^a picture needs/, "ruleProblem.media"], [/^a title/, "ruleProblem.title"], [/^a description/, "ruleProblem.description"], [/^picUrl/, "ruleProblem.picUrl"],
    [/^url/, "ruleProblem.url"], [/^must be 1 to|^size/, "ruleProblem.count"], [/ is missing$/, "rules.missing"],
  ],
  window: [[/^days/, "ruleProblem.days"], [/^lastDay/, "ruleProblem.lastDay"], [/^needs from and to/, "ruleProblem.times"]],
};

/** What the API says of a field, in the operator's language. */
export const ruleProblem = (field, words) => (words === undefined ? null : translate(words, PROBLEMS[field] ?? []));
