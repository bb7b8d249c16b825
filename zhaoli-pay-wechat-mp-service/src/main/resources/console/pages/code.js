// One permanent QR code: its picture, its scans by day, and what a scan gives.
import { h, nextTick, onBeforeUnmount, onMounted, reactive } from "/ops/assets/vue.js";
import { isChinese, t, time, word } from "/ops/assets/language.js";
import { button, explain, facts, field, notice, select, table, textInput, useDialog } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { badge, loaded, translate, who } from "./more-parts.js";
import { go, guard, link } from "./place.js";
import { emptyReplyFields, given, messagesOf, replyEditor, replyPreview, writtenReplies } from "./reply-editor.js";
import { ruleProblem } from "./rule-parts.js";
import { wechat } from "./wechat-api.js";

export const CODE_TONES = { MAKING: "wait", ACTIVE: "good", REFUSED: "bad", DISABLED: "off" };

const PURPOSES = ["STORE_POSTER", "CHANNEL"];
const ANSWERS = ["none", "replies", "replyKey"];
const ASK_AGAIN_MILLIS = 2000;
const ASK_TIMES = 30;
const PROBLEMS = { label: [[/./, "codeProblem.label"]], subject: [[/./, "codeProblem.subject"]], replyKey: [[/./, "codeProblem.replyKey"]] };

/** What the form holds of a code of the API. */
function formOf(code) {
  const replies = code?.replies ?? [];
  return {
    purpose: code?.purpose ?? PURPOSES[0], label: code?.label ?? "", subject: code?.subject ?? "", replyKey: code?.replyKey ?? "", tagId: String(code?.tagId ?? ""),
    answer: replies.length > 0 ? "replies" : code?.replyKey ? "replyKey" : "none", replies: messagesOf(replies.length > 0 ? replies : [{}]),
  };
}

export const QrCode = {
  props: ["operator", "say", "scene"],
  setup({ operator, say, scene }) {
    const admin = mayDo(operator, ["ADMIN"]);
    const path = `/qr-codes/${encodeURIComponent(scene)}`;
    const one = reactive({ code: null, form: formOf(null), picture: null, changed: false, conflict: false, busy: false, problem: null, problems: {}, missing: [] });
    const tags = loaded(() => wechat.get("/tags").then(({ items }) => items));
    const scans = loaded(() => wechat.get(`${path}/scans`));
    const dialog = useDialog();
    let gone = false;

    function dropPicture() {
      if (one.picture) URL.revokeObjectURL(one.picture);
      one.picture = null;
    }

    async function showPicture() {
      const file = await wechat.file(`${path}/picture`).catch(() => null);
      dropPicture();
      if (file && !gone) one.picture = URL.createObjectURL(file);
    }

    function take(code) {
      const isNew = code.url && code.url !== one.code?.url;
      Object.assign(one, { code, form: formOf(code), changed: false, conflict: false, problem: null, problems: {}, missing: [] });
      if (isNew) showPicture();
    }

    async function load() {
      one.problem = null;
      try {
        take(await wechat.get(path));
        scans.load();
      } catch (refusal) {
        one.problem = explain(refusal);
      }
    }

    /** Looks again until WeChat's answer is known. What is being written stays. */
    async function followMaking() {
      for (let i = 0; i < ASK_TIMES && !gone && one.code?.state === "MAKING"; i++) {
        await new Promise((resolve) => { setTimeout(resolve, ASK_AGAIN_MILLIS); });
        const code = await wechat.get(path).catch(() => one.code);
        if (!gone && code.state !== "MAKING") {
          if (!one.changed) {
            take(code);
          } else {
            one.code = code;
            showPicture();
          }
        }
      }
    }

    onMounted(async () => {
      guard(() => one.changed);
      tags.load();
      if (scene === null) return;
      await load();
      followMaking();
    });
    onBeforeUnmount(() => {
      gone = true;
      dropPicture();
    });

    function touched(name) {
      one.changed = true;
      delete one.problems[name];
    }

    function draft() {
      const { purpose, label, subject, answer, replies, replyKey, tagId } = one.form;
      return {
        purpose, label: label.trim(), ...given({ subject: subject.trim() }), ...(tagId ? { tagId: Number(tagId) } : {}),
        ...(answer === "replies" ? { replies: writtenReplies(replies) } : answer === "replyKey" ? { replyKey: replyKey.trim() } : {}),
      };
    }

    function emptyFields() {
      const { label, answer, replies, replyKey } = one.form;
      return [
        ...(label.trim() === "" ? ["code-label"] : []), ...(answer === "replyKey" && replyKey.trim() === "" ? ["code-replyKey"] : []),
        ...(answer === "replies" ? emptyReplyFields(replies) : []),
      ];
    }

    function fail(refusal) {
      one.conflict = refusal.code === "QR_CODE_CONFLICT";
      one.problems = refusal.code === "REQUEST_INVALID" ? { ...refusal.details } : {};
      one.problem = one.conflict ? null : explain(isChinese() && Object.keys(one.problems).length > 0 ? Object.assign(refusal, { message: t("codes.invalid") }) : refusal);
      const [first] = Object.keys(one.problems);
      const id = { label: "code-label", subject: "code-subject", replyKey: "code-replyKey", replies: "replies-title" }[first];
      nextTick(() => (document.getElementById(id) ?? document.getElementById("code-alerts"))?.focus());
    }

    async function save(event) {
      event.preventDefault();
      one.missing = emptyFields();
      if (one.missing.length > 0) {
        document.getElementById(one.missing[0]).focus();
        return;
      }
      if (one.busy) return;
      Object.assign(one, { busy: true, problem: null, problems: {} });
      try {
        if (scene === null) {
          const made = await wechat.post("/qr-codes", draft());
          one.changed = false;
          say(t(made.state === "MAKING" ? "codes.making" : "codes.made"));
          go("codes", { code: made.scene });
        } else {
          take(await wechat.put(path, { ...draft(), expectedVersion: one.code.version }));
          say(t("codes.saved"));
        }
      } catch (refusal) {
        fail(refusal);
      } finally {
        one.busy = false;
      }
    }

    function ask(name, tone) {
      dialog.ask({
        title: t(`codes.${name}Title`, { label: one.code.label }), text: t(`codes.${name}Text`), submit: t(`codes.${name}`), tone,
        act: async () => {
          try {
            take(await wechat.post(`${path}/${name}`, { expectedVersion: one.code.version }));
            say(t(`codes.${name}d`));
          } catch (refusal) {
            if (refusal.code === "QR_CODE_CONFLICT" && !one.changed) await load();
            throw refusal;
          }
        },
      });
    }

    const missing = (id, value) => (one.missing.includes(id) && value.trim() === "" ? t("rules.missing") : null);
    const problem = (name) => (one.problems[name] === undefined ? null : translate(one.problems[name], PROBLEMS[name] ?? []));
    const input = (name, more = {}) => textInput(one.form, name, { ...more, onInput: (event) => { one.form[name] = event.target.value; touched(name); } });
    const editor = replyEditor(() => one.form.replies, () => touched("replies"), missing);
    const tagName = (tagId) => (tags.value ?? []).find((tag) => String(tag.tagId) === String(tagId))?.name ?? String(tagId);

    function tagOptions() {
      const known = (tags.value ?? []).map((tag) => [String(tag.tagId), tag.name]);
      const { tagId } = one.form;
      return [["", t("codes.noTag")], ...known, ...(tagId && !known.some(([id]) => id === tagId) ? [[tagId, tagId]] : [])];
    }

    function form() {
      const { form: wish } = one;
      return h("form", { class: "beside wide", novalidate: "", onSubmit: save }, [
        h("div", [
          h("section", { class: "card" }, [
            scene === null ? field("code-purpose", t("codes.purpose"), select(wish, "purpose", PURPOSES.map((each) => [each, word("codePurpose", each)]), () => touched("purpose"))) : null,
            field("code-label", t("codes.label"), input("label", { maxlength: 64 }), { hint: t("codes.labelHint"), problem: missing("code-label", wish.label) ?? problem("label") }),
            field("code-subject", t("codes.subject"), input("subject", { maxlength: 64, autocapitalize: "none" }), { hint: t("codes.subjectHint"), problem: problem("subject") }),
            field("code-tagId", t("codes.tag"), select(wish, "tagId", tagOptions(), () => touched("tagId")), { hint: t("codes.tagHint") }),
            field("code-answer", t("codes.answer"), select(wish, "answer", ANSWERS.map((each) => [each, word("codeAnswer", each)]), () => touched("replies"))),
            wish.answer === "replyKey" ? field("code-replyKey", t("codes.replyKey"), input("replyKey", { maxlength: 128 }), { hint: t("codes.replyKeyHint"), problem: missing("code-replyKey", wish.replyKey) ?? problem("replyKey") }) : null,
          ]),
          wish.answer === "replies"
            ? h("section", { class: "card" }, [
                h("h2", { id: "replies-title", tabindex: -1 }, t("rules.messages")),
                one.problems.replies ? h("p", { class: "wrong-words", role: "alert" }, ruleProblem("replies", one.problems.replies)) : null,
                editor(),
              ])
            : null,
          h("p", { class: "actions mb-3" }, [
            h("button", { type: "submit", class: "btn btn-primary", disabled: one.busy }, t(scene === null ? "codes.make" : "codes.save")),
            h("span", { class: "quiet", role: "status" }, one.changed ? t("codes.unsaved") : ""),
          ]),
        ]),
        wish.answer === "replies" ? replyPreview(wish.replies) : null,
      ]);
    }

    const shown = (code) => h("div", { class: "beside wide" }, [
      h("section", { class: "card" }, facts([
        [t("codes.subject"), code.subject], [t("codes.tag"), code.tagId ? tagName(code.tagId) : null],
        [t("codes.answer"), word("codeAnswer", code.replyKey ? "replyKey" : code.replies.length > 0 ? "replies" : "none")], [t("codes.replyKey"), code.replyKey ? h("code", code.replyKey) : null],
      ])),
      code.replies.length > 0 ? replyPreview(code.replies) : null,
    ]);

    const pictureCard = (code) => h("section", { class: "card qr" }, [
      h("h2", t("codes.picture")),
      one.picture
        ? [
            h("img", { src: one.picture, alt: t("codes.pictureOf", { label: code.label }), width: 240, height: 240 }),
            h("p", { class: "actions" }, h("a", { class: "btn btn-outline-primary", href: one.picture, download: `${code.label}.svg` }, t("codes.download"))),
          ]
        : h("p", { class: "quiet", role: "status" }, t(code.state === "REFUSED" ? "codes.noPicture" : code.url ? "loading" : "codes.notYet")),
    ]);

    const scansCard = () => h("section", { class: "part" }, [
      h("h2", t("codes.byDay")),
      notice("bad", scans.problem, scans.problem ? button(t("again"), scans.load, "outline-primary") : null),
      scans.value
        ? [
            h("p", { class: "quiet" }, t("codes.span", scans.value)),
            scans.value.days.length > 0
              ? table(t("codes.byDay"), [
                  ["day", t("codes.day"), (each) => each.day], ["scans", t("codes.scans"), (each) => String(each.scans)], ["follows", t("codes.follows"), (each) => String(each.follows)],
                ], [...scans.value.days].reverse(), (each) => each.day)
              : null,
          ]
        : scans.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
    ]);

    const alerts = () => h("div", { id: "code-alerts", tabindex: -1 }, [
      notice("bad", one.problem),
      one.conflict ? notice("bad", t("codes.conflict"), h("p", { class: "actions" }, button(t("codes.takeTheirs"), load, "outline-primary"))) : null,
      one.code?.state === "MAKING" ? notice("info", t("codes.making")) : null,
      one.code?.state === "REFUSED" ? notice("bad", t("codes.refused", { code: one.code.errcode })) : null,
    ]);

    const known = (code) => [
      admin && code.state === "DISABLED" ? h("p", { class: "actions mb-3" }, button(t("codes.enable"), () => ask("enable", "primary"), "outline-primary")) : null,
      admin && code.state === "ACTIVE" ? h("p", { class: "actions mb-3" }, button(t("codes.disable"), () => ask("disable", "danger"), "outline-primary")) : null,
      admin ? null : h("p", { class: "quiet" }, t("rules.auditorOnly")),
      h("div", { class: "beside" }, [
        h("section", { class: "card" }, facts([
          [t("codes.purpose"), word("codePurpose", code.purpose)], [t("codes.scene"), h("code", code.scene)], [t("codes.url"), code.url ? h("code", code.url) : null],
          [t("codes.scans"), String(code.scans)], [t("codes.follows"), String(code.follows)], [t("codes.lastScan"), time(code.lastScannedAt)],
          [t("codes.createdBy"), who(code.createdBy, operator)], [t("codes.createdAt"), time(code.createdAt)], [t("codes.changedBy"), who(code.updatedBy, operator)], [t("codes.changedAt"), time(code.updatedAt)],
        ])),
        pictureCard(code),
      ]),
    ];

    return () => {
      const { code } = one;
      return [
        h("p", link(`← ${t("codes.back")}`, "codes")),
        h("h1", { tabindex: -1 }, code ? [code.label, " ", badge("codeState", code.state, CODE_TONES)] : t(scene === null ? "codes.create" : "codes.title")),
        alerts(),
        scene !== null && !code ? (one.problem ? button(t("again"), load, "outline-primary") : h("p", { class: "quiet", role: "status" }, t("loading"))) : null,
        code ? known(code) : null,
        scene === null || code ? (admin && code?.state !== "REFUSED" ? form() : code ? shown(code) : null) : null,
        code ? scansCard() : null,
        dialog.view(),
      ];
    };
  },
};
