// Template messages: what was sent to whom and what became of it.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, facts, field, notice, pages, pageView, select, table, textInput, useDialog } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { messageTexts } from "./message-texts.js";
import { badge, loaded, wechatProblem, who } from "./more-parts.js";
import { noticeCard } from "./notice-card.js";
import { link, note, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const SCENES = ["PAYMENT_RESULT", "REFUND_RESULT", "ONBOARDING_AUDIT", "ENDPOINT_PAUSED", "RECEIVER_INVITATION", "DAILY_STATEMENT"];
const STATUSES = ["PENDING", "SENDING", "SENT", "UNDELIVERED", "NOT_SENT", "MISCONFIGURED", "REFUSED", "UNKNOWN"];
const TONES = { PENDING: "wait", SENDING: "wait", SENT: "good", UNDELIVERED: "bad", NOT_SENT: "wait", MISCONFIGURED: "bad", REFUSED: "bad", UNKNOWN: "wait" };

const MessageList = {
  setup() {
    const asked = place.query;
    const filter = reactive({ businessId: asked.businessId ?? "", openid: asked.openid ?? "", scene: asked.scene ?? "", status: asked.status ?? "", from: "", to: "" });
    const instant = (text) => (text ? new Date(text).toISOString() : undefined);
    const wanted = () => ({ businessId: filter.businessId.trim(), openid: filter.openid.trim(), scene: filter.scene, status: filter.status });
    const list = pages((after) => wechat.get("/messages", { ...wanted(), from: instant(filter.from), to: instant(filter.to), after, limit: 30 }));
    const usage = loaded(() => wechat.get("/messages/usage"));

    onMounted(() => {
      list.load();
      usage.load();
    });

    function search(event) {
      event?.preventDefault();
      note(wanted());
      list.load();
    }

    function usageCard() {
      const { value } = usage;
      if (!value) return null;
      const failed = value.templates.reduce((sum, each) => sum + each.refused + each.misconfigured + each.notSent + each.unknown, 0);
      return h("section", { class: "card" }, [
        h("h2", t("messages.usage")),
        h("progress", { class: "progress-line", max: 100, value: Math.min(100, value.usedPercent), "aria-label": t("messages.usage") }),
        h("p", [t("messages.used", { accepted: value.accepted, quota: value.quota, percent: value.usedPercent }), failed > 0 ? ` · ${t("messages.failed", { n: failed })}` : null]),
        value.stoppedUntil ? notice("bad", t("messages.stopped", { until: time(value.stoppedUntil) })) : value.warning ? notice("bad", t("messages.warning")) : null,
      ]);
    }

    return () => [
      h("h1", { tabindex: -1 }, t("messages.title")),
      usageCard(),
      h("form", { class: "card", role: "search", novalidate: "", onSubmit: search }, [
        h("div", { class: "thirds" }, [
          field("businessId", t("messages.businessId"), textInput(filter, "businessId", { maxlength: 64 })),
          field("openid", t("messages.openid"), textInput(filter, "openid", { maxlength: 64 })),
          field("scene", t("messages.scene"), select(filter, "scene", [["", t("all")], ...SCENES.map((each) => [each, word("scene", each)])])),
          field("status", t("messages.status"), select(filter, "status", [["", t("all")], ...STATUSES.map((each) => [each, word("messageStatus", each)])])),
          field("from", t("messages.from"), textInput(filter, "from", { type: "datetime-local" }), { hint: t("messages.spanHint") }),
          field("to", t("messages.to"), textInput(filter, "to", { type: "datetime-local" })),
        ]),
        h("p", { class: "actions" }, h("button", { type: "submit", class: "btn btn-primary", disabled: list.busy }, t("messages.search"))),
      ]),
      pageView(list, (items) => table(t("messages.caption"), [
        ["created", t("messages.created"), (one) => time(one.createdAt)],
        ["scene", t("messages.message"), (one) => link(`${word("scene", one.scene)} ${one.businessId}`, "messages", { message: one.messageNo })],
        ["openid", t("messages.openid"), (one) => h("code", one.openid)],
        ["status", t("messages.status"), (one) => badge("messageStatus", one.status, TONES)],
        ["result", t("messages.result"), (one) => (one.delivery ? word("delivery", one.delivery) : wechatProblem(one.problem) ?? "—")],
      ], items, (one) => one.messageNo)),
    ];
  },
};

const Message = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const path = `/messages/${encodeURIComponent(place.query.message)}`;
    const one = loaded(() => wechat.get(path));
    const preview = loaded(() => wechat.post(`/templates/${encodeURIComponent(one.value.scene)}/preview`, { values: one.value.fields }));
    const dialog = useDialog();

    async function load() {
      await one.load();
      if (one.value) preview.load();
    }

    onMounted(load);

    function resend() {
      const { status } = one.value;
      dialog.ask({
        title: t("messages.resendTitle"), text: t(status === "UNKNOWN" ? "messages.resendUnknown" : "messages.resendText"), submit: t("messages.resend"), reason: t("messages.why"), tone: status === "UNKNOWN" ? "danger" : "primary",
        act: async (reason) => {
          try {
            one.value = await wechat.post(`${path}/resend`, { reason });
            say(t("messages.resent"));
          } catch (refusal) {
            await one.load();
            throw refusal;
          }
        },
      });
    }

    function detail(message) {
      return [
        message.resendable ? h("p", { class: "actions mb-3" }, mayDo(operator, ["ADMIN"]) ? button(t("messages.resend"), resend) : h("span", { class: "quiet" }, t("messages.adminOnly"))) : null,
        h("div", { class: "beside wide" }, [
          h("section", { class: "card" }, facts([
            [t("messages.number"), h("code", message.messageNo)], [t("messages.businessId"), h("code", message.businessId)],
            [t("messages.openid"), link(message.openid, "followers", { openid: message.openid })], [t("messages.created"), time(message.createdAt)], [t("messages.updated"), time(message.updatedAt)],
            [t("messages.attempts"), String(message.attempts)], [t("messages.resends"), String(message.resends)], [t("messages.wechatId"), message.wechatMsgId ? h("code", message.wechatMsgId) : null],
            [t("messages.delivery"), message.delivery ? word("delivery", message.delivery) : null], [t("messages.error"), message.errorCode === undefined || message.errorCode === null ? null : String(message.errorCode)],
            [t("messages.problem"), wechatProblem(message.problem)], [t("messages.next"), time(message.nextAttemptAt)],
          ])),
          h("section", { class: "card" }, [
            h("h2", t("messages.content")),
            preview.value
              ? noticeCard(preview.value)
              : facts(Object.entries(message.fields).map(([name, value]) => [word("sceneField", name), value])),
          ]),
        ]),
        h("section", { class: "part" }, [
          h("h2", t("messages.history")),
          table(t("messages.history"), [
            ["at", t("messages.at"), (entry) => time(entry.at)],
            ["event", t("messages.event"), (entry) => word("messageEvent", entry.event)],
            ["detail", t("messages.detail"), (entry) => (entry.event === "REPORTED" ? word("delivery", entry.detail) : entry.detail ?? "—")],
            ["by", t("messages.by"), (entry) => (entry.operatorNo ? who(entry.operatorNo, operator) : "—")],
          ], message.history ?? [], (entry) => entry.at + entry.event),
        ]),
      ];
    }

    return () => {
      const message = one.value;
      return [
        h("p", link(`← ${t("messages.back")}`, "messages")),
        h("h1", { tabindex: -1 }, message ? [word("scene", message.scene), " ", badge("messageStatus", message.status, TONES)] : t("messages.title")),
        notice("bad", one.problem, one.problem ? button(t("again"), load, "outline-primary") : null),
        message ? detail(message) : one.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
        dialog.view(),
      ];
    };
  },
};

export const messages = {
  name: "messages",
  texts: messageTexts,
  component: { props: ["operator", "say"], setup: (props) => () => (place.query.message ? h(Message, { operator: props.operator, say: props.say }) : h(MessageList)) },
};
