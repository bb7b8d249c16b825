// One reply rule: its fields, its messages and how a follower sees them.
import { h, nextTick, onMounted, reactive } from "/ops/assets/vue.js";
import { isChinese, t, time, word } from "/ops/assets/language.js";
import { button, explain, facts, field, notice, select, textInput, useDialog } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { box, who } from "./more-parts.js";
import { go, guard, link } from "./place.js";
import { emptyReplyFields, given, messagesOf, replyEditor, replyPreview, writtenReplies } from "./reply-editor.js";
import { DAYS, KINDS, ruleProblem, windowWords } from "./rule-parts.js";
import { wechat } from "./wechat-api.js";

const emptyWindow = () => ({ days: [], from: "", to: "", firstDay: "", lastDay: "" });

/** What the form holds of a rule of the API. */
function formOf(rule) {
  const window = rule?.window;
  return {
    name: rule?.name ?? "", kind: rule?.kind ?? "CONTAINS", pattern: rule?.pattern ?? "", priority: String(rule?.priority ?? 0), enabled: true,
    windowed: Boolean(window),
    window: { ...emptyWindow(), ...window, days: window?.days ?? [], from: (window?.from ?? "").slice(0, 5), to: (window?.to ?? "").slice(0, 5) },
    replies: messagesOf(rule?.replies ?? [{}]),
  };
}

export const Rule = {
  props: ["operator", "say", "number"],
  setup({ operator, say, number }) {
    const admin = mayDo(operator, ["ADMIN"]);
    const one = reactive({ rule: null, form: formOf(null), changed: false, problem: null, problems: {}, missing: [], conflict: false, busy: false, ready: number === null });
    const path = () => `/reply-rules/${encodeURIComponent(number)}`;
    const dialog = useDialog();

    function take(rule) {
      Object.assign(one, { rule, form: formOf(rule), changed: false, problem: null, problems: {}, missing: [], conflict: false, ready: true });
    }

    async function load() {
      one.problem = null;
      try {
        take(await wechat.get(path()));
      } catch (refusal) {
        one.problem = explain(refusal);
      }
    }

    onMounted(() => {
      guard(() => one.changed);
      if (number !== null) load();
    });

    function touched(name) {
      one.changed = true;
      delete one.problems[name];
    }

    const input = (name, more = {}) => textInput(one.form, name, { ...more, onInput: (event) => { one.form[name] = event.target.value; touched(name); } });

    function draft() {
      const { name, kind, pattern, priority, windowed, window, replies } = one.form;
      return {
        name: name.trim(), kind, priority: Number(priority), replies: writtenReplies(replies),
        ...(kind === "ON_SUBSCRIBE" ? {} : { pattern }),
        ...(windowed ? { window: given({ ...window }) } : {}),
      };
    }

    /** The fields that must not be empty and are. */
    function emptyFields() {
      const { name, kind, pattern, priority, replies } = one.form;
      return [
        ...(name.trim() === "" ? ["rule-name"] : []), ...(kind !== "ON_SUBSCRIBE" && pattern.trim() === "" ? ["rule-pattern"] : []), ...(priority.trim() === "" ? ["rule-priority"] : []),
        ...emptyReplyFields(replies),
      ];
    }

    /** Said as long as the field is empty. */
    const missing = (id, value) => (one.missing.includes(id) && value.trim() === "" ? t("rules.missing") : null);

    /** The first field that the API refuses gets the focus. */
    function fail(refusal) {
      one.conflict = refusal.code === "REPLY_RULE_CONFLICT";
      one.problems = refusal.code === "REQUEST_INVALID" ? { ...refusal.details } : {};
      one.problem = one.conflict ? null : explain(isChinese() && Object.keys(one.problems).length > 0 ? Object.assign(refusal, { message: t("rules.invalid") }) : refusal);
      const [first] = Object.keys(one.problems);
      const id = { name: "rule-name", pattern: "rule-pattern", priority: "rule-priority", replies: "replies-title", window: "windowed" }[first];
      nextTick(() => (document.getElementById(id) ?? document.getElementById("rule-alerts"))?.focus());
    }

    async function attempt(work) {
      if (one.busy) return;
      one.busy = true;
      one.problem = null;
      one.problems = {};
      try {
        await work();
      } catch (refusal) {
        fail(refusal);
      } finally {
        one.busy = false;
      }
    }

    const create = () => attempt(async () => {
      const rule = await wechat.post("/reply-rules", { ...draft(), enabled: one.form.enabled });
      one.changed = false;
      say(t("rules.saved"));
      go("rules", { rule: rule.ruleNo });
    });

    const change = () => attempt(async () => {
      take(await wechat.put(path(), { ...draft(), expectedVersion: one.rule.version }));
      say(t("rules.saved"));
    });

    function save(event) {
      event.preventDefault();
      one.missing = emptyFields();
      one.problems = Number.isInteger(Number(one.form.priority)) ? {} : { priority: "must be -1000 to 1000" };
      const wrong = one.missing[0] ?? (one.problems.priority ? "rule-priority" : null);
      if (wrong) document.getElementById(wrong).focus();
      else if (number === null) create();
      else change();
    }

    function ask(name, done, tone, act) {
      dialog.ask({
        title: t(`rules.${name}Title`, { name: one.rule.name }), text: t(`rules.${name}Text`), submit: t(`rules.${name}`), tone,
        act: async () => {
          try {
            await act();
            say(t(`rules.${done}`));
          } catch (refusal) {
            if (refusal.code === "REPLY_RULE_CONFLICT" && !one.changed) await load();
            throw refusal;
          }
        },
      });
    }

    const enable = () => ask("enable", "enabled", "primary", async () => take(await wechat.post(`${path()}/enable`, { expectedVersion: one.rule.version })));
    const disable = () => ask("disable", "disabled", "danger", async () => take(await wechat.post(`${path()}/disable`, { expectedVersion: one.rule.version })));
    const remove = () => ask("remove", "removed", "danger", async () => {
      await wechat.remove(`${path()}?expectedVersion=${one.rule.version}`);
      one.changed = false;
      nextTick(() => go("rules"));
    });

    function windowFields() {
      const { window } = one.form;
      const timeInput = (name, type) => textInput(window, name, { type, onInput: (event) => { window[name] = event.target.value; touched("window"); } });
      return h("div", { class: "inset" }, [
        h("fieldset", { class: "field" }, [
          h("legend", t("rules.days")),
          h("div", { class: "boxes" }, DAYS.map((day) => box(`day-${day}`, word("weekday", day), window.days.includes(day), (checked) => {
            window.days = DAYS.filter((each) => (each === day ? checked : window.days.includes(each)));
            touched("window");
          }))),
          h("p", { class: "quiet" }, t("rules.anyDay")),
        ]),
        h("div", { class: "columns" }, [
          field("from", t("rules.from"), timeInput("from", "time")),
          field("to", t("rules.to"), timeInput("to", "time"), { hint: t("rules.toHint") }),
          field("firstDay", t("rules.firstDay"), timeInput("firstDay", "date")),
          field("lastDay", t("rules.lastDay"), timeInput("lastDay", "date")),
        ]),
      ]);
    }

    const editor = replyEditor(() => one.form.replies, () => touched("replies"), missing);
    const problem = (name) => ruleProblem(name, one.problems[name]);

    function form() {
      const { form: wish } = one;
      return h("form", { class: "beside wide", novalidate: "", onSubmit: save }, [
        h("div", [
          h("section", { class: "card" }, [
            field("rule-name", t("rules.name"), input("name", { maxlength: 64 }), { problem: missing("rule-name", wish.name) ?? problem("name") }),
            field("rule-kind", t("rules.kind"), select(wish, "kind", KINDS.map((kind) => [kind, word("ruleKind", kind)]), () => touched("pattern"))),
            wish.kind === "ON_SUBSCRIBE"
              ? null
              : field("rule-pattern", word("patternLabel", wish.kind), input("pattern", { maxlength: wish.kind === "ON_CLICK" ? 128 : 256 }), { hint: word("patternHint", wish.kind), problem: missing("rule-pattern", wish.pattern) ?? problem("pattern") }),
            field("rule-priority", t("rules.priority"), input("priority", { inputmode: "numeric", maxlength: 5 }), { hint: t("rules.priorityHint"), problem: missing("rule-priority", wish.priority) ?? problem("priority") }),
            box("windowed", t("rules.windowed"), wish.windowed, (checked) => { wish.windowed = checked; touched("window"); }),
            problem("window") ? h("p", { class: "wrong-words", role: "alert" }, problem("window")) : null,
            wish.windowed ? windowFields() : null,
          ]),
          h("section", { class: "card" }, [
            h("h2", { id: "replies-title", tabindex: -1 }, t("rules.messages")),
            h("p", { class: "quiet" }, t("rules.messagesHint")),
            problem("replies") ? h("p", { class: "wrong-words", role: "alert" }, problem("replies")) : null,
            editor(),
          ]),
          number === null ? box("enabled", t("rules.enabledAtOnce"), wish.enabled, (checked) => { wish.enabled = checked; one.changed = true; }) : null,
          h("p", { class: "actions mb-3" }, [
            h("button", { type: "submit", class: "btn btn-primary", disabled: one.busy }, t("rules.save")),
            h("span", { class: "quiet", role: "status" }, one.changed ? t("rules.unsaved") : ""),
          ]),
        ]),
        replyPreview(wish.replies),
      ]);
    }

    const shown = (rule) => h("div", { class: "beside wide" }, [
      h("section", { class: "card" }, facts([
        [t("rules.kind"), word("ruleKind", rule.kind)], [t("rules.pattern"), rule.pattern ? h("code", rule.pattern) : null],
        [t("rules.priority"), String(rule.priority)], [t("rules.window"), windowWords(rule.window)],
      ])),
      replyPreview(rule.replies),
    ]);

    const alerts = () => h("div", { id: "rule-alerts", tabindex: -1 }, [
      notice("bad", one.problem),
      one.conflict
        ? notice("bad", t("rules.conflict"), h("p", { class: "actions" }, [button(t("rules.takeTheirs"), load, "outline-primary"), button(t("rules.keepMine"), create, "outline-primary")]))
        : null,
    ]);

    const known = (rule) => [
      admin
        ? h("p", { class: "actions mb-3" }, [
            rule.enabled ? button(t("rules.disable"), disable, "outline-primary") : button(t("rules.enable"), enable, "outline-primary"),
            button(t("rules.remove"), remove, "danger"),
          ])
        : h("p", { class: "quiet" }, t("rules.auditorOnly")),
      h("section", { class: "card" }, facts([
        [t("rules.number"), h("code", rule.ruleNo)], [t("rules.by"), who(rule.updatedBy, operator)], [t("rules.at"), time(rule.updatedAt)],
      ])),
    ];

    return () => {
      const { rule } = one;
      const title = rule
        ? [rule.name, " ", h("span", { class: ["state", rule.enabled ? "good" : "off"] }, t(rule.enabled ? "rules.on" : "rules.off"))]
        : t(number === null ? "rules.newTitle" : "rules.title");
      return [
        h("p", link(`← ${t("rules.back")}`, "rules")),
        h("h1", { tabindex: -1 }, title),
        alerts(),
        one.ready ? null : one.problem ? button(t("again"), load, "outline-primary") : h("p", { class: "quiet", role: "status" }, t("loading")),
        rule ? known(rule) : null,
        one.ready ? (admin ? form() : rule ? shown(rule) : null) : null,
        dialog.view(),
      ];
    };
  },
};
