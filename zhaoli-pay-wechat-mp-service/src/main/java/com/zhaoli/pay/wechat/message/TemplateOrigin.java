package com.zhaoli.pay.wechat.message;

/** Where a template comes from. */
public enum TemplateOrigin {
  /** Nobody changed it on the account. */
  DEFAULT,
  /** An operator set it for the account. */
  OWN,
  /** Development: the template id comes from the sandbox's file. */
  SANDBOX
}
