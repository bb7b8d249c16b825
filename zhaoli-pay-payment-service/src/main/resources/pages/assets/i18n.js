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
  const asked = kept() || (navigator.languages && navigator.languages[0]) || navigator.language || "zh";
  return asked.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const i18n = createI18n({
  legacy: false,
  locale: initial(),
  fallbackLocale: "zh",
  messages: TEXTS,
});

export function applyLanguage() {
  const { locale, t } = i18n.global;
  document.documentElement.lang = locale.value === "zh" ? "zh-CN" : "en";
  document.title = t(document.body.dataset.title);
}

export function switchLanguage() {
  const { locale } = i18n.global;
  locale.value = locale.value === "zh" ? "en" : "zh";
  try {
    localStorage.setItem(KEPT, locale.value);
  } catch (forbidden) {
    // Then the choice lasts as long as the page.
  }
  applyLanguage();
}
