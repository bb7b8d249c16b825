// The editor of menus: an outline to choose from, the fields of what is chosen, and the phone.
import { h, nextTick, reactive } from "/ops/assets/vue.js";
import { t, word } from "/ops/assets/language.js";
import { button, facts, field, select, textInput } from "/ops/assets/parts.js";
import { audience, emptyButton, FIELDS, LIMITS, placeWords, problemWords } from "./menu-content.js";
import { bytes } from "./more-parts.js";
import { Phone } from "./phone.js";

const TYPES = Object.keys(FIELDS);
const PLATFORMS = ["IOS", "ANDROID", "OTHERS"];
const MAX_LENGTH = { key: 128, url: 1024, mediaId: 256, articleId: 256, appId: 256, pagePath: 1024 };

/** {content, editable, take(content, problems, editable), view()}. */
export function useMenuEditor({ onChange, say }) {
  // `menu` is "" for the default one or the index of a conditional one; `at` is [button] or [button, below].
  const state = reactive({ content: { buttons: [], conditional: [] }, problems: [], stale: false, editable: false, menu: "", at: [0] });

  function take(content, problems, editable) {
    state.content = JSON.parse(JSON.stringify(content));
    for (const menu of state.content.conditional) menu.rule = { tagId: menu.rule?.tagId ?? "", clientPlatform: menu.rule?.clientPlatform ?? "" };
    Object.assign(state, { problems, stale: false, editable });
    if (state.menu !== "" && !state.content.conditional[state.menu]) state.menu = "";
    if (!chosen()) state.at = [0];
  }

  const menu = () => (state.menu === "" ? state.content : state.content.conditional[state.menu]);
  const base = () => (state.menu === "" ? "buttons" : `conditional[${state.menu}].buttons`);
  const pathOf = ([top, below]) => `${base()}[${top}]` + (below === undefined ? "" : `.subButtons[${below}]`);
  const chosen = () => state.at.reduce((found, index, depth) => (depth === 0 ? menu().buttons[index] : found?.subButtons?.[index]), null);
  const siblings = () => (state.at.length === 1 ? menu().buttons : menu().buttons[state.at[0]].subButtons);
  const problemsAt = (path) => state.problems.filter((each) => each.path === path).map((each) => problemWords(each.problem)).join("；") || null;
  const flawed = (path) => state.problems.some((each) => each.path === path || each.path.startsWith(`${path}.`));

  /** What was said of a place is no longer sure once it is changed. */
  function changed(path) {
    state.problems = path ? state.problems.filter((each) => each.path !== path) : [];
    state.stale = true;
    onChange();
  }

  function focus(id) {
    nextTick(() => document.getElementById(id)?.focus());
  }

  function choose(at, then = "chosen-title") {
    state.at = at;
    focus(then);
  }

  function chooseMenu(which) {
    state.menu = which;
    state.at = [0];
  }

  function add(list, at) {
    list.push(emptyButton());
    changed();
    choose(at, "menu-name");
  }

  function addBelow(top) {
    const parent = menu().buttons[top];
    parent.subButtons ??= [];
    add(parent.subButtons, [top, parent.subButtons.length]);
  }

  function move(step) {
    const list = siblings();
    const from = state.at[state.at.length - 1];
    const to = from + step;
    [list[from], list[to]] = [list[to], list[from]];
    changed();
    state.at = [...state.at.slice(0, -1), to];
    focus("chosen-title");
  }

  function remove() {
    const name = chosen().name || t("menus.unnamed");
    const last = state.at[state.at.length - 1];
    siblings().splice(last, 1);
    changed();
    say(t("menus.removed", { name }));
    choose(state.at.length === 2 ? [state.at[0]] : [Math.max(0, last - 1)]);
  }

  function addConditional() {
    state.content.conditional.push({ rule: { tagId: "", clientPlatform: "" }, buttons: JSON.parse(JSON.stringify(state.content.buttons)) });
    changed();
    chooseMenu(String(state.content.conditional.length - 1));
    focus("rule-tagId");
  }

  function removeConditional() {
    state.content.conditional.splice(Number(state.menu), 1);
    changed();
    chooseMenu("");
    focus("menu-which");
  }

  function moveEarlier() {
    const index = Number(state.menu);
    const list = state.content.conditional;
    [list[index - 1], list[index]] = [list[index], list[index - 1]];
    changed();
    state.menu = String(index - 1);
  }

  /** Leads to where a problem is. */
  function show(path) {
    const [, conditional, top, below, name] = /^(?:conditional\[(\d+)\])?\.?(?:buttons(?:\[(\d+)\])?)?(?:\.subButtons(?:\[(\d+)\])?)?\.?(.*)$/.exec(path) ?? [];
    chooseMenu(conditional ?? "");
    state.at = [Number(top ?? 0), ...(below === undefined ? [] : [Number(below)])];
    const id = name?.startsWith("rule") ? (name.endsWith("clientPlatform") ? "rule-clientPlatform" : "rule-tagId") : name ? `menu-${name}` : "chosen-title";
    nextTick(() => (document.getElementById(id) ?? document.getElementById("menu-which"))?.focus());
  }

  const problemList = () => {
    if (!state.editable) return null;
    if (state.stale) return h("p", { class: "quiet", role: "status" }, t("menus.checkAgain"));
    if (state.problems.length === 0) return h("p", { class: "fine", role: "status" }, t("menus.none"));
    return h("div", { class: "notice bad", role: "alert" }, [
      h("p", t("menus.problems")),
      h("ul", state.problems.map((each) => h("li", { key: each.path + each.problem }, h("button", { type: "button", class: "textual", onClick: () => show(each.path) }, `${placeWords(each.path)}: ${problemWords(each.problem)}`)))),
    ]);
  };

  function menuChoice() {
    const options = [["", t("menus.defaultMenu")], ...state.content.conditional.map((each, index) => [String(index), t("menus.conditionalMenu", { n: index + 1, who: audience(each.rule) })])];
    const one = menu();
    return [
      options.length > 1 || state.editable
        ? field("menu-which", t("menus.which"), select(state, "menu", options, () => chooseMenu(state.menu)), { hint: options.length > 1 ? t("menus.conditionalHint") : null, problem: state.menu === "" ? problemsAt("conditional") : null })
        : null,
      state.menu !== "" && state.editable ? ruleFields(one) : null,
      state.editable
        ? h("p", { class: "actions mb-3" }, [
            state.content.conditional.length < LIMITS.conditional ? button(t("menus.addConditional"), addConditional, "outline-primary btn-sm") : null,
            state.menu !== "" && Number(state.menu) > 0 ? button(t("menus.earlier"), moveEarlier, "outline-primary btn-sm") : null,
            state.menu !== "" ? button(t("menus.removeConditional"), removeConditional, "outline-primary btn-sm") : null,
          ])
        : null,
    ];
  }

  function ruleFields(one) {
    const path = `conditional[${state.menu}].rule`;
    const wrong = problemsAt(path);
    return h("div", { class: "columns" }, [
      field("rule-tagId", t("menus.tagId"), textInput(one.rule, "tagId", { inputmode: "numeric", maxlength: 9, onInput: (event) => { one.rule.tagId = event.target.value; changed(`${path}.tagId`); } }),
        { hint: t("menus.tagHint"), problem: problemsAt(`${path}.tagId`) ?? wrong }),
      field("rule-clientPlatform", t("menus.platform"), select(one.rule, "clientPlatform", [["", t("menus.anyPlatform")], ...PLATFORMS.map((each) => [each, word("platform", each)])], () => changed(path)), {}),
    ]);
  }

  function outline() {
    const pick = (each, at) => {
      const here = at.join() === state.at.join();
      return h("button", { type: "button", class: ["pick", here ? "here" : ""], "aria-current": here ? "true" : undefined, onClick: () => choose(at) }, [
        each.name || t("menus.unnamed"), flawed(pathOf(at)) ? h("span", { class: "flaw" }, ` ${t("menus.flawed")}`) : null,
      ]);
    };
    const { buttons } = menu();
    return h("div", { class: "outline" }, [
      h("p", { id: "outline-title", class: "form-label" }, t(state.editable ? "menus.pick" : "menus.items")),
      buttons.length === 0 ? h("p", { class: "quiet" }, t("menus.noButtons")) : null,
      problemsAt(base()) ? h("p", { class: "wrong-words" }, problemsAt(base())) : null,
      h("ul", { "aria-labelledby": "outline-title" }, buttons.map((top, i) => h("li", { key: i }, [
        pick(top, [i]),
        h("ul", [
          ...(top.subButtons ?? []).map((below, j) => h("li", { key: j }, pick(below, [i, j]))),
          state.editable && (top.subButtons ?? []).length < LIMITS.below
            ? h("li", { key: "add" }, h("button", { type: "button", class: "pick add", "aria-label": `${t("menus.addBelow")}: ${top.name || t("menus.unnamed")}`, onClick: () => addBelow(i) }, `＋ ${t("menus.addBelow")}`))
            : null,
        ]),
      ]))),
      state.editable && buttons.length < LIMITS.buttons ? h("button", { type: "button", class: "pick add", onClick: () => add(buttons, [buttons.length]) }, `＋ ${t("menus.addTop")}`) : null,
    ]);
  }

  const title = () => h("h3", { id: "chosen-title", tabindex: -1 }, state.at.length === 1 ? t("menus.top", { n: state.at[0] + 1 }) : `${t("menus.top", { n: state.at[0] + 1 })} › ${t("menus.below", { n: state.at[1] + 1 })}`);

  function fieldsOf(one) {
    const path = pathOf(state.at);
    const top = state.at.length === 1;
    const max = top ? LIMITS.name : LIMITS.nameBelow;
    const index = state.at[state.at.length - 1];
    const input = (name) => textInput(one, name, { maxlength: MAX_LENGTH[name], inputmode: name === "url" ? "url" : undefined, onInput: (event) => { one[name] = event.target.value; changed(`${path}.${name}`); } });
    return [
      title(),
      field("menu-name", t("menus.name"), textInput(one, "name", { maxlength: 60, onInput: (event) => { one.name = event.target.value; changed(`${path}.name`); } }),
        { hint: t("menus.nameHint", { has: bytes(one.name), max }), problem: problemsAt(`${path}.name`) ?? (bytes(one.name) > max ? t("menuProblem.bytes", { has: bytes(one.name), max }) : null) }),
      one.subButtons?.length > 0
        ? [h("p", { class: "quiet" }, t("menus.hasBelow")), problemsAt(`${path}.subButtons`) ? h("p", { class: "wrong-words" }, problemsAt(`${path}.subButtons`)) : null]
        : [
            field("menu-type", t("menus.type"), select(one, "type", TYPES.map((type) => [type, word("buttonType", type)]), () => changed(`${path}.type`)), { problem: problemsAt(`${path}.type`) }),
            (FIELDS[one.type] ?? []).map((name) => field(`menu-${name}`, t(`menuPlace.${name}`), input(name), { hint: t(`menuHint.${one.type === "miniprogram" && name === "url" ? "miniUrl" : name}`), problem: problemsAt(`${path}.${name}`) })),
          ],
      h("p", { class: "actions" }, [
        index > 0 ? button(t("menus.forward"), () => move(-1), "outline-primary btn-sm") : null,
        index < siblings().length - 1 ? button(t("menus.backward"), () => move(1), "outline-primary btn-sm") : null,
        button(t("menus.remove"), remove, "outline-primary btn-sm"),
      ]),
    ];
  }

  function factsOf(one) {
    return [title(), facts([
      [t("menus.name"), one.name],
      ...(one.subButtons?.length > 0 ? [] : [[t("menus.type"), word("buttonType", one.type)], ...(FIELDS[one.type] ?? []).map((name) => [t(`menuPlace.${name}`), one[name]])]),
    ])];
  }

  function view() {
    const one = chosen();
    return h("section", { class: "card" }, [
      h("h2", t("menus.content")),
      problemList(),
      menuChoice(),
      h("div", { class: "editor" }, [
        outline(),
        h("div", { class: "chosen" }, one ? (state.editable ? fieldsOf(one) : factsOf(one)) : h("h3", { id: "chosen-title", tabindex: -1, class: "visually-hidden" }, t("menus.noButtons"))),
        h(Phone, { buttons: menu().buttons, label: t("menus.preview") }),
      ]),
    ]);
  }

  return { get content() { return state.content; }, get editable() { return state.editable; }, take, view };
}
