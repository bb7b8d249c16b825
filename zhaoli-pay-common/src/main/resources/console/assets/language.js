// Chinese first, English second. The browser's first language decides until a person does.
import { createI18n } from "./vue.js";
import { TEXTS } from "./texts.js";

const KEPT = "zhaoli-language";

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch (forbidden) {
    return null;
  }
}

function initial() {
  const asked = kept() || navigator.language || "zh";
  return asked.toLowerCase().startsWith("en") ? "en" : "zh";
}

export const i18n = createI18n({ legacy: false, locale: initial(), fallbackLocale: "zh", messages: TEXTS });
export const t = (...key) => i18n.global.t(...key);
export const isChinese = () => i18n.global.locale.value === "zh";

/** A page's own texts, {zh: {...}, en: {...}}, beside those of the frame. */
export function addTexts(texts) {
  for (const language of ["zh", "en"]) i18n.global.mergeLocaleMessage(language, texts[language]);
}

export function switchLanguage() {
  const { locale } = i18n.global;
  locale.value = locale.value === "zh" ? "en" : "zh";
  try {
    localStorage.setItem(KEPT, locale.value);
  } catch (forbidden) {
    // Then the choice lasts as long as the page.
  }
}

/** A name of the API in words; one that is newer than this page stands for itself. */
export function word(group, name) {
  const key = `${group}.${name}`;
  return i18n.global.te(key) ? t(key) : name;
}

/** A time of the API where the operator is. */
export function time(text) {
  return text ? new Intl.DateTimeFormat(isChinese() ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "medium", hour12: false }).format(new Date(text)) : "";
}
