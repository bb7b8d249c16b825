// Words of the views of QR codes.
export const codeTexts = {
  zh: {
    views: { codes: "二维码" },
    codes: {
      title: "永久二维码", text: "用于门店海报和推广渠道。微信给每个公众号 100,000 个，建立后不能收回；已印出的码仍可修改名称、回复和标签，或停用。", caption: "二维码列表，最新的在前", create: "新建二维码", back: "返回二维码列表",
      label: "名称", labelHint: "运营人员所见的名称，同一公众号内不能重复", purpose: "用途", subject: "对象", subjectHint: "如门店编号；字母、数字、下划线和连字符，可不填", state: "状态", scans: "扫码次数", follows: "其中新关注", lastScan: "最近扫码",
      tag: "标签", tagHint: "给扫码的粉丝打上此标签", noTag: "不打标签", answer: "扫码后的回复", replyKey: "菜单键值", replyKeyHint: "由键值相同的「点击菜单」规则回复", make: "建立二维码", save: "保存", unsaved: "有未保存的修改", saved: "二维码已保存", made: "二维码已建立", making: "正在建立，微信尚未确认。", refused: "微信没有建立这个二维码（错误码 {code}）。", invalid: "内容不正确，请按提示修改。",
      conflict: "该二维码已被他人修改，您的修改尚未保存。", takeTheirs: "放弃我的修改，查看最新内容", picture: "二维码图片", pictureOf: "二维码：{label}", download: "下载 SVG（印刷用）", notYet: "建立后显示。", noPicture: "没有图片。", scene: "场景值", url: "二维码内容", createdBy: "建立人", createdAt: "建立时间", changedBy: "最后修改人", changedAt: "最后修改",
      byDay: "每日扫码", span: "{from} 至 {to}（北京时间）共扫码 {scans} 次，其中新关注 {follows} 次。", day: "日期", enable: "启用", enabled: "二维码已启用", enableTitle: "启用二维码「{label}」？", enableText: "扫码立即恢复回复和计数。", disable: "停用", disabled: "二维码已停用", disableTitle: "停用二维码「{label}」？", disableText: "已印出的码仍能被扫到，但没有回复，也不计数。可随时重新启用。",
    },
    codePurpose: { STORE_POSTER: "门店海报", CHANNEL: "推广渠道" },
    codeState: { MAKING: "建立中", ACTIVE: "使用中", REFUSED: "被微信拒绝", DISABLED: "已停用" },
    codeAnswer: { none: "不回复", replies: "发送消息", replyKey: "由回复规则回复" },
    codeProblem: { label: "须为 1 至 64 个字", subject: "须为 1 至 64 个字母、数字、下划线或连字符", replyKey: "须为 1 至 128 个字的菜单键值" },
  },
  en: {
    views: { codes: "QR codes" },
    codes: {
      title: "Permanent QR codes", text: "For posters in stores and for channels. WeChat makes 100,000 for an account and takes none back; what is printed can still get another name, answer or tag, or be disabled.", caption: "QR codes, the newest first", create: "New QR code", back: "Back to the QR codes",
      label: "Name", labelHint: "For operators; no two of an account have the same", purpose: "Purpose", subject: "Subject", subjectHint: "Such as a store's number: letters, digits, _ and -; may be empty", state: "State", scans: "Scans", follows: "New followers", lastScan: "Last scan",
      tag: "Tag", tagHint: "Given to followers who scan it", noTag: "None", answer: "Answer to a scan", replyKey: "Key of a menu", replyKeyHint: "The menu rule with the same key answers", make: "Make the code", save: "Save", unsaved: "Some changes are not saved", saved: "The QR code is saved", made: "The QR code is made", making: "It is being made; WeChat has not confirmed it.", refused: "WeChat did not make this code (errcode {code}).", invalid: "Something is not right; see below.",
      conflict: "Somebody else changed this QR code. Your changes are not saved.", takeTheirs: "Drop my changes and see theirs", picture: "Picture", pictureOf: "QR code {label}", download: "Download SVG (for print)", notYet: "Shown once it is made.", noPicture: "There is none.", scene: "Scene", url: "Content", createdBy: "Made by", createdAt: "Made at", changedBy: "Changed by", changedAt: "Changed at",
      byDay: "Scans by day", span: "{scans} scans from {from} to {to} (China), {follows} of them by new followers.", day: "Day", enable: "Enable", enabled: "The QR code is enabled", enableTitle: "Enable the QR code “{label}”?", enableText: "Scans are answered and counted again at once.", disable: "Disable", disabled: "The QR code is disabled", disableTitle: "Disable the QR code “{label}”?", disableText: "What is printed can still be scanned, but gets no answer and is not counted. It can be enabled again.",
    },
    codePurpose: { STORE_POSTER: "Poster in a store", CHANNEL: "Channel" },
    codeState: { MAKING: "Being made", ACTIVE: "In use", REFUSED: "Refused by WeChat", DISABLED: "Disabled" },
    codeAnswer: { none: "None", replies: "Messages", replyKey: "By a reply rule" },
    codeProblem: {},
  },
};
