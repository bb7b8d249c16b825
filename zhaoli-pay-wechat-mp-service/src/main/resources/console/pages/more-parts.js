// Parts of this page beside those of the frame.
import { h, reactive } from "/ops/assets/vue.js";
import { isChinese, t, word } from "/ops/assets/language.js";
import { api } from "/ops/assets/api.js";
import { explain } from "/ops/assets/parts.js";

export function textArea(state, name, more = {}) {
  return h("textarea", { class: "form-control", rows: 3, value: state[name], onInput: (event) => { state[name] = event.target.value; }, ...more });
}

/** A box to tick with its words. */
export function box(id, words, checked, onChange) {
  return h("div", { class: "form-check", key: id }, [
    h("input", { id, class: "form-check-input", type: "checkbox", checked, onChange: (event) => onChange(event.target.checked) }),
    h("label", { for: id, class: "form-check-label" }, words),
  ]);
}

export function badge(group, name, tones) {
  return h("span", { class: ["state", tones[name] || "off"] }, word(group, name));
}

/** Bytes as WeChat counts them. */
export const bytes = (text) => new TextEncoder().encode(text ?? "").length;

/** Words for what the API says in English: the first pattern of [pattern, key] that fits, with its groups. */
export function translate(words, patterns) {
  if (!isChinese()) return words;
  for (const [pattern, key] of patterns) {
    const found = pattern.exec(words);
    if (found) return t(key, found.groups ?? {});
  }
  return words;
}

const WECHAT_PROBLEMS = [[/^WeChat answered errcode (?<code>-?\d+): (?<why>.*)/, "wechat.errcodeWhy"], [/^WeChat answered errcode (?<code>-?\d+)/, "wechat.errcode"]];

/** What WeChat answered, which the API tells in English. */
export const wechatProblem = (words) => (words ? translate(words, WECHAT_PROBLEMS) : words);

const names = reactive({});
let asked = false;

/** An operator by name, as far as who asks may know names. */
export function who(number, operator) {
  if (!asked) {
    asked = true;
    names[operator.operatorNo] = operator.username;
    if (operator.roles.includes("ADMIN")) {
      api.get("/operators", { limit: 200 }).then(({ items }) => items.forEach((each) => { names[each.operatorNo] = each.username; }), () => {});
    }
  }
  return names[number] ?? h("code", number);
}

/** What one thing of the API is made of, and why it is not there: {value, problem, busy, load()}. */
export function loaded(fetchIt) {
  let turn = 0;
  const state = reactive({ value: null, problem: null, busy: false });
  async function load() {
    const mine = ++turn;
    state.busy = true;
    state.problem = null;
    try {
      const value = await fetchIt();
      if (mine === turn) state.value = value;
    } catch (refusal) {
      if (mine === turn) state.problem = explain(refusal);
    } finally {
      if (mine === turn) state.busy = false;
    }
  }
  return Object.assign(state, { load });
}
