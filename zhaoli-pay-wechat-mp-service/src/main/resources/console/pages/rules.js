// Reply rules: the list in the order in which they are asked, and the try-out.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, word } from "/ops/assets/language.js";
import { button, field, notice, select, table, textInput } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { loaded } from "./more-parts.js";
import { go, link, note, place } from "./place.js";
import { Rule } from "./rule.js";
import { inOrder, KINDS, windowWords } from "./rule-parts.js";
import { ruleTexts } from "./rule-texts.js";
import { Trial } from "./trial.js";
import { wechat } from "./wechat-api.js";

const NEW = "new";

const RuleList = {
  props: ["operator"],
  setup({ operator }) {
    const filter = reactive({ find: place.query.find ?? "", kind: place.query.kind ?? "" });
    const list = loaded(() => wechat.get("/reply-rules").then(({ items }) => inOrder(items)));

    onMounted(list.load);

    function found() {
      const wanted = filter.find.trim().toLowerCase();
      return list.value.filter((rule) => (filter.kind === "" || rule.kind === filter.kind) && (wanted === "" || `${rule.name}\n${rule.pattern}`.toLowerCase().includes(wanted)));
    }

    function answer(rule) {
      const [first] = rule.replies;
      const begin = first.type === "text" ? first.content : `[${word("replyType", first.type)}] ${first.title ?? ""}`;
      return [h("span", { class: "cut" }, begin), rule.replies.length > 1 ? h("span", { class: "quiet" }, ` ${t("rules.nMessages", { n: rule.replies.length })}`) : null];
    }

    const rows = (items) => table(t("rules.caption"), [
      ["name", t("rules.name"), (rule) => link(rule.name, "rules", { rule: rule.ruleNo })],
      ["kind", t("rules.kind"), (rule) => word("ruleKind", rule.kind)],
      ["pattern", t("rules.pattern"), (rule) => (rule.pattern ? h("code", rule.pattern) : "—")],
      ["priority", t("rules.priority"), (rule) => String(rule.priority)],
      ["window", t("rules.window"), (rule) => windowWords(rule.window)],
      ["answers", t("rules.answers"), answer],
      ["state", t("rules.state"), (rule) => h("span", { class: ["state", rule.enabled ? "good" : "off"] }, t(rule.enabled ? "rules.on" : "rules.off"))],
    ], items, (rule) => rule.ruleNo);

    function listed() {
      if (list.value === null) return list.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null;
      if (list.value.length === 0) return h("p", { class: "card quiet" }, t("rules.empty"));
      const items = found();
      return [
        h("p", { class: "quiet" }, t("rules.count", { n: list.value.length })),
        h("form", { class: "filters", role: "search", novalidate: "", onSubmit: (event) => event.preventDefault() }, [
          field("kind", t("rules.kindFilter"), select(filter, "kind", [["", t("rules.anyKind")], ...KINDS.map((kind) => [kind, word("ruleKind", kind)])], () => note({ ...filter }))),
          field("find", t("rules.find"), textInput(filter, "find", { type: "search", maxlength: 100, placeholder: t("rules.findHint"), onChange: () => note({ ...filter }) })),
        ]),
        items.length === 0 ? h("p", { class: "card quiet", role: "status" }, t("nothing")) : rows(items),
      ];
    }

    return () => [
      h("h1", { tabindex: -1 }, t("rules.title")),
      h(Trial),
      notice("bad", list.problem, list.problem ? button(t("again"), list.load, "outline-primary") : null),
      mayDo(operator, ["ADMIN"]) ? h("p", { class: "actions mb-3" }, button(t("rules.create"), () => go("rules", { rule: NEW }))) : null,
      listed(),
    ];
  },
};

export const rules = {
  name: "rules",
  texts: ruleTexts,
  component: {
    props: ["operator", "say"],
    setup: (props) => () => {
      const { rule } = place.query;
      return rule ? h(Rule, { operator: props.operator, say: props.say, number: rule === NEW ? null : rule }) : h(RuleList, { operator: props.operator });
    },
  },
};
