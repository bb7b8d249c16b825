// Operators, for administrators: who may do what. Initial passwords are shown once, here.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { api } from "/ops/assets/api.js";
import { button, explain, field, notice, pages, pageView, table, textInput, useDialog } from "/ops/assets/parts.js";
import { openConsole } from "/ops/assets/frame.js";

const ROLES = ["ADMIN", "AUDITOR"];

const texts = {
  zh: {
    operators: {
      title: "操作员", caption: "操作员列表", create: "新建操作员", username: "用户名", nameHint: "3 至 32 位小写字母、数字、点、连字符或下划线，以字母开头",
      badName: "请按以上规则填写用户名", roles: "角色", noRole: "请至少选择一个角色", submit: "创建", status: "状态", created: "创建时间", actions: "操作", you: "（您）",
      waiting: "等待首次登录，{until} 前有效", changeRoles: "变更角色", rolesTitle: "变更 {name} 的角色", disable: "停用", disableTitle: "停用 {name}？",
      disableText: "其所有登录会话立即结束，且不能再登录。", enable: "启用", enableTitle: "启用 {name}？", enableText: "可以用原密码重新登录。", why: "原因（记入审计日志）",
      passwordReset: "重置密码", resetTitle: "重置 {name} 的密码？", resetText: "其所有登录会话立即结束，原密码失效。您会得到一个仅用于首次登录的初始密码。",
      initialTitle: "{name} 的初始密码", initialText: "请通过安全的方式交给本人。该密码只显示这一次，{until} 前可用于首次登录，登录时须设置自己的密码。",
      done: { roles: "角色已变更", disable: "已停用", enable: "已启用" }, of: "{act}：{name}",
    },
    operatorStatus: { ENABLED: "已启用", DISABLED: "已停用" },
    roleText: { ADMIN: "全部权限，包括管理操作员", AUDITOR: "审核商户、管理应用、查看审计日志" },
  },
  en: {
    operators: {
      title: "Operators", caption: "List of operators", create: "New operator", username: "User name", nameHint: "3 to 32 small letters, digits, dots, hyphens or underscores, a letter first",
      badName: "A user name as described above, please", roles: "Roles", noRole: "At least one role, please", submit: "Create", status: "Status", created: "Made", actions: "Actions", you: "(you)",
      waiting: "First login open until {until}", changeRoles: "Change roles", rolesTitle: "Roles of {name}", disable: "Disable", disableTitle: "Disable {name}?",
      disableText: "All sessions end at once, and no login is possible.", enable: "Enable", enableTitle: "Enable {name}?", enableText: "Login is possible again with the same password.", why: "Reason (for the audit log)",
      passwordReset: "Reset password", resetTitle: "Reset the password of {name}?", resetText: "All sessions end at once and the old password is void. You get an initial password for one first login.",
      initialTitle: "Initial password of {name}", initialText: "Hand it over in a safe way. It is shown this one time and opens the first login until {until}, at which its owner chooses another.",
      done: { roles: "Roles changed", disable: "Disabled", enable: "Enabled" }, of: "{act}: {name}",
    },
    operatorStatus: { ENABLED: "Enabled", DISABLED: "Disabled" },
    roleText: { ADMIN: "Everything, operators included", AUDITOR: "Decides on merchants, keeps apps, reads the audit log" },
  },
};

function setup({ operator: me, say }) {
  const list = pages((after) => api.get("/operators", { after, limit: 50 }));
  const form = reactive({ username: "", roles: ["AUDITOR"], badName: false, noRole: false, busy: false, problem: null });
  const chosen = reactive({ roles: [] });
  const dialog = useDialog();

  onMounted(list.load);

  /** Boxes for the roles of `state`. */
  function boxes(id, state) {
    return h("fieldset", { class: "field" }, [
      h("legend", t("operators.roles")),
      ROLES.map((role) => h("div", { class: "form-check", key: role }, [
        h("input", {
          id: `${id}-${role}`, class: "form-check-input", type: "checkbox", checked: state.roles.includes(role),
          onChange: (event) => { state.roles = ROLES.filter((each) => (each === role ? event.target.checked : state.roles.includes(each))); },
        }),
        h("label", { for: `${id}-${role}`, class: "form-check-label" }, [word("role", role), " ", h("span", { class: "quiet" }, t(`roleText.${role}`))]),
      ])),
      state.noRole ? h("p", { class: "wrong-words", role: "alert" }, t("operators.noRole")) : null,
    ]);
  }

  function showInitial(answer) {
    dialog.ask({
      title: t("operators.initialTitle", { name: answer.username }),
      text: t("operators.initialText", { until: time(answer.initialUntil) }),
      content: () => h("p", h("code", { class: "secret", id: "initial-password" }, answer.initialPassword)),
    });
  }

  async function create(event) {
    event.preventDefault();
    if (form.busy) return;
    form.badName = !/^[a-z][a-z0-9._-]{2,31}$/.test(form.username.trim());
    form.noRole = form.roles.length === 0;
    form.problem = null;
    if (form.badName || form.noRole) {
      document.getElementById(form.badName ? "username" : "new-ADMIN").focus();
      return;
    }
    form.busy = true;
    try {
      const answer = await api.post("/operators", { username: form.username.trim(), roles: form.roles });
      Object.assign(form, { username: "", roles: ["AUDITOR"] });
      showInitial(answer);
      await list.load();
    } catch (refusal) {
      form.problem = explain(refusal);
    } finally {
      form.busy = false;
    }
  }

  function changeRoles(operator) {
    chosen.roles = [...operator.roles];
    dialog.ask({
      title: t("operators.rolesTitle", { name: operator.username }), submit: t("save"), content: () => boxes("roles", chosen),
      act: async () => {
        await api.put(`/operators/${operator.operatorNo}/roles`, { roles: chosen.roles });
        say(t("operators.done.roles"));
        await list.load();
      },
    });
  }

  function move(operator, name, tone) {
    dialog.ask({
      title: t(`operators.${name}Title`, { name: operator.username }), text: t(`operators.${name}Text`), submit: t(`operators.${name}`), reason: t("operators.why"), tone,
      act: async (reason) => {
        await api.post(`/operators/${operator.operatorNo}/${name}`, { reason });
        say(t(`operators.done.${name}`));
        await list.load();
      },
    });
  }

  function resetPassword(operator) {
    let answer = null;
    dialog.ask({
      title: t("operators.resetTitle", { name: operator.username }), text: t("operators.resetText"), submit: t("operators.passwordReset"), tone: "danger",
      act: async () => {
        answer = await api.post(`/operators/${operator.operatorNo}/password-reset`);
        await list.load();
      },
      then: () => { if (answer) showInitial(answer); },
    });
  }

  const act = (operator, name, onClick, kind = "outline-primary") =>
    button(t(`operators.${name}`), onClick, `${kind} btn-sm`, { "aria-label": t("operators.of", { act: t(`operators.${name}`), name: operator.username }) });

  const actions = (operator) => h("div", { class: "actions" }, [
    act(operator, "changeRoles", () => changeRoles(operator)),
    operator.operatorNo === me.operatorNo ? null : act(operator, "passwordReset", () => resetPassword(operator)),
    operator.status === "ENABLED"
      ? act(operator, "disable", () => move(operator, "disable", "danger"), "danger")
      : act(operator, "enable", () => move(operator, "enable")),
  ]);

  return () => [
    h("h1", { tabindex: -1 }, t("operators.title")),
    h("form", { class: "card", novalidate: "", onSubmit: create }, [
      h("h2", t("operators.create")),
      h("div", { class: "columns" }, [
        field("username", t("operators.username"), textInput(form, "username", { maxlength: 32, autocapitalize: "none" }), { hint: t("operators.nameHint"), problem: form.badName ? t("operators.badName") : null }),
        boxes("new", form),
      ]),
      notice("bad", form.problem),
      h("button", { type: "submit", class: "btn btn-primary", disabled: form.busy }, t("operators.submit")),
    ]),
    pageView(list, (items) => table(t("operators.caption"), [
      ["username", t("operators.username"), (operator) => [
        h("strong", operator.username), operator.operatorNo === me.operatorNo ? ` ${t("operators.you")}` : null, " ", h("code", { class: "quiet" }, operator.operatorNo),
      ]],
      ["roles", t("operators.roles"), (operator) => operator.roles.map((role) => word("role", role)).join(" · ")],
      ["status", t("operators.status"), (operator) => [
        h("span", { class: ["state", operator.status === "ENABLED" ? "good" : "bad"] }, word("operatorStatus", operator.status)),
        operator.initialUntil ? h("p", { class: "quiet" }, t("operators.waiting", { until: time(operator.initialUntil) })) : null,
      ]],
      ["created", t("operators.created"), (operator) => time(operator.createdAt)],
      ["actions", t("operators.actions"), actions],
    ], items, (operator) => operator.operatorNo)),
    dialog.view(),
  ];
}

openConsole({ page: "operators", texts, roles: ["ADMIN"], setup });
