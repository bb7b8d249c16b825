// Parts that pages are made of. All words come from the caller or the frame's texts.
import { h, nextTick, reactive, ref } from "./vue.js";
import { isChinese, t } from "./language.js";

const PASSWORD_PROBLEMS = { "must have 12": "length", "is too easy": "guess", "must not be": "same" };

/** A refusal in words for a person. */
export function explain(refusal) {
  if (refusal.code === "OFFLINE") return t("error.OFFLINE");
  if (refusal.code === "OPERATOR_PASSWORD_WEAK") {
    const begin = Object.keys(PASSWORD_PROBLEMS).find((start) => (refusal.details.newPassword || "").startsWith(start));
    if (begin) return t(`error.${PASSWORD_PROBLEMS[begin]}`);
  }
  const words = refusal.message || t("error.OTHER");
  const more = Object.values(refusal.details).join(" ");
  const id = refusal.status >= 500 && refusal.requestId ? ` (${t("requestId")} ${refusal.requestId})` : "";
  // Details are in English: beside a Chinese sentence they would be half a sentence.
  return words + (more && !isChinese() ? ` ${more}` : "") + id;
}

export function notice(tone, words, action) {
  return words || action ? h("div", { class: ["notice", tone], role: tone === "bad" ? "alert" : "status" }, [h("p", words), action]) : null;
}

/** Keyed by its words: another button is another element, which does not take over the focus. */
export function button(words, onClick, kind = "primary", more = {}) {
  return h("button", { key: words, type: "button", class: `btn btn-${kind}`, onClick, ...more }, words);
}

/** A labelled field; `input` is a vnode that gets its id and what describes it. */
export function field(id, label, input, { hint, problem } = {}) {
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;
  return h("div", { class: "field" }, [
    h("label", { for: id, class: "form-label" }, label),
    h(input, { id, "aria-describedby": described, "aria-invalid": problem ? "true" : undefined }),
    hint ? h("p", { id: `${id}-hint`, class: "quiet" }, hint) : null,
    problem ? h("p", { id: `${id}-problem`, class: "wrong-words" }, problem) : null,
  ]);
}

export function textInput(state, name, more = {}) {
  return h("input", {
    class: "form-control", type: "text", value: state[name], autocomplete: "off", spellcheck: "false",
    onInput: (event) => { state[name] = event.target.value; }, ...more,
  });
}

export function select(state, name, options, onChange = () => {}) {
  return h("select", { class: "form-select", value: state[name], onChange: (event) => { state[name] = event.target.value; onChange(); } },
    options.map(([value, words]) => h("option", { value, selected: value === state[name] }, words)));
}

/** A table that becomes a list of cards on a phone. Columns are [key, words, cell]. */
export function table(caption, columns, rows, keyOf) {
  return h("table", { class: "rows", role: "table" }, [
    h("caption", { class: "visually-hidden" }, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map(([key, words]) => h("th", { key, scope: "col", role: "columnheader" }, words)))),
    h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { key: keyOf(row), role: "row" }, columns.map(([key, words, cell]) =>
      h("td", { key, role: "cell", "data-label": words }, h("div", cell(row))))))),
  ]);
}

/** What is known of one thing: pairs of words and values; those without a value are left out. */
export function facts(pairs) {
  return h("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([words, value]) => h("div", { key: words }, [h("dt", words), h("dd", value)])));
}

/** Pages of the API, one after another: {items, next, busy, problem, load(), more()}. */
export function pages(fetchPage) {
  let turn = 0;
  const state = reactive({ items: null, next: null, busy: false, problem: null });
  async function fetchAfter(after) {
    const mine = ++turn;
    state.busy = true;
    state.problem = null;
    try {
      const page = await fetchPage(after);
      if (mine !== turn) return;
      state.items = after === null ? page.items : [...state.items, ...page.items];
      state.next = page.next ?? null;
    } catch (refusal) {
      if (mine === turn) state.problem = explain(refusal);
    } finally {
      if (mine === turn) state.busy = false;
    }
  }
  return Object.assign(state, { load: () => fetchAfter(null), more: () => fetchAfter(state.next) });
}

/** What stands for `pages` on the screen, around the table that `render` makes of its items. */
export function pageView(list, render) {
  return h("div", { "aria-busy": String(list.busy) }, [
    notice("bad", list.problem, list.problem ? button(t("again"), list.load, "outline-primary") : null),
    list.items === null ? (list.problem ? null : h("p", { class: "quiet", role: "status" }, t("loading"))) : null,
    list.items !== null && list.items.length === 0 ? h("p", { class: "card quiet", role: "status" }, t("nothing")) : null,
    list.items !== null && list.items.length > 0 ? render(list.items) : null,
    list.items !== null && list.next !== null ? h("p", { class: "more" }, button(t("more"), list.more, "outline-primary", { disabled: list.busy })) : null,
  ]);
}

/**
 * One dialog of a page. `ask({title, text, submit, tone, reason, content, act})` opens it: `act` gets
 * the reason, does the work and may refuse, which the dialog says; it closes when that is done, and
 * `then` is called.
 */
export function useDialog() {
  const element = ref(null);
  const state = reactive({ asked: null, reason: "", problem: null, missing: false, busy: false });
  let before = null;

  async function ask(asked) {
    before = document.activeElement;
    Object.assign(state, { asked, reason: "", problem: null, missing: false, busy: false });
    await nextTick();
    element.value.showModal();
  }

  function closed() {
    const { then } = state.asked;
    state.asked = null;
    if (then) {
      then();
      if (state.asked) return;
    }
    // Where the focus came from may be gone with what the dialog changed.
    (before && before.isConnected ? before : document.querySelector("main h1"))?.focus();
  }

  async function submit(event) {
    event.preventDefault();
    if (state.busy) return;
    state.missing = Boolean(state.asked.reason) && state.reason.trim() === "";
    if (state.missing) {
      element.value.querySelector("textarea").focus();
      return;
    }
    state.busy = true;
    state.problem = null;
    try {
      await state.asked.act(state.reason.trim());
      element.value?.close();
    } catch (refusal) {
      state.problem = explain(refusal);
    } finally {
      state.busy = false;
    }
  }

  function view() {
    const { asked } = state;
    if (!asked) return null;
    return h("dialog", { ref: element, class: "ask", "aria-labelledby": "ask-title", onClose: closed, onCancel: (event) => { if (state.busy) event.preventDefault(); } }, [
      h("form", { novalidate: "", onSubmit: submit }, [
        h("h2", { id: "ask-title" }, asked.title),
        asked.text ? h("p", asked.text) : null,
        asked.content ? asked.content() : null,
        asked.reason
          ? field("ask-reason", asked.reason, h("textarea", { class: "form-control", rows: 3, maxlength: 200, value: state.reason, autofocus: "", onInput: (event) => { state.reason = event.target.value; } }),
            { problem: state.missing && state.reason.trim() === "" ? t("login.required") : null })
          : null,
        notice("bad", state.problem),
        h("p", { class: "actions" }, [
          asked.act ? h("button", { type: "submit", class: `btn btn-${asked.tone || "primary"}`, disabled: state.busy }, asked.submit || t("confirm")) : null,
          button(t(asked.act ? "cancel" : "close"), () => element.value.close(), "outline-primary", { disabled: state.busy }),
        ]),
      ]),
    ]);
  }
  return { ask, view };
}
