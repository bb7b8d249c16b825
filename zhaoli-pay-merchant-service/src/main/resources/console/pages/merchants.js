// Merchants: the list with what waits for a decision first, and one merchant with everything that
// an operator decides on. The address names the merchant, so that it can be kept and handed on.
import { h, nextTick, onBeforeUnmount, onMounted, reactive, watch } from "/ops/assets/vue.js";
import { i18n, t, time, word } from "/ops/assets/language.js";
import { api } from "/ops/assets/api.js";
import { button, explain, facts, field, notice, pages, pageView, select, table, textInput, useDialog } from "/ops/assets/parts.js";
import { openConsole } from "/ops/assets/frame.js";

const TONES = { SUBMITTED: "wait", APPROVED: "good", SUSPENDED: "bad", REJECTED: "off", ENABLED: "good", DISABLED: "bad", ACTIVE: "good" };
const STATUSES = ["SUBMITTED", "APPROVED", "SUSPENDED", "REJECTED"];

const texts = {
  zh: {
    merchants: {
      title: "商户", caption: "商户列表", status: "状态", search: "搜索", searchHint: "名称的一部分，或完整的商户号、信用代码", searchAct: "搜索",
      name: "商户名称", number: "商户号", code: "统一社会信用代码", applied: "申请时间", back: "返回列表", contact: "联系人", phone: "联系电话",
      settlement: "结算账户", noSettlement: "该商户申请时尚未登记结算账户。", type: "账户类型", holder: "开户名称", account: "银行账号", bank: "开户银行", branch: "开户支行",
      licence: "营业执照", showLicence: "查看营业执照", licenceNote: "每次查看都会记入审计日志。", licenceAlt: "{name} 的营业执照",
      decision: "审核结果", rejectReason: "驳回原因", auditedBy: "审核人", auditedAt: "审核时间", about: "商户资料",
      approve: "通过", approveTitle: "通过「{name}」的申请？", approveText: "将为商户创建应用和密钥，并通过微信通知商户。",
      reject: "驳回", rejectTitle: "驳回「{name}」的申请？", rejectText: "商户会在微信和入驻页面看到原因，修改后可重新申请。", why: "原因（商户可见）",
      suspend: "暂停", suspendTitle: "暂停「{name}」？", suspendText: "该商户的所有接口调用将被拒绝，直到恢复。",
      resume: "恢复", resumeTitle: "恢复「{name}」？", resumeText: "该商户的接口调用将重新放行。",
      app: "应用", appId: "应用 appId", keys: "密钥", keyId: "密钥编号", created: "创建时间", expires: "失效时间",
      disable: "停用应用", disableTitle: "停用应用 {app}？", disableText: "该应用的所有密钥立即失效。", whyInternal: "原因（记入审计日志）",
      enable: "启用应用", enableTitle: "启用应用 {app}？", enableText: "该应用的密钥将重新生效。",
      reissue: "补发密钥", reissueTitle: "为「{name}」补发密钥？", reissueText: "旧密钥立即失效。新密钥只在商户申请时使用的浏览器中显示。",
      done: { approve: "已通过", reject: "已驳回", suspend: "已暂停", resume: "已恢复", disable: "应用已停用", enable: "应用已启用", reissue: "密钥已补发" },
    },
    merchantStatus: { SUBMITTED: "待审核", APPROVED: "已通过", SUSPENDED: "已暂停", REJECTED: "已驳回" },
    appStatus: { ENABLED: "已启用", DISABLED: "已停用" },
    keyStatus: { ACTIVE: "有效", EXPIRED: "已失效", REVOKED: "已吊销" },
    accountType: { CORPORATE: "对公账户", PERSONAL: "对私账户（个人）" },
  },
  en: {
    merchants: {
      title: "Merchants", caption: "List of merchants", status: "Status", search: "Search", searchHint: "A part of the name, or the whole number or credit code", searchAct: "Search",
      name: "Name", number: "Merchant number", code: "Credit code", applied: "Applied", back: "Back to the list", contact: "Contact", phone: "Phone",
      settlement: "Account for settlement", noSettlement: "This merchant applied before accounts were asked for.", type: "Kind", holder: "Holder", account: "Account number", bank: "Bank", branch: "Branch",
      licence: "Business licence", showLicence: "Show the licence", licenceNote: "Each look is put in the audit log.", licenceAlt: "Business licence of {name}",
      decision: "Decision", rejectReason: "Reason", auditedBy: "Decided by", auditedAt: "Decided at", about: "About the merchant",
      approve: "Approve", approveTitle: "Approve “{name}”?", approveText: "An app with its keys is made, and the merchant is told by WeChat.",
      reject: "Reject", rejectTitle: "Reject “{name}”?", rejectText: "The merchant reads the reason in WeChat and on its page, and may apply again.", why: "Reason (the merchant reads it)",
      suspend: "Suspend", suspendTitle: "Suspend “{name}”?", suspendText: "All calls of this merchant are refused until it is resumed.",
      resume: "Resume", resumeTitle: "Resume “{name}”?", resumeText: "Calls of this merchant are let in again.",
      app: "App", appId: "App id", keys: "Keys", keyId: "Key id", created: "Made", expires: "Ends",
      disable: "Disable the app", disableTitle: "Disable app {app}?", disableText: "All its keys are out of force at once.", whyInternal: "Reason (for the audit log)",
      enable: "Enable the app", enableTitle: "Enable app {app}?", enableText: "Its keys are in force again.",
      reissue: "Reissue keys", reissueTitle: "Reissue the keys of “{name}”?", reissueText: "The old keys end at once. The new one is shown only in the browser that the merchant applied with.",
      done: { approve: "Approved", reject: "Rejected", suspend: "Suspended", resume: "Resumed", disable: "The app is disabled", enable: "The app is enabled", reissue: "The keys are reissued" },
    },
    merchantStatus: { SUBMITTED: "To decide", APPROVED: "Approved", SUSPENDED: "Suspended", REJECTED: "Rejected" },
    appStatus: { ENABLED: "Enabled", DISABLED: "Disabled" },
    keyStatus: { ACTIVE: "In force", EXPIRED: "Ended", REVOKED: "Revoked" },
    accountType: { CORPORATE: "Corporate account", PERSONAL: "Personal account" },
  },
};

const badge = (group, status) => h("span", { class: ["state", TONES[status] || "off"] }, word(group, status));
const asked = () => new URLSearchParams(location.search);

function setup({ say }) {
  const filter = reactive({ status: asked().get("status") ?? "SUBMITTED", search: asked().get("search") ?? "" });
  const list = pages((after) => api.get("/merchants", { status: filter.status, search: filter.search.trim(), after, limit: 20 }));
  const one = reactive({ number: null, merchant: null, problem: null, picture: null, pictureProblem: null });
  const dialog = useDialog();

  function dropPicture() {
    if (one.picture) URL.revokeObjectURL(one.picture);
    one.picture = null;
    one.pictureProblem = null;
  }

  async function load() {
    const { number } = one;
    one.problem = null;
    try {
      const merchant = await api.get(`/merchants/${encodeURIComponent(number)}`);
      if (number === one.number) one.merchant = merchant;
    } catch (refusal) {
      if (number === one.number) one.problem = explain(refusal);
    }
  }

  /** Shows what the address names. */
  async function follow() {
    const number = asked().get("merchantNo");
    dropPicture();
    Object.assign(one, { number, merchant: null, problem: null });
    if (number) await load();
    else await list.load();
    nextTick(() => document.querySelector("main h1")?.focus());
  }

  function go(event, address) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", address);
    follow();
  }

  function search(event) {
    event?.preventDefault();
    const parameters = new URLSearchParams({ status: filter.status, search: filter.search.trim() });
    history.replaceState(null, "", `/ops/merchants?${parameters}`);
    list.load();
  }

  const listAddress = () => `/ops/merchants?${new URLSearchParams({ status: filter.status, search: filter.search.trim() })}`;

  onMounted(() => {
    window.addEventListener("popstate", follow);
    follow();
  });
  onBeforeUnmount(() => {
    window.removeEventListener("popstate", follow);
    dropPicture();
  });
  watch(i18n.global.locale, () => { one.problem = null; });

  async function showPicture() {
    dropPicture();
    try {
      one.picture = URL.createObjectURL(await api.file(`/merchants/${encodeURIComponent(one.number)}/licence`));
    } catch (refusal) {
      one.pictureProblem = explain(refusal);
    }
  }

  /** Asks, does it, and shows how things stand then: also after a refusal, which may mean that they have moved. */
  function act(name, { path, words = {}, reason, tone, body = (why) => ({ reason: why }) }) {
    dialog.ask({
      title: t(`merchants.${name}Title`, words), text: t(`merchants.${name}Text`), submit: t(`merchants.${name}`), reason, tone,
      act: async (why) => {
        try {
          await api.post(path, reason ? body(why) : undefined);
          say(t(`merchants.done.${name}`));
        } finally {
          await load();
        }
      },
    });
  }

  function actions(merchant) {
    const path = `/merchants/${encodeURIComponent(merchant.merchantNo)}`;
    const words = { name: merchant.name };
    const why = t("merchants.why");
    switch (merchant.status) {
      case "SUBMITTED": return [
        button(t("merchants.approve"), () => act("approve", { path: `${path}/approve`, words })),
        button(t("merchants.reject"), () => act("reject", { path: `${path}/reject`, words, reason: why, tone: "danger" }), "danger"),
      ];
      case "APPROVED": return [button(t("merchants.suspend"), () => act("suspend", { path: `${path}/suspend`, words, reason: why, tone: "danger" }), "danger")];
      case "SUSPENDED": return [button(t("merchants.resume"), () => act("resume", { path: `${path}/resume`, words, reason: why }))];
      default: return [];
    }
  }

  function appCard(merchant) {
    const { app } = merchant;
    const words = { app: app.appId, name: merchant.name };
    const reason = t("merchants.whyInternal");
    const path = `/apps/${encodeURIComponent(app.appId)}`;
    return h("section", { class: "card" }, [
      h("h2", t("merchants.app")),
      facts([[t("merchants.appId"), h("code", app.appId)], [t("merchants.status"), badge("appStatus", app.status)]]),
      table(t("merchants.keys"), [
        ["keyId", t("merchants.keyId"), (key) => h("code", key.keyId)],
        ["status", t("merchants.status"), (key) => badge("keyStatus", key.status)],
        ["created", t("merchants.created"), (key) => time(key.createdAt)],
        ["expires", t("merchants.expires"), (key) => time(key.expiresAt) || "—"],
      ], app.keys, (key) => key.keyId),
      h("p", { class: "actions mt-3" }, [
        app.status === "ENABLED"
          ? button(t("merchants.disable"), () => act("disable", { path: `${path}/disable`, words, reason, tone: "danger" }), "danger")
          : button(t("merchants.enable"), () => act("enable", { path: `${path}/enable`, words, reason })),
        merchant.status === "APPROVED"
          ? button(t("merchants.reissue"), () => act("reissue", { path: `/merchants/${encodeURIComponent(merchant.merchantNo)}/keys/reissue`, words, reason, tone: "danger" }), "outline-primary")
          : null,
      ]),
    ]);
  }

  function detail() {
    const back = h("p", h("a", { href: listAddress(), onClick: (event) => go(event, listAddress()) }, `← ${t("merchants.back")}`));
    const { merchant } = one;
    if (!merchant) {
      return [back, h("h1", { tabindex: -1 }, t("merchants.title")), one.problem ? notice("bad", one.problem, button(t("again"), load, "outline-primary")) : h("p", { class: "quiet", role: "status" }, t("loading"))];
    }
    const { settlement } = merchant;
    return [
      back,
      h("h1", { tabindex: -1 }, [merchant.name, " ", badge("merchantStatus", merchant.status)]),
      notice("bad", one.problem),
      h("p", { class: "actions mb-3" }, actions(merchant)),
      h("div", { class: "columns" }, [
        h("section", { class: "card" }, [
          h("h2", t("merchants.about")),
          facts([
            [t("merchants.number"), h("code", merchant.merchantNo)], [t("merchants.code"), h("code", merchant.creditCode)],
            [t("merchants.contact"), merchant.contactName], [t("merchants.phone"), merchant.contactPhone], [t("merchants.applied"), time(merchant.createdAt)],
            [t("merchants.auditedAt"), time(merchant.auditedAt)], [t("merchants.auditedBy"), merchant.auditedBy ? h("code", merchant.auditedBy) : null],
            [t("merchants.rejectReason"), merchant.rejectReason],
          ]),
        ]),
        h("section", { class: "card" }, [
          h("h2", t("merchants.settlement")),
          settlement
            ? facts([
                [t("merchants.type"), word("accountType", settlement.accountType)], [t("merchants.holder"), settlement.accountHolder],
                [t("merchants.account"), settlement.accountNumber], [t("merchants.bank"), settlement.bankName], [t("merchants.branch"), settlement.branchName],
              ])
            : h("p", { class: "quiet" }, t("merchants.noSettlement")),
        ]),
      ]),
      h("section", { class: "card" }, [
        h("h2", t("merchants.licence")),
        one.picture
          ? h("img", { class: "licence", src: one.picture, alt: t("merchants.licenceAlt", { name: merchant.name }) })
          : [h("p", { class: "quiet" }, t("merchants.licenceNote")), notice("bad", one.pictureProblem), button(t("merchants.showLicence"), showPicture, "outline-primary")],
      ]),
      merchant.app ? appCard(merchant) : null,
    ];
  }

  function overview() {
    return [
      h("h1", { tabindex: -1 }, t("merchants.title")),
      h("form", { class: "filters", role: "search", novalidate: "", onSubmit: search }, [
        field("status", t("merchants.status"), select(filter, "status", [["", t("all")], ...STATUSES.map((status) => [status, word("merchantStatus", status)])], search)),
        field("search", t("merchants.search"), textInput(filter, "search", { type: "search", maxlength: 100, placeholder: t("merchants.searchHint") })),
        h("p", { class: "actions" }, h("button", { type: "submit", class: "btn btn-primary" }, t("merchants.searchAct"))),
      ]),
      pageView(list, (items) => table(t("merchants.caption"), [
        ["name", t("merchants.name"), (merchant) => {
          const address = `/ops/merchants?${new URLSearchParams({ merchantNo: merchant.merchantNo })}`;
          return h("a", { href: address, onClick: (event) => go(event, address) }, merchant.name);
        }],
        ["status", t("merchants.status"), (merchant) => badge("merchantStatus", merchant.status)],
        ["code", t("merchants.code"), (merchant) => h("code", merchant.creditCode)],
        ["applied", t("merchants.applied"), (merchant) => time(merchant.createdAt)],
      ], items, (merchant) => merchant.merchantNo)),
    ];
  }

  return () => [one.number ? detail() : overview(), dialog.view()];
}

openConsole({ page: "merchants", texts, roles: ["AUDITOR"], setup });
