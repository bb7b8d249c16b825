// The try-out: what a follower does, which rule answers it and with what, and why the others do not.
import { h, reactive, watch } from "/ops/assets/vue.js";
import { t, word } from "/ops/assets/language.js";
import { explain, field, notice, select, table, textInput } from "/ops/assets/parts.js";
import { bubble } from "./chat.js";
import { badge } from "./more-parts.js";
import { link } from "./place.js";
import { wechat } from "./wechat-api.js";

const ACTS = ["TEXT", "CLICK", "SUBSCRIBE"];
const TONES = { ANSWERS: "good", OVERRULED: "wait", OUTSIDE_WINDOW: "wait" };

export const Trial = {
  setup() {
    const wish = reactive({ kind: "TEXT", text: "", at: "" });
    const state = reactive({ asked: null, result: null, problem: null, busy: false });
    let turn = 0;

    // An answer to another question would mislead.
    watch(wish, () => {
      turn++;
      Object.assign(state, { result: null, problem: null, busy: false });
    });

    async function submit(event) {
      event.preventDefault();
      const mine = ++turn;
      state.busy = true;
      state.problem = null;
      const asked = { kind: wish.kind, text: wish.kind === "SUBSCRIBE" ? "" : wish.text };
      if (wish.at) asked.at = new Date(`${wish.at}:00+08:00`).toISOString();
      try {
        const result = await wechat.post("/reply-rules/try", asked);
        if (mine === turn) Object.assign(state, { asked, result });
      } catch (refusal) {
        if (mine === turn) Object.assign(state, { result: null, problem: explain(refusal) });
      } finally {
        if (mine === turn) state.busy = false;
      }
    }

    function outcome() {
      const { asked, result } = state;
      if (!result) return null;
      const { answering } = result;
      return h("div", { class: "beside" }, [
        h("div", { class: "chat", role: "status" }, [
          h("div", { class: "bubbles" }, [
            asked.kind === "TEXT" ? bubble({ type: "text", content: asked.text }, true) : h("p", { class: "event" }, [word("actKind", asked.kind), " ", asked.text ? h("code", asked.text) : null]),
            h("p", { class: "event" }, answering ? t("trial.answering", { name: answering.name }) : [t("trial.none"), " ", t(asked.kind === "TEXT" ? "trial.noneText" : "trial.noneTap")]),
            answering ? answering.replies.map((reply, index) => h("div", { key: index }, bubble(reply))) : null,
          ]),
        ]),
        result.opinions.length > 0
          ? h("div", [
              h("h3", t("trial.opinions")),
              table(t("trial.opinions"), [
                ["rule", t("trial.rule"), (opinion) => link(opinion.name, "rules", { rule: opinion.ruleNo })],
                ["priority", t("rules.priority"), (opinion) => String(opinion.priority)],
                ["verdict", t("trial.verdict"), (opinion) => badge("verdict", opinion.verdict, TONES)],
              ], result.opinions, (opinion) => opinion.ruleNo),
            ])
          : null,
      ]);
    }

    return () => h("section", { class: "card" }, [
      h("h2", t("trial.title")),
      h("p", { class: "quiet" }, t("trial.text")),
      h("form", { class: "trial", novalidate: "", onSubmit: submit }, [
        field("trial-kind", t("trial.kind"), select(wish, "kind", ACTS.map((act) => [act, word("actKind", act)]))),
        wish.kind === "SUBSCRIBE" ? null : field("trial-text", t(wish.kind === "CLICK" ? "trial.key" : "trial.content"), textInput(wish, "text", { maxlength: wish.kind === "CLICK" ? 128 : 1000 })),
        field("trial-at", t("trial.at"), textInput(wish, "at", { type: "datetime-local" })),
        h("p", { class: "actions" }, h("button", { type: "submit", class: "btn btn-primary", disabled: state.busy }, t("trial.submit"))),
      ]),
      notice("bad", state.problem),
      outcome(),
    ]);
  },
};
