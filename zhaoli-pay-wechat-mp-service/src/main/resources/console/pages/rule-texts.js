// Words of the views of reply rules.
import { chatTexts } from "./chat.js";

export const ruleTexts = {
  zh: {
    ...chatTexts.zh,
    views: { rules: "自动回复" },
    rules: {
      title: "自动回复规则", caption: "规则列表，按匹配顺序", create: "新建规则", find: "筛选", findHint: "名称、关键词或键值的一部分", kindFilter: "类型", anyKind: "全部类型", count: "共 {n} 条规则，按匹配顺序排列；最多 500 条。",
      name: "名称", kind: "类型", pattern: "关键词", priority: "优先级", window: "生效时间", always: "始终", answers: "回复", state: "状态", on: "已启用", off: "已停用", nMessages: "{n} 条消息", empty: "还没有规则。",
      back: "返回规则列表", newTitle: "新建规则", priorityHint: "-1000 至 1000，数值大的先回复", windowed: "仅在指定时间生效（北京时间）", days: "星期", anyDay: "不选则每天", from: "开始时刻", to: "结束时刻", toHint: "早于开始时刻表示到次日", firstDay: "开始日期", lastDay: "结束日期",
      messages: "回复内容", messagesHint: "1 至 4 条，依次发送", message: "第 {n} 条", type: "消息类型", content: "文字", contentHint: "{has} / 2048 字节", mediaId: "图片编号 media_id", newsTitle: "标题", description: "摘要（可不填）", picUrl: "封面图片网址", url: "打开的网址",
      addMessage: "添加一条消息", removeMessage: "删除第 {n} 条", moveUp: "上移第 {n} 条", enabledAtOnce: "保存后立即启用", save: "保存", saved: "规则已保存，一秒内对所有实例生效", preview: "粉丝看到的回复", enable: "启用", disable: "停用", remove: "删除",
      enabled: "规则已启用", disabled: "规则已停用", removed: "规则已删除", removeTitle: "删除规则「{name}」？", removeText: "删除后不能恢复，立即停止使用此规则回复。", disableTitle: "停用规则「{name}」？", disableText: "立即停止使用此规则回复，可随时重新启用。", enableTitle: "启用规则「{name}」？", enableText: "立即开始使用此规则回复。",
      conflict: "该规则已被他人修改，您的修改尚未保存。", takeTheirs: "放弃我的修改，查看最新内容", keepMine: "将我的修改另存为新规则", by: "最后修改人", at: "最后修改", number: "规则编号", auditorOnly: "您的角色只能查看。", unsaved: "有未保存的修改", missing: "请填写此项", invalid: "规则不正确，请按提示修改。",
    },
    trial: {
      title: "试一试", text: "查看粉丝的操作由哪条规则回复，不会发送任何消息。", kind: "粉丝的操作", content: "粉丝发来的文字", key: "菜单的键值", at: "时间（北京时间，可不填）", atHint: "留空则为现在", submit: "试一试", answering: "由规则「{name}」回复：", none: "没有规则命中。", noneText: "将由聊天机器人回复；它不可用时回复默认文字。", noneTap: "不会回复。",
      opinions: "各规则的判断", rule: "规则", verdict: "结果", outdated: "规则已修改，请重新尝试。",
    },
    ruleKind: { EXACT: "完全相同", CONTAINS: "包含", REGEX: "正则表达式", ON_CLICK: "点击菜单", ON_SUBSCRIBE: "开始关注" },
    patternLabel: { EXACT: "关键词", CONTAINS: "关键词", REGEX: "正则表达式", ON_CLICK: "菜单键值" },
    patternHint: { EXACT: "整段文字与关键词相同时回复，不区分大小写和全角半角", CONTAINS: "文字包含关键词时回复，不区分大小写和全角半角", REGEX: "RE2 语法，按原文匹配；(?i) 忽略大小写", ON_CLICK: "与菜单项的键值完全相同" },
    replyType: { text: "文字", picture: "图片", news: "图文" },
    actKind: { TEXT: "发来文字", CLICK: "点击菜单", SUBSCRIBE: "开始关注", SCAN: "扫描二维码", OTHER: "发来其他消息" },
    verdict: { ANSWERS: "由它回复", OVERRULED: "命中，但排在后面", OUTSIDE_WINDOW: "命中，但不在生效时间内", DISABLED: "已停用", NOT_MET: "未命中" },
    weekday: { MONDAY: "周一", TUESDAY: "周二", WEDNESDAY: "周三", THURSDAY: "周四", FRIDAY: "周五", SATURDAY: "周六", SUNDAY: "周日" },
    ruleProblem: {
      name: "名称须为 1 至 64 个字", priority: "优先级须为 -1000 至 1000 的整数", pattern: "须为 1 至 256 个字", key: "须为 1 至 128 个字的菜单键值", often: "重复次数过多", large: "表达式过大", regex: "不是 RE2 的正则表达式：{why}",
      emptyText: "文字不能为空", media: "图片编号只能包含字母、数字、下划线和连字符", title: "标题须为 1 至 64 个字", description: "摘要最多 120 个字", picUrl: "封面图片须为完整的 http 或 https 网址", url: "须为完整的 http 或 https 网址", count: "须为 1 至 4 条",
      days: "请至少选择一天", lastDay: "结束日期不能早于开始日期", times: "开始和结束时刻须同时填写且不同",
    },
  },
  en: {
    ...chatTexts.en,
    views: { rules: "Replies" },
    rules: {
      title: "Reply rules", caption: "Rules in the order in which they are asked", create: "New rule", find: "Filter", findHint: "A part of the name, the keyword or the key", kindFilter: "Kind", anyKind: "All kinds", count: "{n} rules, in the order in which they are asked; there may be 500.",
      name: "Name", kind: "Kind", pattern: "Keyword", priority: "Priority", window: "When", always: "Always", answers: "Answer", state: "State", on: "Enabled", off: "Disabled", nMessages: "{n} messages", empty: "There are no rules yet.",
      back: "Back to the rules", newTitle: "New rule", priorityHint: "-1000 to 1000; the highest answers", windowed: "At some times only (clocks of China)", days: "Days of the week", anyDay: "None ticked: every day", from: "From", to: "To", toHint: "Before the start: on the next day", firstDay: "First day", lastDay: "Last day",
      messages: "Answer", messagesHint: "1 to 4 messages, sent in this order", message: "Message {n}", type: "Kind of message", content: "Text", contentHint: "{has} of 2048 bytes", mediaId: "media_id of the picture", newsTitle: "Title", description: "Description (may be empty)", picUrl: "Address of the cover picture", url: "Address it opens",
      addMessage: "Add a message", removeMessage: "Remove message {n}", moveUp: "Move message {n} up", enabledAtOnce: "Enable it when it is saved", save: "Save", saved: "The rule is saved; all instances follow within a second", preview: "As a follower sees it", enable: "Enable", disable: "Disable", remove: "Delete",
      enabled: "The rule is enabled", disabled: "The rule is disabled", removed: "The rule is deleted", removeTitle: "Delete the rule “{name}”?", removeText: "It cannot be brought back and answers no more from now on.", disableTitle: "Disable the rule “{name}”?", disableText: "It answers no more until it is enabled again.", enableTitle: "Enable the rule “{name}”?", enableText: "It answers from now on.",
      conflict: "Somebody else changed this rule. Your changes are not saved.", takeTheirs: "Drop my changes and see theirs", keepMine: "Save my changes as a new rule", by: "Changed by", at: "Changed", number: "Number", auditorOnly: "Your role may look, not change.", unsaved: "Some changes are not saved", missing: "Please fill this in", invalid: "The rule is not right; see below.",
    },
    trial: {
      title: "Try it out", text: "Which rule answers what a follower does. Nothing is sent.", kind: "What the follower does", content: "What the follower writes", key: "Key of the menu", at: "Time in China (may be empty)", atHint: "Empty for now", submit: "Try", answering: "Answered by the rule “{name}”:", none: "No rule is met.", noneText: "The chatbot answers; where it cannot, the default text does.", noneTap: "Nothing is answered.",
      opinions: "What each rule says", rule: "Rule", verdict: "Says", outdated: "The rules have changed; try again.",
    },
    ruleKind: { EXACT: "Is the same", CONTAINS: "Contains", REGEX: "Regular expression", ON_CLICK: "Menu tapped", ON_SUBSCRIBE: "Begins to follow" },
    patternLabel: { EXACT: "Keyword", CONTAINS: "Keyword", REGEX: "Regular expression", ON_CLICK: "Key of the menu" },
    patternHint: { EXACT: "Answers when the whole text is the keyword, whatever its case and width", CONTAINS: "Answers when the text contains the keyword, whatever its case and width", REGEX: "RE2 syntax, on the text as it was written; (?i) ignores case", ON_CLICK: "Exactly the key of the menu's button" },
    replyType: { text: "Text", picture: "Picture", news: "Article" },
    actKind: { TEXT: "Writes a text", CLICK: "Taps the menu", SUBSCRIBE: "Begins to follow", SCAN: "Scans a QR code", OTHER: "Sends something else" },
    verdict: { ANSWERS: "Answers", OVERRULED: "Is met, but comes later", OUTSIDE_WINDOW: "Is met, but not at this time", DISABLED: "Disabled", NOT_MET: "Is not met" },
    weekday: { MONDAY: "Mon", TUESDAY: "Tue", WEDNESDAY: "Wed", THURSDAY: "Thu", FRIDAY: "Fri", SATURDAY: "Sat", SUNDAY: "Sun" },
    ruleProblem: { count: "must be 1 to 4 messages" },
  },
};
