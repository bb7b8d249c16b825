// A template message as WeChat shows it: a title and lines.
import { h } from "/ops/assets/vue.js";
import { t, word } from "/ops/assets/language.js";

/** `preview` is the API's; `labels` are WeChat's names of the keywords, as far as they are known. */
export function noticeCard(preview, labels = {}) {
  return h("div", { class: "bubbles" }, h("div", { class: "bubble theirs notice-card" }, [
    h("p", { class: "headline" }, preview.title),
    h("dl", preview.lines.map((line) => h("div", { key: line.keyword }, [
      h("dt", labels[line.keyword] ?? word("sceneField", line.field)),
      h("dd", [
        line.value ?? "—",
        line.cut ? h("p", { class: "remark" }, t("templates.cut")) : null,
        line.problem ? h("p", { class: "wrong-words" }, t("templates.unfit", { keyword: line.keyword })) : null,
      ]),
    ]))),
  ]));
}
