// The libraries as modules. They are loaded as plain scripts: a policy without inline script allows
// no import map.
export const { createApp, h, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } = globalThis.Vue;
export const { createI18n, useI18n } = globalThis.VueI18n;
