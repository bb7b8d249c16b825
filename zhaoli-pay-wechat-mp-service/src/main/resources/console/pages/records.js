// The audit log of the official account: what was done, by whom, to what.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, field, pages, pageView, table, textInput } from "/ops/assets/parts.js";
import { who } from "./more-parts.js";
import { link, note, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const VIEWS = {
  mnv_: ["menus", "version"], rul_: ["rules", "rule"], tpl_: ["messages", "message"],
  flc_: ["followers", "change"], scn_: ["codes", "code"],
};

const texts = {
  zh: {
    views: { records: "操作记录" },
    records: { title: "公众号操作记录", caption: "操作记录，最新的在前", at: "时间", who: "操作人", action: "操作", subject: "对象", detail: "说明", subjectFilter: "对象编号", subjectHint: "菜单版本、规则等的编号" },
    wechatAction: {
      QR_CODE_CREATED: "新建二维码", QR_CODE_CHANGED: "修改二维码", QR_CODE_ENABLED: "启用二维码", QR_CODE_DISABLED: "停用二维码",
      REPLY_RULE_CREATED: "新建回复规则", REPLY_RULE_CHANGED: "修改回复规则", REPLY_RULE_ENABLED: "启用回复规则", REPLY_RULE_DISABLED: "停用回复规则", REPLY_RULE_DELETED: "删除回复规则", CONVERSATIONS_READ: "查看对话记录",
      MENU_DRAFTED: "新建菜单草稿", MENU_EDITED: "修改菜单草稿", MENU_DISCARDED: "删除菜单草稿", MENU_PUBLISH_BEGUN: "开始发布菜单", MENU_ROLLBACK_BEGUN: "开始回滚菜单", MENU_PUBLISHED: "菜单已发布", MENU_REFUSED: "微信拒绝菜单", MENU_GIVEN_UP: "菜单发布未完成",
      TEMPLATE_CHANGED: "修改消息模板", MESSAGE_RESENT: "重发模板消息", FOLLOWERS_TAG_BEGUN: "为粉丝打标签", FOLLOWERS_UNTAG_BEGUN: "去除粉丝的标签", FOLLOWER_REMARK_BEGUN: "修改粉丝备注", FOLLOWERS_BLOCK_BEGUN: "拉黑粉丝", FOLLOWERS_UNBLOCK_BEGUN: "将粉丝移出黑名单",
      TAG_CREATE_BEGUN: "新建标签", TAG_RENAME_BEGUN: "标签改名", TAG_DELETE_BEGUN: "删除标签", FOLLOWER_CHANGE_ENDED: "粉丝变更结束", FOLLOWER_SYNC_BEGUN: "开始同步粉丝", FOLLOWER_SYNC_STOPPED: "停止同步粉丝",
    },
  },
  en: {
    views: { records: "Records" },
    records: { title: "What operators did", caption: "Entries of the audit log, the newest first", at: "Time", who: "Who", action: "Action", subject: "Subject", detail: "Detail", subjectFilter: "Subject", subjectHint: "Number of a menu version, a rule or the like" },
    wechatAction: {
      QR_CODE_CREATED: "QR code made", QR_CODE_CHANGED: "QR code changed", QR_CODE_ENABLED: "QR code enabled", QR_CODE_DISABLED: "QR code disabled",
      REPLY_RULE_CREATED: "Reply rule made", REPLY_RULE_CHANGED: "Reply rule changed", REPLY_RULE_ENABLED: "Reply rule enabled", REPLY_RULE_DISABLED: "Reply rule disabled", REPLY_RULE_DELETED: "Reply rule deleted", CONVERSATIONS_READ: "Conversations looked at",
      MENU_DRAFTED: "Menu drafted", MENU_EDITED: "Menu draft changed", MENU_DISCARDED: "Menu draft thrown away", MENU_PUBLISH_BEGUN: "Publication begun", MENU_ROLLBACK_BEGUN: "Roll-back begun", MENU_PUBLISHED: "Menu published", MENU_REFUSED: "Menu refused by WeChat", MENU_GIVEN_UP: "Publication not completed",
      TEMPLATE_CHANGED: "Template changed", MESSAGE_RESENT: "Message sent again", FOLLOWERS_TAG_BEGUN: "Tag given", FOLLOWERS_UNTAG_BEGUN: "Tag taken away", FOLLOWER_REMARK_BEGUN: "Remark changed", FOLLOWERS_BLOCK_BEGUN: "Followers blocked", FOLLOWERS_UNBLOCK_BEGUN: "Followers unblocked",
      TAG_CREATE_BEGUN: "Tag made", TAG_RENAME_BEGUN: "Tag renamed", TAG_DELETE_BEGUN: "Tag deleted", FOLLOWER_CHANGE_ENDED: "Change of followers ended", FOLLOWER_SYNC_BEGUN: "Sync begun", FOLLOWER_SYNC_STOPPED: "Sync stopped",
    },
  },
};

const Records = {
  props: ["operator"],
  setup({ operator }) {
    const filter = reactive({ subject: place.query.subject ?? "" });
    const list = pages((after) => wechat.get("/audit-log", { subject: filter.subject.trim(), after, limit: 30 }));

    onMounted(list.load);

    function search(event) {
      event?.preventDefault();
      note({ subject: filter.subject.trim() });
      list.load();
    }

    function clear() {
      filter.subject = "";
      search();
    }

    function subject(entry) {
      const [view, key] = VIEWS[entry.subject.slice(0, 4)] ?? [];
      return view ? link(entry.subject, view, { [key]: entry.subject }) : h("code", entry.subject);
    }

    return () => [
      h("h1", { tabindex: -1 }, t("records.title")),
      h("form", { class: "filters single", role: "search", novalidate: "", onSubmit: search }, [
        field("subject", t("records.subjectFilter"), textInput(filter, "subject", { maxlength: 64, placeholder: t("records.subjectHint") })),
        h("p", { class: "actions" }, [h("button", { type: "submit", class: "btn btn-primary" }, t("filter")), button(t("reset"), clear, "outline-primary")]),
      ]),
      pageView(list, (items) => table(t("records.caption"), [
        ["at", t("records.at"), (entry) => time(entry.at)],
        ["who", t("records.who"), (entry) => who(entry.operatorNo, operator)],
        ["action", t("records.action"), (entry) => word("wechatAction", entry.action)],
        ["subject", t("records.subject"), subject],
        ["detail", t("records.detail"), (entry) => entry.detail ?? "—"],
      ], items, (entry) => entry.id)),
    ];
  },
};

export const records = { name: "records", texts, component: Records };
