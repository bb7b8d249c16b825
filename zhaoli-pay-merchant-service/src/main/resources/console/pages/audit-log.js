// The audit log: what was done, by whom, to what. Administrators see operators by their names.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { api } from "/ops/assets/api.js";
import { button, field, pages, pageView, table, textInput } from "/ops/assets/parts.js";
import { mayDo, openConsole } from "/ops/assets/frame.js";

const texts = {
  zh: {
    audit: {
      title: "审计日志", caption: "审计日志条目", at: "时间", who: "操作人", action: "操作", subject: "对象", detail: "说明",
      subjectFilter: "对象编号", subjectHint: "商户号、应用或操作员编号", whoFilter: "操作人编号", nobody: "未登录者",
    },
    action: {
      OPERATOR_CREATED: "创建操作员", OPERATOR_LOGIN: "登录", OPERATOR_LOGIN_FAILED: "登录失败", OPERATOR_LOGIN_LOCKED: "登录被锁定", OPERATOR_LOGOUT: "退出登录",
      OPERATOR_SESSION_ENDED: "结束会话", OPERATOR_PASSWORD_CHANGED: "修改密码", OPERATOR_PASSWORD_REFUSED: "原密码错误", OPERATOR_PASSWORD_RESET: "重置密码",
      OPERATOR_ROLES_CHANGED: "变更角色", OPERATOR_DISABLED: "停用操作员", OPERATOR_ENABLED: "启用操作员", MERCHANT_APPROVED: "通过商户", MERCHANT_REJECTED: "驳回商户",
      CREDENTIALS_SHOWN: "查看密钥", CREDENTIALS_CONFIRMED: "确认保存密钥", MERCHANT_SUSPENDED: "暂停商户", MERCHANT_RESUMED: "恢复商户", APP_DISABLED: "停用应用",
      APP_ENABLED: "启用应用", KEY_ROTATED: "轮换密钥", KEY_REVOKED: "吊销密钥", KEY_REISSUED: "补发密钥", LICENCE_VIEWED: "查看营业执照",
    },
  },
  en: {
    audit: {
      title: "Audit log", caption: "Entries of the audit log", at: "Time", who: "Who", action: "Action", subject: "Subject", detail: "Detail",
      subjectFilter: "Subject", subjectHint: "Number of a merchant, app or operator", whoFilter: "Who acted", nobody: "Nobody logged in",
    },
    action: {
      OPERATOR_CREATED: "Operator created", OPERATOR_LOGIN: "Login", OPERATOR_LOGIN_FAILED: "Login failed", OPERATOR_LOGIN_LOCKED: "Login locked", OPERATOR_LOGOUT: "Logout",
      OPERATOR_SESSION_ENDED: "Session ended", OPERATOR_PASSWORD_CHANGED: "Password changed", OPERATOR_PASSWORD_REFUSED: "Old password wrong", OPERATOR_PASSWORD_RESET: "Password reset",
      OPERATOR_ROLES_CHANGED: "Roles changed", OPERATOR_DISABLED: "Operator disabled", OPERATOR_ENABLED: "Operator enabled", MERCHANT_APPROVED: "Merchant approved", MERCHANT_REJECTED: "Merchant rejected",
      CREDENTIALS_SHOWN: "Keys shown", CREDENTIALS_CONFIRMED: "Keys kept", MERCHANT_SUSPENDED: "Merchant suspended", MERCHANT_RESUMED: "Merchant resumed", APP_DISABLED: "App disabled",
      APP_ENABLED: "App enabled", KEY_ROTATED: "Key rotated", KEY_REVOKED: "Key revoked", KEY_REISSUED: "Key reissued", LICENCE_VIEWED: "Licence viewed",
    },
  },
};

function setup({ operator }) {
  const filter = reactive({ subject: new URLSearchParams(location.search).get("subject") ?? "", operatorNo: "" });
  const names = reactive({ nobody: null, [operator.operatorNo]: operator.username });
  const list = pages((after) => api.get("/audit-log", { subject: filter.subject.trim(), operatorNo: filter.operatorNo.trim(), after, limit: 30 }));

  onMounted(() => {
    list.load();
    if (mayDo(operator, ["ADMIN"])) learnNames();
  });

  async function learnNames() {
    try {
      const { items } = await api.get("/operators", { limit: 200 });
      items.forEach((each) => { names[each.operatorNo] = each.username; });
    } catch (refusal) {
      // Numbers say it, too.
    }
  }

  function search(event) {
    event.preventDefault();
    list.load();
  }

  function clear() {
    Object.assign(filter, { subject: "", operatorNo: "" });
    list.load();
  }

  const named = (number) => (number === "nobody" ? t("audit.nobody") : names[number] ? [names[number], " ", h("code", { class: "quiet" }, number)] : h("code", number));

  return () => [
    h("h1", { tabindex: -1 }, t("audit.title")),
    h("form", { class: "filters halves", role: "search", novalidate: "", onSubmit: search }, [
      field("subject", t("audit.subjectFilter"), textInput(filter, "subject", { maxlength: 64, placeholder: t("audit.subjectHint") })),
      field("operatorNo", t("audit.whoFilter"), textInput(filter, "operatorNo", { maxlength: 64, placeholder: "opr_…" })),
      h("p", { class: "actions" }, [h("button", { type: "submit", class: "btn btn-primary" }, t("filter")), button(t("reset"), clear, "outline-primary")]),
    ]),
    pageView(list, (items) => table(t("audit.caption"), [
      ["at", t("audit.at"), (entry) => time(entry.at)],
      ["who", t("audit.who"), (entry) => named(entry.operatorNo)],
      ["action", t("audit.action"), (entry) => word("action", entry.action)],
      ["subject", t("audit.subject"), (entry) => named(entry.subject)],
      ["detail", t("audit.detail"), (entry) => entry.detail ?? "—"],
    ], items, (entry) => entry.id)),
  ];
}

openConsole({ page: "audit", texts, roles: ["AUDITOR"], setup });
