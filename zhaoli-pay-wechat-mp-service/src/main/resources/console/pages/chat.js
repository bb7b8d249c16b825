// Messages as a follower sees them in the chat with the account.
import { h } from "/ops/assets/vue.js";
import { t } from "/ops/assets/language.js";

function content(message) {
  switch (message.type) {
    case "text": return h("p", message.content);
    case "picture": return [h("p", { class: "picture" }, t("chat.picture")), h("p", h("code", message.mediaId))];
    case "news": return [
      h("p", { class: "headline" }, message.title),
      message.description ? h("p", message.description) : null,
      h("p", { class: "picture" }, [t("chat.cover"), " ", h("code", message.picUrl)]),
      h("p", h("code", message.url)),
    ];
    default: return h("p", message.type);
  }
}

/** One message; the follower's own stand on the other side. */
export function bubble(message, mine = false) {
  return h("div", { class: ["bubble", mine ? "mine" : "theirs", message.type] }, content(message));
}

export const chatTexts = {
  zh: { chat: { picture: "［图片］", cover: "［封面］" } },
  en: { chat: { picture: "[picture]", cover: "[cover]" } },
};
