// The libraries as modules. They are loaded as plain scripts and not by an import map, which iPhones
// before iOS 16.4 do not know: a shop does not choose its customers' phones.
export const { createApp, computed, h, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } =
  globalThis.Vue;
export const { createI18n, useI18n } = globalThis.VueI18n;
