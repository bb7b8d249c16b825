// What followers said and were answered. Each look is put in the audit log, so nothing is shown unasked.
import { h, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { field, pages, pageView, table, textInput } from "/ops/assets/parts.js";
import { badge } from "./more-parts.js";
import { bubble, chatTexts } from "./chat.js";
import { link, note, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const TONES = { DONE: "good", PENDING: "wait", FAILED: "bad" };

const texts = {
  zh: {
    ...chatTexts.zh,
    views: { conversations: "对话记录" },
    conversations: {
      title: "对话记录", caption: "粉丝的消息与回复，最新的在前", record: "对话保存 30 天后自动删除。每次查询都会记入审计日志。", openid: "粉丝 openid", openidHint: "留空则为全部粉丝", from: "开始时间", to: "结束时间", search: "查询",
      at: "时间", follower: "粉丝", did: "粉丝", answer: "回复", status: "状态", byRule: "规则", silent: "未回复", customer: "以客服消息发送",
    },
    conversationStatus: { DONE: "已完成", PENDING: "进行中", FAILED: "未送达" },
    replySource: { RULE: "规则", SCENE: "二维码", CHATBOT: "聊天机器人", DEFAULT: "默认回复", NONE: "无" },
  },
  en: {
    ...chatTexts.en,
    views: { conversations: "Conversations" },
    conversations: {
      title: "Conversations", caption: "What followers said and were answered, the newest first", record: "Conversations are deleted after 30 days. Each look is put in the audit log.", openid: "Follower's openid", openidHint: "Empty for all", from: "From", to: "To", search: "Show",
      at: "Time", follower: "Follower", did: "Follower", answer: "Answer", status: "Status", byRule: "Rule", silent: "No answer", customer: "by customer-service message",
    },
    conversationStatus: { DONE: "Done", PENDING: "Under way", FAILED: "Not delivered" },
    replySource: { RULE: "Rule", SCENE: "QR code", CHATBOT: "Chatbot", DEFAULT: "Default text", NONE: "None" },
  },
};

const Conversations = {
  setup() {
    const filter = reactive({ openid: place.query.openid ?? "", from: "", to: "" });
    const state = reactive({ asked: false });
    const instant = (text) => (text ? new Date(text).toISOString() : undefined);
    const list = pages((after) => wechat.get("/conversations", { openid: filter.openid.trim(), from: instant(filter.from), to: instant(filter.to), after, limit: 30 }));

    function search(event) {
      event.preventDefault();
      state.asked = true;
      note({ openid: filter.openid.trim() });
      list.load();
    }

    const said = (one) => (one.kind === "TEXT" ? bubble({ type: "text", content: one.content }, true) : [word("actKind", one.kind), " ", one.content ? h("code", one.content) : null]);

    function answer(one) {
      if (one.reply.length === 0) return h("span", { class: "quiet" }, t("conversations.silent"));
      return [
        one.reply.map((reply, index) => h("div", { key: index }, bubble(reply))),
        h("p", { class: "quiet" }, [
          word("replySource", one.source), one.ruleNo ? [" ", link(one.ruleNo.slice(-6), "rules", { rule: one.ruleNo })] : null, one.passive ? null : ` · ${t("conversations.customer")}`,
        ]),
      ];
    }

    return () => [
      h("h1", { tabindex: -1 }, t("conversations.title")),
      h("p", { class: "quiet" }, t("conversations.record")),
      h("form", { class: "card", role: "search", novalidate: "", onSubmit: search }, [
        h("div", { class: "thirds" }, [
          field("openid", t("conversations.openid"), textInput(filter, "openid", { maxlength: 64, placeholder: t("conversations.openidHint") })),
          field("from", t("conversations.from"), textInput(filter, "from", { type: "datetime-local" })),
          field("to", t("conversations.to"), textInput(filter, "to", { type: "datetime-local" })),
        ]),
        h("p", { class: "actions" }, h("button", { type: "submit", class: "btn btn-primary", disabled: list.busy }, t("conversations.search"))),
      ]),
      state.asked
        ? pageView(list, (items) => table(t("conversations.caption"), [
            ["at", t("conversations.at"), (one) => time(one.createdAt)],
            ["follower", t("conversations.openid"), (one) => h("code", one.openid)],
            ["said", t("conversations.did"), said],
            ["answer", t("conversations.answer"), answer],
            ["status", t("conversations.status"), (one) => [badge("conversationStatus", one.status, TONES), one.problem ? h("p", { class: "quiet" }, one.problem) : null]],
          ], items, (one) => one.id))
        : null,
    ];
  },
};

export const conversations = { name: "conversations", texts, component: Conversations };
