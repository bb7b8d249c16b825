// What both pages have around their content.
import { h } from "./vue.js";
import { switchLanguage } from "./i18n.js";

export function frame(t, content, announcement) {
  return [
    h("header", { class: "top" }, [
      h("p", { class: "brand" }, t("brand")),
      h(
        "button",
        { type: "button", class: "language", lang: t("otherLanguage") === "English" ? "en" : "zh-CN", onClick: switchLanguage },
        t("otherLanguage"),
      ),
    ]),
    h("p", { class: "visually-hidden", role: "status" }, announcement),
    h("main", { class: "sheet" }, content),
  ];
}

const SIGNS = {
  good: ["good", "M14 25l7 7 13-15"],
  bad: ["bad", "M16 16l16 16M32 16L16 32"],
  wait: ["quiet", "M24 12v12l8 5"],
  info: ["quiet", "M24 22v13M24 13v2"],
};

export function sign(kind) {
  const [tone, path] = SIGNS[kind];
  return h("svg", { class: ["sign", tone], viewBox: "0 0 48 48", "aria-hidden": "true" }, [
    h("circle", { cx: 24, cy: 24, r: 22 }),
    h("path", { d: path }),
  ]);
}

export function notice(tone, words, action) {
  return h("div", { class: ["notice", tone], role: "alert" }, [h("p", words), action]);
}
