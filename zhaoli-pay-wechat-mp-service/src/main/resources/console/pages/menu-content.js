// What menus are made of, and words for their places.
import { t, word } from "/ops/assets/language.js";
import { translate } from "./more-parts.js";

/** The fields of a button by its type, beside the name. */
export const FIELDS = {
  click: ["key"], view: ["url"], scancode_push: ["key"], scancode_waitmsg: ["key"], pic_sysphoto: ["key"], pic_photo_or_album: ["key"],
  pic_weixin: ["key"], location_select: ["key"], media_id: ["mediaId"], view_limited: ["mediaId"], article_id: ["articleId"],
  article_view_limited: ["articleId"], miniprogram: ["appId", "pagePath", "url"],
};
export const LIMITS = { buttons: 3, below: 5, name: 16, nameBelow: 60, conditional: 10 };

export const STATUS_TONES = { DRAFT: "wait", FIXED: "good" };

export const emptyButton = () => ({ type: "click", name: "", subButtons: [] });

/** Only what the buttons' types use: what was typed for another type is no part of the menu. */
export function cleaned(content) {
  const button = (each) => {
    const clean = { name: each.name };
    if (each.subButtons?.length > 0) return { ...clean, subButtons: each.subButtons.map(button) };
    clean.type = each.type;
    for (const name of FIELDS[each.type] ?? []) clean[name] = each[name]?.trim();
    return clean;
  };
  return {
    buttons: content.buttons.map(button),
    conditional: content.conditional.map((menu) => ({
      rule: { tagId: menu.rule?.tagId?.trim() || undefined, clientPlatform: menu.rule?.clientPlatform || undefined },
      buttons: menu.buttons.map(button),
    })),
  };
}

/** For a person: "conditional[0].buttons[1].name" is the name of the second button of the first one. */
export function placeWords(path) {
  return path.split(".").map((part) => {
    const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(part) ?? [null, part];
    return index === undefined ? word("menuPlace", name) : t(`menuPlaceOf.${name}`, { n: Number(index) + 1 });
  }).join(" › ");
}

/** Whom a conditional menu is for. */
export function audience(rule) {
  const words = [rule?.tagId ? t("menus.tagged", { tag: rule.tagId }) : null, rule?.clientPlatform ? word("platform", rule.clientPlatform) : null].filter(Boolean);
  return words.join(" · ") || t("menus.nobody");
}

const PROBLEMS = [
  [/^must be 1 to 3 buttons/, "menuProblem.buttons"], [/^must be 1 to 5 buttons/, "menuProblem.below"], [/^must be absent where/, "menuProblem.typeAbove"],
  [/^must be absent: a menu/, "menuProblem.levels"], [/^is missing/, "menuProblem.missing"], [/^has (?<has>\d+) bytes, at most (?<max>\d+)/, "menuProblem.bytes"],
  [/^must not have control/, "menuProblem.control"], [/^is none of WeChat's types/, "menuProblem.type"], [/^is not used by/, "menuProblem.unused"],
  [/^must be a whole http/, "menuProblem.url"], [/^must be at most 10 menus/, "menuProblem.conditional"], [/^leads to more than 3 domains: (?<hosts>.*)/, "menuProblem.domains"],
  [/^needs tagId or/, "menuProblem.rule"], [/^must be the number of a tag/, "menuProblem.tag"], [/^stands before in this list/, "menuProblem.twice"],
];

/** A problem of the API in the operator's language. */
export const problemWords = (words) => translate(words, PROBLEMS);
