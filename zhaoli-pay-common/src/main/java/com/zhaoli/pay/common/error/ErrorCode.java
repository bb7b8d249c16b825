package com.zhaoli.pay.common.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one catalogue of errors that leave the platform. The name is the stable {@code code} of the
 * error body; {@code docs/errors.md} describes each and is compared with this enum by a test.
 */
public enum ErrorCode {
  // Requests
  REQUEST_INVALID(400, "The request is not valid; see details.", "请求参数不正确，请查看 details。"),
  REQUEST_BODY_MALFORMED(400, "The request body is not valid JSON.", "请求体不是合法的 JSON。"),
  NOT_FOUND(404, "There is nothing at this address.", "该地址不存在。"),
  METHOD_NOT_ALLOWED(405, "This address does not take this HTTP method.", "该地址不支持此 HTTP 方法。"),
  MEDIA_TYPE_UNSUPPORTED(
      415,
      "This content type is not supported; send application/json.",
      "不支持此内容类型，请使用 application/json。"),
  NOT_ACCEPTABLE(406, "No answer in an acceptable content type.", "没有可接受的内容类型。"),
  REQUEST_TIMEOUT(408, "The request body did not arrive in time; try again.", "请求体未在规定时间内到达，请重试。"),
  BODY_TOO_LARGE(413, "The request body is larger than allowed.", "请求体超过允许的大小。"),
  RATE_LIMITED(
      429,
      "Too many requests; try again after Retry-After seconds.",
      "请求过于频繁，请在 Retry-After 秒后重试。"),
  HTTPS_REQUIRED(403, "This address answers over HTTPS only.", "该地址只接受 HTTPS 请求。"),

  // Signature (spec/open-api-signing.md, "Order of checks and answers")
  SIGN_HEADER_INVALID(
      400, "A signature header is missing, doubled or malformed.", "签名请求头缺失、重复或格式错误。"),
  TIMESTAMP_OUT_OF_WINDOW(
      401,
      "X-Zhaoli-Timestamp is more than 300 seconds away from the server's clock.",
      "X-Zhaoli-Timestamp 与服务器时间相差超过 300 秒。"),
  SIGN_INVALID(401, "The app, the key or the signature is not valid.", "应用、密钥或签名无效。"),
  NONCE_REPLAYED(401, "This X-Zhaoli-Nonce was used before.", "该 X-Zhaoli-Nonce 已被使用。"),
  REPLAY_STORE_UNAVAILABLE(
      503, "The replay protection is not available; try again.", "防重放服务暂不可用，请稍后重试。"),

  // Operators and services
  OPERATOR_UNAUTHENTICATED(401, "Log in first, or again.", "请先登录或重新登录。"),
  OPERATOR_LOGIN_FAILED(401, "User name or password is wrong.", "用户名或密码错误。"),
  OPERATOR_LOCKED(
      429, "Too many failed logins; try again after Retry-After seconds.", "登录失败次数过多，请稍后再试。"),
  OPERATOR_FORBIDDEN(403, "Your role does not allow this.", "您的角色无权执行此操作。"),
  OPERATOR_PASSWORD_CHANGE_REQUIRED(
      403, "This password opens the first login only; choose your own.", "初始密码仅用于首次登录，请设置您自己的密码。"),
  OPERATOR_PASSWORD_WEAK(
      422, "This password is not good enough; see details.", "密码不符合要求，请查看 details。"),
  OPERATOR_PASSWORD_WRONG(422, "The old password is wrong.", "原密码错误。"),
  OPERATOR_NOT_FOUND(404, "There is no such operator.", "操作员不存在。"),
  OPERATOR_NAME_TAKEN(409, "An operator with this user name exists already.", "该用户名已被使用。"),
  OPERATOR_STATE_INVALID(
      409, "The operator's status does not allow this; see details.", "操作员当前状态不支持此操作，请查看 details。"),
  OPERATOR_LAST_ADMIN(
      409, "Without this operator nobody could administer the platform.", "至少需要保留一名可用的管理员。"),
  OPERATOR_SESSION_NOT_FOUND(404, "You have no such session.", "您没有该登录会话。"),
  INTERNAL_CREDENTIAL_INVALID(
      401, "This address is for the platform's own services.", "该地址仅供平台内部服务使用。"),
  UPSTREAM_UNAVAILABLE(
      503, "A part of the platform is not available; try again.", "平台部分服务暂不可用，请稍后重试。"),
  UPSTREAM_TIMEOUT(504, "A part of the platform did not answer in time.", "平台部分服务响应超时。"),
  INTERNAL_ERROR(
      500,
      "Something went wrong on our side; tell us the request id.",
      "系统内部错误，请提供 requestId 联系我们。"),

  // Onboarding and merchants
  ONBOARDING_NOT_FOUND(404, "There is no such onboarding in this browser.", "当前浏览器没有该入驻申请。"),
  ONBOARDING_EXPIRED(410, "This QR code has expired; begin again.", "该二维码已过期，请重新开始。"),
  ONBOARDING_STATE_INVALID(409, "The onboarding is not at the step this needs.", "入驻申请当前状态不支持此操作。"),
  CREDIT_CODE_INVALID(400, "The unified social credit code is not valid.", "统一社会信用代码不正确。"),
  CREDIT_CODE_TAKEN(
      409, "A merchant with this unified social credit code exists already.", "该统一社会信用代码已被使用。"),
  CREDIT_CODE_TRIES_USED_UP(
      429,
      "Too many applications with codes that are taken; try again after Retry-After seconds.",
      "使用已被占用的代码提交次数过多，请在 Retry-After 秒后重试。"),
  CREDENTIALS_ALREADY_SHOWN(
      409,
      "The credentials were shown before; rotate the key to get new ones.",
      "密钥已展示过，请轮换密钥获取新的密钥。"),
  CREDENTIALS_UNCONFIRMED(
      409,
      "This browser has keys to keep: save them and confirm it before you begin again.",
      "当前浏览器有尚未确认的密钥，请先保存并确认，再重新开始。"),
  CREDENTIALS_OUT_OF_REACH(
      409,
      "The browser that applied has forgotten this onboarding, and nobody else may see keys.",
      "申请时使用的浏览器已无法再查看该申请，新密钥无人可见。"),
  ONBOARDING_UNDER_REVIEW(
      409,
      "This browser's application is under review, and its keys will be shown here only; wait for"
          + " the result or use another browser.",
      "当前浏览器的申请正在审核，密钥只会在这里显示，请等待结果，或使用其他浏览器。"),
  LICENCE_REQUIRED(409, "Send the picture of the business licence first.", "请先上传营业执照照片。"),
  LICENCE_PICTURE_INVALID(
      422,
      "The licence must be a whole JPEG or PNG picture; see details.",
      "营业执照必须是完整的 JPEG 或 PNG 图片，请查看 details。"),
  LICENCE_NOT_FOUND(404, "There is no picture of this merchant's licence.", "该商户没有营业执照照片。"),
  MERCHANT_NOT_FOUND(404, "There is no such merchant.", "商户不存在。"),
  MERCHANT_SUSPENDED(403, "This merchant takes no payments now.", "该商户已暂停收款。"),
  MERCHANT_STATE_INVALID(409, "The merchant's status does not allow this.", "商户当前状态不支持此操作。"),
  APP_NOT_FOUND(404, "There is no such app.", "应用不存在。"),
  APP_STATE_INVALID(
      409, "The app's status does not allow this; see details.", "应用当前状态不支持此操作，请查看 details。"),
  KEY_NOT_FOUND(404, "There is no such key.", "密钥不存在。"),
  KEY_IS_LAST(
      409, "The last key in force cannot be revoked; rotate it instead.", "最后一个有效密钥不能吊销，请改为轮换。"),
  KEY_LIMIT_REACHED(409, "Two keys are in force already; revoke one first.", "已有两个有效密钥，请先吊销其中一个。"),

  RECEIVER_NOT_FOUND(404, "There is no such receiver of messages.", "消息接收人不存在。"),
  RECEIVER_LIMIT_REACHED(
      409, "There are as many receivers as allowed; remove one first.", "消息接收人已达上限，请先删除一个。"),
  RECEIVER_BOUND(
      409,
      "Somebody gets messages as this receiver now; nobody else is invited in that place.",
      "该接收人已绑定微信，不能再邀请他人。"),
  RECEIVER_IS_OWNER(
      409,
      "The owner cannot be removed, nor the role OWNER given or taken.",
      "不能删除店主，也不能授予或取消店主角色。"),
  INVITATION_NOT_FOUND(404, "There is no such invitation.", "邀请不存在。"),
  INVITATION_STATE_INVALID(
      409, "The invitation is not open any more; see details.", "邀请已失效，请查看 details。"),

  // Payments
  PAYMENT_NOT_FOUND(404, "There is no such payment.", "支付单不存在。"),
  OUT_TRADE_NO_CONFLICT(
      409, "This outTradeNo was used for a different payment.", "该商户订单号已用于内容不同的支付单。"),
  PAYMENT_STATE_INVALID(
      409, "The payment's status does not allow this; see details.", "支付单当前状态不支持此操作，请查看 details。"),
  REFUND_NOT_FOUND(404, "There is no such refund.", "退款单不存在。"),
  OUT_REFUND_NO_CONFLICT(
      409, "This outRefundNo was used for a different refund.", "该商户退款单号已用于内容不同的退款单。"),
  REFUND_AMOUNT_EXCEEDED(
      422, "Less than this amount is left to refund; see details.", "退款金额超过可退金额，请查看 details。"),
  IDEMPOTENCY_KEY_REUSED(
      409,
      "This Idempotency-Key was used for a different request.",
      "该 Idempotency-Key 已用于内容不同的请求。"),
  REQUEST_IN_PROGRESS(
      409, "An equal request is being worked on; try again in a moment.", "相同请求正在处理中，请稍后重试。"),
  METHOD_NOT_AVAILABLE(
      422, "This payment method is not available for this channel.", "该渠道暂不支持此支付方式。"),
  CHANNEL_NOT_CONFIGURED(422, "This channel is not configured for the merchant.", "商户未配置该支付渠道。"),
  CHANNEL_DECLINED(
      422, "The channel declined the payment; see details.", "支付渠道拒绝了该支付，请查看 details。"),
  CHANNEL_UNAVAILABLE(
      503,
      "The channel's answer is unknown; send the same request again.",
      "支付渠道未返回明确结果，请用相同请求重试。"),

  // Channel accounts
  CHANNEL_ACCOUNT_NOT_FOUND(404, "There is no such channel account.", "渠道账户不存在。"),
  CHANNEL_ACCOUNT_INVALID(
      422, "The channel does not accept these settings; see details.", "支付渠道不接受这些配置，请查看 details。"),
  CHANNEL_ACCOUNT_EXISTS(
      409,
      "There is an active account of this merchant at this channel already; see details.",
      "该商户在此渠道已有启用的账户，请查看 details。"),
  CHANNEL_ACCOUNT_CONFLICT(
      409, "The channel account was changed meanwhile; read it again.", "渠道账户已被修改，请重新读取后再提交。"),

  // Cashier and stores
  CROSS_SITE_REFUSED(
      403, "This address takes requests of the platform's own pages only.", "该地址只接受平台自有页面的请求。"),
  OPENING_LIMIT_REACHED(
      409,
      "This payment was opened too often; ask the shop for a new one.",
      "该支付单打开次数过多，请让商家重新发起。"),
  SIGN_IN_FAILED(403, "The wallet did not say who you are; try again.", "未能获得钱包授权，请重试。"),
  STORE_NOT_FOUND(404, "There is no such store.", "门店不存在。"),
  STORE_ID_TAKEN(
      409, "A store with this storeId and another name exists already.", "该门店编号已用于名称不同的门店。"),
  STORE_CLOSED(409, "This store takes no payments now.", "该门店已停止收款。"),

  // Notifications
  WEBHOOK_ENDPOINT_NOT_FOUND(404, "There is no such webhook endpoint.", "Webhook 端点不存在。"),
  WEBHOOK_URL_FORBIDDEN(
      422, "This webhook address is not allowed; see details.", "不允许使用该 Webhook 地址，请查看 details。"),
  WEBHOOK_ENDPOINT_LIMIT_REACHED(
      409,
      "There are as many webhook endpoints as allowed; delete one first.",
      "Webhook 端点数量已达上限，请先删除不用的端点。"),
  WEBHOOK_ENDPOINT_IS_DEFAULT(
      409,
      "The default endpoint cannot be deleted, since its secret signs notifyUrl webhooks; disable"
          + " it instead.",
      "默认端点的密钥用于签名 notifyUrl 通知，不能删除，可改为停用。"),
  WEBHOOK_ENDPOINT_WITHOUT_URL(
      409, "This endpoint has no address; give it one first.", "该端点尚未设置地址，请先设置。"),
  WEBHOOK_ENDPOINT_PAUSED(
      409,
      "This is kept for its endpoint, and is delivered some seconds after that is resumed.",
      "该通知为其端点保留，端点恢复后数秒内发送。"),
  NOTIFICATION_NOT_FOUND(404, "There is no such notification.", "通知不存在。"),
  NOTIFICATION_IS_NO_WEBHOOK(
      409,
      "Only a webhook can be sent once more; this is a message in WeChat.",
      "只有 Webhook 通知可以重新发送，该通知是微信消息。"),
  NOTIFICATION_WITHOUT_EVENT(
      409,
      "The event of this notification is not kept any more, or cannot be read.",
      "该通知的事件内容已不再保留，或无法解析。"),
  NOTIFICATION_REDELIVERED_TOO_OFTEN(
      409,
      "This event was delivered to this endpoint as often as it can be; see details.",
      "该事件向此端点发送的次数已达上限，请查看 details。"),
  REPLAY_NOT_FOUND(404, "There is no such replay.", "重放任务不存在。"),
  REPLAY_LIMIT_REACHED(
      409,
      "As many replays are running as may; wait until one is done, or cancel one.",
      "正在进行的重放任务已达上限，请等待其中一个完成或取消。"),
  DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter.", "死信不存在。"),
  DEAD_LETTER_CLOSED(
      409, "This dead letter was worked off already; see details.", "该死信已处理，请查看 details。"),
  DEAD_LETTER_UNREADABLE(
      409,
      "No event can be read from this dead letter; replay it after the upgrade when a newer version"
          + " wrote it, else discard it.",
      "该死信无法解析出事件：若由更新的版本写入，可在升级后重放，否则只能丢弃。"),
  EVENT_BATCH_MALFORMED(400, "The event batch cannot be read.", "事件批次无法解析。"),

  // Official account
  WECHAT_SIGNATURE_INVALID(403, "The WeChat signature is not valid.", "微信签名无效。"),
  WECHAT_UNAVAILABLE(503, "The WeChat official account cannot be reached.", "暂时无法连接微信公众平台。"),
  WECHAT_REFUSED(502, "WeChat refused the call; see details.", "微信拒绝了请求，请查看 details。"),
  WECHAT_ACCOUNT_NOT_FOUND(404, "There is no such official account.", "公众号不存在。"),
  REPLY_RULE_NOT_FOUND(404, "There is no such reply rule.", "回复规则不存在。"),
  REPLY_RULE_CONFLICT(
      409, "The reply rule was changed meanwhile; read it again.", "回复规则已被修改，请重新读取后再提交。"),
  REPLY_RULE_LIMIT_REACHED(
      409,
      "There are as many reply rules as there may be; delete one first.",
      "回复规则数量已达上限，请先删除不用的规则。"),
  QR_CODE_NOT_FOUND(404, "There is no such QR code.", "二维码不存在。"),
  QR_CODE_CONFLICT(409, "The QR code was changed meanwhile; read it again.", "二维码已被修改，请重新读取后再提交。"),
  QR_CODE_EXISTS(409, "The account has a QR code of this label.", "该公众号已有同名的二维码。"),
  QR_CODE_LIMIT_REACHED(
      409, "WeChat makes no more permanent QR codes for this account.", "该公众号的永久二维码数量已达微信的上限。"),
  MENU_NOT_FOUND(404, "There is no such menu version or publication.", "菜单版本或发布记录不存在。"),
  MENU_INVALID(422, "WeChat would refuse this menu; see details.", "微信不接受该菜单，请查看 details。"),
  MENU_CONFLICT(409, "The menu was changed meanwhile; read it again.", "菜单已被修改，请重新读取后再提交。"),
  MENU_STATE_INVALID(
      409, "A version that was published stays as it is; make a new draft.", "已发布的菜单版本不能修改，请新建草稿。"),
  MENU_PUBLISHING(
      409, "A menu is being published on this account; wait for it.", "该公众号正在发布菜单，请等待完成。"),
  MENU_REFUSED(422, "WeChat refused the menu; see details.", "微信拒绝了该菜单，请查看 details。"),
  TEMPLATE_INVALID(422, "This template cannot be sent; see details.", "该模板无法发送，请查看 details。"),
  TEMPLATE_CONFLICT(409, "The template was changed meanwhile; read it again.", "模板已被修改，请重新读取后再提交。"),
  MESSAGE_NOT_FOUND(404, "There is no such template message.", "模板消息不存在。"),
  MESSAGE_STATE_INVALID(
      409, "This message is not sent again as it stands; see details.", "该消息当前不能重发，请查看 details。"),
  FOLLOWER_NOT_FOUND(404, "There is no such follower, sync or change.", "粉丝、同步任务或变更不存在。"),
  FOLLOWER_CONFLICT(
      409, "The follower was changed meanwhile; read it again.", "粉丝信息已被修改，请重新读取后再提交。"),
  TAG_NOT_FOUND(404, "There is no such tag.", "标签不存在。"),
  TAG_CONFLICT(409, "The tag was changed meanwhile; read it again.", "标签已被修改，请重新读取后再提交。"),
  TAG_PROTECTED(409, "The tag is one of WeChat's own; it stays as it is.", "系统标签不能修改或删除。"),
  TAG_LIMIT_REACHED(
      409, "There are as many tags as there may be; delete one first.", "标签数量已达上限，请先删除不用的标签。"),

  // Terminals
  TERMINAL_NOT_FOUND(404, "There is no such terminal.", "终端不存在。"),
  TERMINAL_SERIAL_TAKEN(409, "A terminal with this serial number exists already.", "该序列号的终端已存在。"),
  TERMINAL_STATE_INVALID(
      409, "The terminal's status does not allow this; see details.", "终端当前状态不支持此操作，请查看 details。"),
  TERMINAL_CERTIFICATE_REQUIRED(
      403, "This address asks for the terminal's certificate.", "该地址要求使用终端证书连接。"),
  TERMINAL_CERTIFICATE_MISMATCH(
      403, "The certificate of the connection is not this terminal's.", "连接所用的证书不属于该终端。"),
  ACTIVATION_INVALID(
      401, "The activation code is not valid (any more); ask for a new one.", "激活码无效或已过期，请重新获取。"),
  KEY_ROTATION_NOT_DUE(409, "Nobody asked this terminal to change its key.", "该终端无需更换密钥。"),
  CASHIER_NOT_FOUND(404, "There is no such cashier.", "收银员不存在。"),
  CASHIER_NO_TAKEN(409, "A cashier with this number exists in the store.", "该门店已有此工号的收银员。"),
  CASHIER_PIN_WRONG(401, "The number or the PIN is wrong.", "工号或密码错误。"),
  CASHIER_LOCKED(
      429, "Too many wrong PINs; try again after Retry-After seconds.", "密码错误次数过多，请稍后再试。"),
  SUPERVISOR_REQUIRED(403, "A supervisor has to allow this.", "需要主管授权。"),
  SHIFT_REQUIRED(409, "Nobody is signed in at this terminal.", "请先签到。"),
  SHIFT_OPEN(
      409, "Another cashier is signed in at this terminal; see details.", "其他收银员尚未签退，请查看 details。"),
  SHIFT_NOT_FOUND(404, "This terminal has no such shift.", "该终端没有此班次。"),
  SHIFT_HAS_OPEN_TRADES(
      409, "Some trades of this shift are not final yet; see details.", "本班次有交易尚未完成，请查看 details。"),
  TRADE_NOT_FOUND(404, "This terminal has no such trade.", "该终端没有此交易。"),
  TERMINAL_TRADE_NO_CONFLICT(
      409, "This number was used for something different.", "该终端交易号已用于内容不同的交易。"),
  TRADE_STATE_INVALID(
      409, "The trade's status does not allow this; see details.", "交易当前状态不支持此操作，请查看 details。"),
  TERMINAL_SERVICE_BUSY(
      503, "Nothing was done; send the same request again.", "系统繁忙，未处理该请求，请用相同请求重试。"),

  // Bills and reconciliation
  BILL_NOT_READY(
      409, "The bill of this day is not there yet; see details.", "该日账单尚未生成，请查看 details。"),
  RECONCILIATION_NOT_FOUND(404, "There is no such reconciliation.", "对账任务不存在。"),
  RECONCILIATION_RUNNING(409, "This reconciliation is running now.", "该对账任务正在执行。"),
  DIFFERENCE_NOT_FOUND(404, "There is no such difference.", "对账差异不存在。"),
  DIFFERENCE_STATE_INVALID(
      409,
      "The difference's status does not allow this; see details.",
      "对账差异当前状态不支持此操作，请查看 details。"),

  // Sandbox (development only)
  SANDBOX_NOT_FOUND(404, "The sandbox knows no such thing; see details.", "沙箱中不存在，请查看 details。"),
  SANDBOX_STATE_INVALID(
      409, "What the sandbox holds does not allow this; see details.", "沙箱当前状态不支持此操作，请查看 details。"),
  SANDBOX_LOCAL_ONLY(403, "The sandbox is steered from its own machine only.", "沙箱控制接口只能在本机访问。");

  private final int httpStatus;
  private final String english;
  private final String chinese;

  ErrorCode(int httpStatus, String english, String chinese) {
    this.httpStatus = httpStatus;
    this.english = english;
    this.chinese = chinese;
  }

  /** The HTTP status that goes with this code. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The message in English. */
  public String english() {
    return english;
  }

  /** The message in Chinese. */
  public String chinese() {
    return chinese;
  }

  /**
   * The message in the reader's language: Chinese when {@code acceptLanguage} prefers a Chinese
   * variant, else English.
   */
  public String message(@Nullable String acceptLanguage) {
    return acceptLanguage != null
            && acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("zh")
        ? chinese
        : english;
  }
}
