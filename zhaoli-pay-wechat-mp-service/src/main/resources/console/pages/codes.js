// Permanent QR codes of the official account, the newest first.
import { h, onMounted } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, pages, pageView, table } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { CODE_TONES, QrCode } from "./code.js";
import { codeTexts } from "./code-texts.js";
import { badge } from "./more-parts.js";
import { go, link, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const NEW = "new";

const CodeList = {
  props: ["operator"],
  setup({ operator }) {
    const list = pages((after) => wechat.get("/qr-codes", { after, limit: 30 }));

    onMounted(list.load);

    return () => [
      h("h1", { tabindex: -1 }, t("codes.title")),
      h("p", { class: "quiet" }, t("codes.text")),
      mayDo(operator, ["ADMIN"]) ? h("p", { class: "actions mb-3" }, button(t("codes.create"), () => go("codes", { code: NEW }))) : null,
      pageView(list, (items) => table(t("codes.caption"), [
        ["label", t("codes.label"), (code) => link(code.label, "codes", { code: code.scene })],
        ["purpose", t("codes.purpose"), (code) => word("codePurpose", code.purpose)],
        ["subject", t("codes.subject"), (code) => code.subject ?? "—"],
        ["state", t("codes.state"), (code) => badge("codeState", code.state, CODE_TONES)],
        ["scans", t("codes.scans"), (code) => String(code.scans)],
        ["follows", t("codes.follows"), (code) => String(code.follows)],
        ["last", t("codes.lastScan"), (code) => time(code.lastScannedAt) || "—"],
      ], items, (code) => code.scene)),
    ];
  },
};

export const codes = {
  name: "codes",
  texts: codeTexts,
  component: {
    props: ["operator", "say"],
    setup: (props) => () => {
      const { code } = place.query;
      return code ? h(QrCode, { operator: props.operator, say: props.say, scene: code === NEW ? null : code }) : h(CodeList, { operator: props.operator });
    },
  },
};
