// Words of the views of templates and messages.
export const templateTexts = {
  zh: {
    views: { templates: "消息模板" },
    templates: {
      title: "消息模板", caption: "各场景的模板", scene: "场景", name: "标题", id: "模板编号", noId: "未设置", origin: "来源", changed: "最后修改", back: "返回模板列表", auditorOnly: "您的角色只能查看。",
      idHint: "在微信公众平台申请模板后得到的编号；留空则此场景的消息暂不发送", atWechat: "从微信已有的模板中选择", choose: "请选择", sandbox: "开发环境使用沙箱的模板编号，此处的修改不影响它。", fields: "字段对应", fieldsHint: "每个内容放在微信模板的哪个关键词处，例如 thing1、amount2。",
      field: "内容", keyword: "关键词", nth: "第 {n} 项", add: "添加一项", remove: "删除第 {n} 项", limit: "{kind}，最多 {max} 字", save: "保存", saved: "模板已保存", unsaved: "有未保存的修改", conflict: "该模板已被他人修改，您的修改尚未保存。", takeTheirs: "放弃我的修改，查看最新内容",
      preview: "粉丝看到的消息", cut: "内容过长，由我们截断", unfit: "不符合关键词 {keyword} 的要求，不会发送", sendable: "示例内容可以发送。", notSendable: "示例内容不能发送。",
      check: "与微信对照", checkText: "将字段对应与微信上的模板逐项核对。", checkAct: "开始对照", fits: "与微信的模板一致。", fitsNot: "与微信的模板不一致：", label: "微信中的名称", inTemplate: "微信模板中", yes: "有", no: "没有",
    },
    templateProblem: {
      noId: "未设置模板编号", unknownId: "微信上没有此编号的模板", noField: "微信模板的 {keyword} 没有对应的内容", noKeyword: "微信模板中没有 {keyword}", count: "须为 1 至 20 项", field: "不是此场景的内容", keyword: "须为微信的关键词，例如 thing1", twice: "关键词重复", never: "此关键词放不下这样的内容：{sample}",
    },
    scene: { PAYMENT_RESULT: "收款结果", REFUND_RESULT: "退款结果", ONBOARDING_AUDIT: "入驻审核结果", ENDPOINT_PAUSED: "通知地址已暂停", RECEIVER_INVITATION: "接收人绑定", DAILY_STATEMENT: "每日对账" },
    sceneField: {
      amount: "金额", outTradeNo: "商户订单号", channel: "支付方式", paidAt: "支付时间", status: "状态", refundNo: "退款单号", at: "时间", merchantName: "商户名称", result: "结果", reason: "原因", auditedAt: "审核时间", endpoint: "通知地址", pausedAt: "暂停时间",
      role: "角色", scannedAt: "扫码时间", day: "日期", received: "收款金额", payments: "收款笔数", refunded: "退款金额",
    },
    templateOrigin: { DEFAULT: "默认", OWN: "自行设置", SANDBOX: "沙箱" },
  },
  en: {
    views: { templates: "Templates" },
    templates: {
      title: "Templates", caption: "The template of each scene", scene: "Scene", name: "Title", id: "Template id", noId: "Not set", origin: "From", changed: "Changed", back: "Back to the templates", auditorOnly: "Your role may look, not change.",
      idHint: "WeChat's console gives it; while it is empty, messages of the scene are kept", atWechat: "Choose from WeChat's list", choose: "Please choose", sandbox: "In development the id comes from the sandbox; a change here does not touch it.", fields: "Fields", fieldsHint: "At which keyword of WeChat's template each value stands, such as thing1 or amount2.",
      field: "Value", keyword: "Keyword", nth: "Field {n}", add: "Add a field", remove: "Remove field {n}", limit: "{kind}, at most {max} characters", save: "Save", saved: "The template is saved", unsaved: "Some changes are not saved", conflict: "Somebody else changed this template. Your changes are not saved.", takeTheirs: "Drop my changes and see theirs",
      preview: "As a follower sees it", cut: "Too long, cut by us", unfit: "Does not fit the keyword {keyword}; it is not sent", sendable: "The example can be sent.", notSendable: "The example cannot be sent.",
      check: "Compare with WeChat", checkText: "Compares the fields with those of WeChat's template.", checkAct: "Compare", fits: "The same as WeChat's template.", fitsNot: "Not the same as WeChat's template:", label: "WeChat's name", inTemplate: "In WeChat's template", yes: "Yes", no: "No",
    },
    templateProblem: {},
    scene: { PAYMENT_RESULT: "Payment result", REFUND_RESULT: "Refund result", ONBOARDING_AUDIT: "Onboarding decision", ENDPOINT_PAUSED: "Endpoint paused", RECEIVER_INVITATION: "Receiver bound", DAILY_STATEMENT: "Daily statement" },
    sceneField: {
      amount: "Amount", outTradeNo: "Merchant's order", channel: "Paid with", paidAt: "Paid at", status: "Status", refundNo: "Refund", at: "Time", merchantName: "Merchant", result: "Result", reason: "Reason", auditedAt: "Decided at", endpoint: "Endpoint", pausedAt: "Paused at",
      role: "Role", scannedAt: "Scanned at", day: "Day", received: "Received", payments: "Payments", refunded: "Refunded",
    },
    templateOrigin: { DEFAULT: "Default", OWN: "Set here", SANDBOX: "Sandbox" },
  },
};

export const messageTexts = {
  zh: {
    views: { messages: "模板消息" },
    messages: {
      title: "模板消息", caption: "消息列表，最新的在前", businessId: "业务编号", openid: "粉丝 openid", scene: "场景", status: "状态", from: "开始时间", to: "结束时间", search: "查询", spanHint: "不指定业务编号和粉丝时，默认为最近 7 天，最多 31 天", created: "创建时间", message: "消息", result: "结果",
      usage: "今日用量", used: "已用 {accepted} / {quota}（{percent}%）", warning: "已接近每日上限。", stopped: "微信已拒绝今日的更多消息，{until} 后继续发送。", failed: "失败 {n}",
      back: "返回消息列表", number: "消息编号", attempts: "尝试次数", resends: "重发次数", wechatId: "微信消息编号", delivery: "投递回执", error: "微信错误码", problem: "原因", next: "下次尝试", updated: "最后更新", content: "消息内容", history: "经过", at: "时间", event: "事件", detail: "说明", by: "操作人",
      resend: "重发", resendTitle: "重发此消息？", resendText: "微信会将其视为一条新消息。", resendUnknown: "上次发送的结果不明，粉丝可能收到两次。", why: "原因（记入审计日志）", resent: "已重发", adminOnly: "您的角色只能查看。",
    },
    messageStatus: { PENDING: "待发送", SENDING: "发送中", SENT: "已发送", UNDELIVERED: "未送达", NOT_SENT: "未发送", MISCONFIGURED: "配置有误", REFUSED: "被拒绝", UNKNOWN: "结果不明" },
    messageEvent: { SENT: "微信已接收", REFUSED: "微信拒绝", MISCONFIGURED: "配置有误", NOT_SENT: "未发送", UNKNOWN: "结果不明", REPORTED: "收到投递回执", UNREPORTED: "未等到投递回执", GIVEN_UP: "停止尝试", RESEND: "操作员重发" },
    delivery: { success: "已送达", unknown: "是否送达不明", "failed:user block": "未送达：粉丝拒收", "failed: system failed": "未送达：微信系统原因" },
  },
  en: {
    views: { messages: "Messages" },
    messages: {
      title: "Template messages", caption: "Messages, the newest first", businessId: "Business id", openid: "Follower's openid", scene: "Scene", status: "Status", from: "From", to: "To", search: "Search", spanHint: "Without a business id and a follower: the last 7 days, or 31 days at most", created: "Made", message: "Message", result: "Outcome",
      usage: "Used today", used: "{accepted} of {quota} ({percent} %)", warning: "The day's quota is nearly used up.", stopped: "WeChat takes no more today; sending goes on at {until}.", failed: "{n} failed",
      back: "Back to the messages", number: "Number", attempts: "Attempts", resends: "Sent again", wechatId: "WeChat's number", delivery: "Report", error: "WeChat's errcode", problem: "Why", next: "Next attempt", updated: "Changed", content: "Content", history: "History", at: "Time", event: "Event", detail: "Detail", by: "Who",
      resend: "Send again", resendTitle: "Send this message again?", resendText: "WeChat takes it as a new message.", resendUnknown: "Whether it was sent is not known: the follower may get it twice.", why: "Reason (for the audit log)", resent: "It is being sent again", adminOnly: "Your role may look, not change.",
    },
    messageStatus: { PENDING: "Waiting", SENDING: "Being sent", SENT: "Sent", UNDELIVERED: "Not delivered", NOT_SENT: "Not sent", MISCONFIGURED: "Fault of ours", REFUSED: "Refused", UNKNOWN: "Not known" },
    messageEvent: { SENT: "Taken by WeChat", REFUSED: "Refused by WeChat", MISCONFIGURED: "Fault of ours", NOT_SENT: "Not sent", UNKNOWN: "Outcome not known", REPORTED: "WeChat's report", UNREPORTED: "No report in time", GIVEN_UP: "Given up", RESEND: "Sent again by an operator" },
    delivery: { success: "Delivered", unknown: "Delivery not known", "failed:user block": "Not delivered: the follower blocks it", "failed: system failed": "Not delivered: WeChat failed" },
  },
};
