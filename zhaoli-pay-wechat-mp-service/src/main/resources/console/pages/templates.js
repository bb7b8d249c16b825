// The template of each scene: its id at WeChat and at which keyword each value stands.
import { h, nextTick, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, explain, facts, field, notice, select, table, textInput } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { templateTexts } from "./message-texts.js";
import { loaded, translate, who } from "./more-parts.js";
import { noticeCard } from "./notice-card.js";
import { guard, link, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const MAX_FIELDS = 20;
const PREVIEW_MILLIS = 400;
const PROBLEMS = [
  [/^no template id/, "templateProblem.noId"], [/^WeChat has no template/, "templateProblem.unknownId"], [/^(?<keyword>\w+) is in WeChat's/, "templateProblem.noField"], [/^(?<keyword>\w+) is not in/, "templateProblem.noKeyword"],
  [/^must be 1 to/, "templateProblem.count"], [/^must be one of/, "templateProblem.field"], [/^must be a keyword/, "templateProblem.keyword"], [/^stands twice/, "templateProblem.twice"], [/^takes no value such as (?<sample>.*)/, "templateProblem.never"],
];

const TemplateList = {
  props: ["operator"],
  setup({ operator }) {
    const list = loaded(() => wechat.get("/templates").then(({ items }) => items));
    onMounted(list.load);
    return () => [
      h("h1", { tabindex: -1 }, t("templates.title")),
      notice("bad", list.problem, list.problem ? button(t("again"), list.load, "outline-primary") : null),
      list.value
        ? table(t("templates.caption"), [
            ["scene", t("templates.scene"), (template) => link(word("scene", template.scene), "templates", { scene: template.scene })],
            ["name", t("templates.name"), (template) => template.title],
            ["id", t("templates.id"), (template) => (template.templateId ? h("code", template.templateId) : h("span", { class: "state bad" }, t("templates.noId")))],
            ["origin", t("templates.origin"), (template) => word("templateOrigin", template.origin)],
            ["changed", t("templates.changed"), (template) => (template.updatedAt ? [time(template.updatedAt), " ", who(template.updatedBy, operator)] : "—")],
          ], list.value, (template) => template.scene)
        : list.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
    ];
  },
};

const Template = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const { scene } = place.query;
    const path = `/templates/${encodeURIComponent(scene)}`;
    const admin = mayDo(operator, ["ADMIN"]);
    const one = reactive({ template: null, title: "", templateId: "", fields: [], changed: false, busy: false, conflict: false, problem: null, problems: {} });
    const atWechat = loaded(() => wechat.get("/templates/at-wechat").then(({ items }) => items));
    const check = loaded(() => wechat.get(`${path}/check`));
    const preview = loaded(() => wechat.post(`${path}/preview`, { fields: mapping() }));
    let timer = 0;

    const mapping = () => one.fields.map(({ field: name, keyword }) => ({ field: name, keyword: keyword.trim() }));

    function take(template) {
      Object.assign(one, {
        template, title: template.title, templateId: template.templateId ?? "", fields: template.fields.map(({ field: name, keyword }) => ({ field: name, keyword })),
        changed: false, conflict: false, problem: null, problems: {},
      });
      preview.load();
    }

    async function load() {
      one.problem = null;
      try {
        take(await wechat.get(path));
      } catch (refusal) {
        one.problem = explain(refusal);
      }
    }

    onMounted(() => {
      guard(() => one.changed);
      load();
      if (admin) atWechat.load();
    });

    function touched() {
      one.changed = true;
      one.problems = {};
      check.value = null;
      clearTimeout(timer);
      timer = setTimeout(() => { if (one.fields.every((each) => each.keyword.trim() !== "")) preview.load(); }, PREVIEW_MILLIS);
    }

    async function save(event) {
      event.preventDefault();
      if (one.busy) return;
      Object.assign(one, { busy: true, problem: null, problems: {}, conflict: false });
      try {
        take(await wechat.put(path, { revision: one.template.revision, title: one.title.trim(), templateId: one.templateId.trim() || undefined, fields: mapping() }));
        say(t("templates.saved"));
      } catch (refusal) {
        one.conflict = refusal.code === "TEMPLATE_CONFLICT";
        one.problems = refusal.details;
        one.problem = one.conflict ? null : explain(refusal);
        nextTick(() => (document.querySelector("[aria-invalid=true]") ?? document.getElementById("template-alerts"))?.focus());
      } finally {
        one.busy = false;
      }
    }

    const problem = (name) => (one.problems[name] === undefined ? null : translate(one.problems[name], PROBLEMS));
    const input = (name, more) => textInput(one, name, { ...more, onInput: (event) => { one[name] = event.target.value; touched(); } });

    function labels() {
      const known = (atWechat.value ?? []).find((each) => each.templateId === one.templateId)?.keywords ?? check.value?.keywords ?? [];
      return Object.fromEntries(known.filter((each) => each.label).map((each) => [each.keyword, each.label]));
    }

    function row(each, index) {
      const stored = one.template.fields.find((known) => known.keyword === each.keyword);
      const values = [...new Set([...one.template.available, each.field])];
      return h("fieldset", { class: "inset pair", key: index }, [
        h("legend", { class: "visually-hidden" }, t("templates.nth", { n: index + 1 })),
        field(`field-${index}`, t("templates.field"), select(each, "field", values.map((name) => [name, word("sceneField", name)]), touched), { problem: problem(`fields[${index}].field`) }),
        field(`keyword-${index}`, t("templates.keyword"), textInput(each, "keyword", { maxlength: 40, autocapitalize: "none", onInput: (event) => { each.keyword = event.target.value; touched(); } }), {
          hint: stored ? t("templates.limit", { kind: stored.kind.toLowerCase(), max: stored.maxCharacters }) : null, problem: problem(`fields[${index}].keyword`),
        }),
        h("p", { class: "actions" }, button(t("templates.remove", { n: index + 1 }), () => { one.fields.splice(index, 1); touched(); nextTick(() => document.getElementById("fields-title")?.focus()); }, "outline-primary btn-sm")),
      ]);
    }

    function add() {
      const free = one.template.available.find((name) => !one.fields.some((each) => each.field === name));
      one.fields.push({ field: free ?? one.template.available[0], keyword: "" });
      touched();
      nextTick(() => document.getElementById(`keyword-${one.fields.length - 1}`)?.focus());
    }

    const form = () => h("form", { novalidate: "", onSubmit: save }, [
      h("section", { class: "card" }, [
        one.template.origin === "SANDBOX" ? notice("info", t("templates.sandbox")) : null,
        field("title", t("templates.name"), input("title", { maxlength: 100 }), { problem: problem("title") }),
        field("templateId", t("templates.id"), input("templateId", { maxlength: 64 }), { hint: t("templates.idHint"), problem: problem("templateId") }),
        atWechat.value?.length > 0
          ? field("at-wechat", t("templates.atWechat"), select(one, "templateId", [["", t("templates.choose")], ...atWechat.value.map((each) => [each.templateId, each.title])], touched))
          : null,
      ]),
      h("section", { class: "card" }, [
        h("h2", { id: "fields-title", tabindex: -1 }, t("templates.fields")),
        h("p", { class: "quiet" }, t("templates.fieldsHint")),
        problem("fields") ? h("p", { class: "wrong-words", role: "alert" }, problem("fields")) : null,
        one.fields.map(row),
        one.fields.length < MAX_FIELDS ? button(t("templates.add"), add, "outline-primary") : null,
      ]),
      h("p", { class: "actions mb-3" }, [
        h("button", { type: "submit", class: "btn btn-primary", disabled: one.busy }, t("templates.save")),
        h("span", { class: "quiet", role: "status" }, one.changed ? t("templates.unsaved") : ""),
      ]),
    ]);

    const shown = () => h("section", { class: "card" }, [
      h("p", { class: "quiet" }, t("templates.auditorOnly")),
      facts([[t("templates.name"), one.template.title], [t("templates.id"), one.template.templateId ?? t("templates.noId")], ...one.template.fields.map((each) => [word("sceneField", each.field), h("code", each.keyword)])]),
    ]);

    const previewCard = () => h("section", { class: "card" }, [
      h("h2", t("templates.preview")),
      notice("bad", preview.problem),
      preview.value ? [noticeCard(preview.value, labels()), h("p", { class: preview.value.sendable ? "fine mt-2" : "wrong-words mt-2" }, t(preview.value.sendable ? "templates.sendable" : "templates.notSendable"))] : null,
    ]);

    const checkCard = () => h("section", { class: "card" }, [
      h("h2", t("templates.check")),
      h("p", { class: "quiet" }, t("templates.checkText")),
      notice("bad", check.problem),
      check.value
        ? [
            check.value.fits
              ? h("p", { class: "fine", role: "status" }, t("templates.fits"))
              : h("div", { class: "notice bad", role: "alert" }, [h("p", t("templates.fitsNot")), h("ul", check.value.problems.map((each) => h("li", { key: each }, translate(each, PROBLEMS))))]),
            check.value.keywords?.length > 0
              ? table(t("templates.check"), [
                  ["keyword", t("templates.keyword"), (each) => h("code", { class: "whole" }, each.keyword)], ["label", t("templates.label"), (each) => each.label ?? "—"],
                  ["field", t("templates.field"), (each) => (each.field ? word("sceneField", each.field) : "—")], ["there", t("templates.inTemplate"), (each) => t(each.inTemplate ? "templates.yes" : "templates.no")],
                ], check.value.keywords, (each) => each.keyword)
              : null,
          ]
        : null,
      h("p", { class: "actions mt-2" }, button(t("templates.checkAct"), check.load, "outline-primary", { disabled: check.busy || one.changed })),
    ]);

    return () => [
      h("p", link(`← ${t("templates.back")}`, "templates")),
      h("h1", { tabindex: -1 }, word("scene", scene)),
      h("div", { id: "template-alerts", tabindex: -1 }, [
        notice("bad", one.problem, one.template ? null : button(t("again"), load, "outline-primary")),
        one.conflict ? notice("bad", t("templates.conflict"), button(t("templates.takeTheirs"), load, "outline-primary")) : null,
      ]),
      one.template ? h("div", { class: "beside wide" }, [h("div", admin ? form() : shown()), h("div", [previewCard(), checkCard()])]) : one.problem ? null : h("p", { class: "quiet", role: "status" }, t("loading")),
    ];
  },
};

export const templates = {
  name: "templates",
  texts: templateTexts,
  component: { props: ["operator", "say"], setup: (props) => () => h(place.query.scene ? Template : TemplateList, { operator: props.operator, say: props.say }) },
};
