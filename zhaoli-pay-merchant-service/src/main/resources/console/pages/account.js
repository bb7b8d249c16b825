// The operator's own account: the password, and where the operator is logged in.
import { h, nextTick, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { api } from "/ops/assets/api.js";
import { button, explain, facts, field, notice, pages, pageView, table, textInput } from "/ops/assets/parts.js";
import { openConsole } from "/ops/assets/frame.js";

const texts = {
  zh: {
    account: {
      title: "我的账户", me: "账户资料", username: "用户名", number: "编号", roles: "角色", password: "修改密码", oldPassword: "原密码",
      rule: "12 至 128 个字，不限字符种类，避免常见密码。", submit: "修改密码", changed: "密码已修改，其他登录会话已结束", sessions: "登录会话", caption: "登录会话列表",
      began: "登录时间", ends: "到期时间", address: "来源地址", kind: "方式", browser: "浏览器", token: "令牌", current: "当前会话", end: "结束", endOf: "结束 {began} 开始的会话", ended: "会话已结束", actions: "操作",
    },
  },
  en: {
    account: {
      title: "My account", me: "About you", username: "User name", number: "Number", roles: "Roles", password: "Change the password", oldPassword: "Old password",
      rule: "12 to 128 characters, of any kind, and not a common one.", submit: "Change password", changed: "Your password is changed, other sessions have ended", sessions: "Sessions", caption: "List of your sessions",
      began: "Began", ends: "Ends", address: "From", kind: "Kind", browser: "Browser", token: "Token", current: "This session", end: "End", endOf: "End the session that began {began}", ended: "The session has ended", actions: "Actions",
    },
  },
};

function setup({ operator, say }) {
  const list = pages(() => api.get("/sessions"));
  const form = reactive({ oldPassword: "", newPassword: "", repeat: "", missing: false, busy: false, problem: null });
  const names = ["oldPassword", "newPassword", "repeat"];

  onMounted(list.load);

  const problemOf = (name) => {
    if (form.missing && form[name] === "") return t("login.required");
    return name === "repeat" && form.repeat !== "" && form.repeat !== form.newPassword ? t("login.differ") : null;
  };

  async function change(event) {
    event.preventDefault();
    if (form.busy) return;
    form.missing = true;
    form.problem = null;
    await nextTick();
    const bad = names.find((name) => problemOf(name) !== null);
    if (bad) {
      document.getElementById(bad).focus();
      return;
    }
    form.busy = true;
    try {
      await api.put("/operators/me/password", { oldPassword: form.oldPassword, newPassword: form.newPassword });
      Object.assign(form, { oldPassword: "", newPassword: "", repeat: "", missing: false });
      say(t("account.changed"));
      await list.load();
    } catch (refusal) {
      form.problem = explain(refusal);
      const wrong = refusal.code === "OPERATOR_PASSWORD_WRONG" ? "oldPassword" : "newPassword";
      document.getElementById(wrong).focus();
    } finally {
      form.busy = false;
    }
  }

  async function end(session) {
    try {
      await api.remove(`/sessions/${session.sessionNo}`);
      say(t("account.ended"));
    } catch (refusal) {
      say(explain(refusal));
    }
    await list.load();
  }

  const password = (name, label, autocomplete, hint) =>
    field(name, label, textInput(form, name, { type: "password", autocomplete }), { hint, problem: problemOf(name) });

  return () => [
    h("h1", { tabindex: -1 }, t("account.title")),
    h("div", { class: "columns" }, [
      h("section", { class: "card" }, [
        h("h2", t("account.me")),
        facts([[t("account.username"), operator.username], [t("account.number"), h("code", operator.operatorNo)], [t("account.roles"), operator.roles.map((role) => word("role", role)).join(" · ")]]),
      ]),
      h("form", { class: "card", novalidate: "", onSubmit: change }, [
        h("h2", t("account.password")),
        // Password managers file the new one under this name.
        h("input", { type: "text", autocomplete: "username", value: operator.username, readonly: "", hidden: "" }),
        password("oldPassword", t("account.oldPassword"), "current-password"),
        password("newPassword", t("login.newPassword"), "new-password", t("account.rule")),
        password("repeat", t("login.repeat"), "new-password"),
        notice("bad", form.problem),
        h("button", { type: "submit", class: "btn btn-primary", disabled: form.busy }, t("account.submit")),
      ]),
    ]),
    h("section", [
      h("h2", t("account.sessions")),
      pageView(list, (items) => table(t("account.caption"), [
        ["began", t("account.began"), (session) => time(session.createdAt)],
        ["ends", t("account.ends"), (session) => time(session.expiresAt)],
        ["address", t("account.address"), (session) => session.address ?? "—"],
        ["kind", t("account.kind"), (session) => t(session.inBrowser ? "account.browser" : "account.token")],
        ["actions", t("account.actions"), (session) => (session.current
          ? h("strong", t("account.current"))
          : button(t("account.end"), () => end(session), "outline-primary btn-sm", { "aria-label": t("account.endOf", { began: time(session.createdAt) }) }))],
      ], items, (session) => session.sessionNo)),
    ]),
  ];
}

openConsole({ page: "account", texts, roles: [], setup });
