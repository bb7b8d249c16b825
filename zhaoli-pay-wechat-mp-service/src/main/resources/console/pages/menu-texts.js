// Words of the menus' views.
import { chatTexts } from "./chat.js";
import { phoneTexts } from "./phone.js";

export const menuTexts = {
  zh: {
    ...chatTexts.zh, ...phoneTexts.zh,
    views: { menus: "菜单" },
    menus: {
      title: "自定义菜单", now: "微信当前显示的菜单", nowHint: "直接从微信读取，也包括在微信公众平台上设置的菜单。", which: "菜单", defaultMenu: "默认菜单", conditionalMenu: "个性化菜单 {n}：{who}",
      tagged: "标签 {tag}", nobody: "未设置条件", seenBy: "按粉丝查看（openid）", seen: "查看", seenReset: "显示全部", seenTitle: "该粉丝看到的菜单", live: "最近发布", never: "尚未从本平台发布过菜单。",
      newFromNow: "以当前菜单新建草稿", newEmpty: "新建空白草稿", versions: "版本", versionsCaption: "菜单版本", version: "版本", nameless: "（无备注）", status: "状态", revision: "修订", changedBy: "最后修改人", changedAt: "最后修改",
      publications: "发布记录", publicationsCaption: "菜单发布记录", at: "时间", by: "操作人", reason: "原因", outcome: "结果", attempts: "已尝试 {n} 次",
      back: "返回菜单", note: "备注", noteHint: "便于识别的说明，仅内部可见", content: "菜单内容", pick: "选择要编辑的菜单项", items: "菜单项", preview: "预览",
      addConditional: "添加个性化菜单", removeConditional: "删除此个性化菜单", earlier: "提前", tagId: "标签编号", tagHint: "仅有此标签的粉丝可见；留空则不限", platform: "手机系统", anyPlatform: "不限",
      conditionalHint: "按顺序匹配，第一个符合的生效。", addTop: "添加一级菜单", addBelow: "添加子菜单", top: "一级菜单 {n}", below: "子菜单 {n}", unnamed: "（未命名）", flawed: "有问题",
      hasBelow: "点击后展开子菜单，自身没有动作。", name: "名称", nameHint: "{has} / {max} 字节（一个汉字 3 字节）", type: "动作", forward: "前移", backward: "后移", remove: "删除此项", removed: "已删除「{name}」",
      noButtons: "还没有菜单项。", readOnly: "提交发布过的版本不再改变；可复制为新草稿。", auditorOnly: "您的角色只能查看。",
      save: "保存草稿", saved: "草稿已保存", unsaved: "有未保存的修改", problems: "以下问题需要解决才能发布：", none: "符合微信的要求，可以发布。", checkAgain: "保存后重新检查。",
      conflict: "该草稿已被他人修改，您的修改尚未保存。", takeTheirs: "放弃我的修改，查看最新内容", keepMine: "将我的修改另存为新草稿", copy: "复制为新草稿", copied: "已新建草稿", discard: "删除草稿", discardTitle: "删除此草稿？", discardText: "草稿删除后不能恢复。", discarded: "草稿已删除",
      publish: "发布", publishTitle: "发布此菜单？", publishText: "发布后替换微信当前显示的菜单，粉丝的手机最晚约五分钟后更新。", rollback: "重新发布（回滚）", rollbackTitle: "重新发布此版本？", why: "原因（记入审计日志）",
      published: "菜单已发布", publishing: "正在发布，微信尚未确认。", stillPublishing: "仍在发布中，请稍后在发布记录中查看结果。", refused: "微信拒绝了该菜单（错误码 {code}）。", givenUp: "发布未能在时限内完成，请核对微信当前显示的菜单。", saveFirst: "请先保存草稿。",
      diff: "与其他版本的差异", against: "对比", againstNow: "微信当前显示的菜单", same: "没有差异。", diffCaption: "差异列表", where: "位置", kind: "变化", before: "之前", after: "之后", refresh: "刷新",
    },
    menuPlace: {
      buttons: "菜单", subButtons: "子菜单", conditional: "个性化菜单", rule: "适用条件", name: "名称", type: "动作", key: "键值", url: "网址", mediaId: "素材编号 media_id", articleId: "图文编号 article_id",
      appId: "小程序 appid", pagePath: "小程序页面路径", tagId: "标签编号", clientPlatform: "手机系统",
    },
    menuPlaceOf: { buttons: "菜单 {n}", subButtons: "子菜单 {n}", conditional: "个性化菜单 {n}" },
    menuHint: {
      key: "由键值相同的「点击菜单」规则回复", url: "以 https:// 开头的完整网址", mediaId: "永久素材的编号", articleId: "已发布图文的编号", appId: "须与公众号关联", pagePath: "例如 pages/index/index", miniUrl: "旧版微信打不开小程序时打开的网址",
    },
    menuProblem: {
      buttons: "一级菜单须为 1 至 3 个", below: "子菜单须为 1 至 5 个", typeAbove: "有子菜单时不能有动作", levels: "菜单只有两级", missing: "请填写此项", bytes: "有 {has} 字节，最多 {max} 字节（一个汉字 3 字节）",
      control: "不能包含控制字符", type: "微信没有此动作", unused: "此动作不使用该项", url: "须为完整的 http 或 https 网址", conditional: "个性化菜单最多 10 个", domains: "个性化菜单涉及的域名超过 3 个：{hosts}",
      rule: "请填写标签编号或选择手机系统", tag: "标签编号须为数字", twice: "与前面的个性化菜单条件相同，永远不会显示",
    },
    buttonType: {
      click: "回复消息", view: "打开网页", scancode_push: "扫码", scancode_waitmsg: "扫码并等待回复", pic_sysphoto: "拍照发图", pic_photo_or_album: "拍照或相册发图", pic_weixin: "微信相册发图", location_select: "发送位置",
      media_id: "发送素材", view_limited: "打开图文素材", article_id: "发送已发布图文", article_view_limited: "打开已发布图文", miniprogram: "打开小程序",
    },
    platform: { IOS: "iOS", ANDROID: "安卓", OTHERS: "其他系统" },
    menuStatus: { DRAFT: "草稿", FIXED: "已定稿" },
    publicationStatus: { RUNNING: "进行中", DONE: "成功", REFUSED: "被微信拒绝", GIVEN_UP: "未完成" },
    menuChange: { ADDED: "新增", REMOVED: "删除", CHANGED: "修改" },
  },
  en: {
    ...chatTexts.en, ...phoneTexts.en,
    views: { menus: "Menus" },
    menus: {
      title: "Menus", now: "What WeChat shows now", nowHint: "Read from WeChat, also where it was set in WeChat's own console.", which: "Menu", defaultMenu: "Default menu", conditionalMenu: "Conditional menu {n}: {who}",
      tagged: "tag {tag}", nobody: "no condition yet", seenBy: "As one follower sees it (openid)", seen: "Show", seenReset: "Show all", seenTitle: "What this follower sees", live: "Published last", never: "No menu was published from here yet.",
      newFromNow: "New draft from this menu", newEmpty: "New empty draft", versions: "Versions", versionsCaption: "Versions of the menus", version: "Version", nameless: "(no note)", status: "Status", revision: "Revision", changedBy: "Changed by", changedAt: "Changed",
      publications: "Publications", publicationsCaption: "Publications of menus", at: "Time", by: "Who", reason: "Reason", outcome: "Outcome", attempts: "tried {n} times",
      back: "Back to the menus", note: "Note", noteHint: "For us, to know it again", content: "Content", pick: "Choose what to edit", items: "Buttons", preview: "Preview",
      addConditional: "Add a conditional menu", removeConditional: "Remove this conditional menu", earlier: "Earlier", tagId: "Number of a tag", tagHint: "For followers with this tag; empty for all", platform: "Phone", anyPlatform: "Any",
      conditionalHint: "The first one in this order that matches is shown.", addTop: "Add a button", addBelow: "Add a button below", top: "Button {n}", below: "Button {n} below", unnamed: "(no name)", flawed: "has a problem",
      hasBelow: "A tap opens the buttons below; it does nothing else.", name: "Name", nameHint: "{has} of {max} bytes (a Han character has 3)", type: "What a tap does", forward: "Move forward", backward: "Move back", remove: "Remove", removed: "Removed “{name}”",
      noButtons: "There are no buttons yet.", readOnly: "A version that was to be published stays as it is; copy it to a new draft.", auditorOnly: "Your role may look, not change.",
      save: "Save the draft", saved: "The draft is saved", unsaved: "Some changes are not saved", problems: "To be solved before this can be published:", none: "Within WeChat's limits: it can be published.", checkAgain: "Checked again when it is saved.",
      conflict: "Somebody else changed this draft. Your changes are not saved.", takeTheirs: "Drop my changes and see theirs", keepMine: "Save my changes as a new draft", copy: "Copy to a new draft", copied: "A new draft is made", discard: "Throw away", discardTitle: "Throw this draft away?", discardText: "It cannot be brought back.", discarded: "The draft is gone",
      publish: "Publish", publishTitle: "Publish this menu?", publishText: "It replaces what WeChat shows now. Phones show it after five minutes at the latest.", rollback: "Publish again (roll back)", rollbackTitle: "Publish this version again?", why: "Reason (for the audit log)",
      published: "The menu is published", publishing: "It is being published; WeChat has not confirmed it.", stillPublishing: "It is still being published; see the publications later.", refused: "WeChat refused the menu (errcode {code}).", givenUp: "It was not completed in time; compare with what WeChat shows.", saveFirst: "Save the draft first.",
      diff: "Differences", against: "Compared with", againstNow: "What WeChat shows now", same: "Nothing differs.", diffCaption: "Differences", where: "Place", kind: "Change", before: "Before", after: "After", refresh: "Refresh",
    },
    menuPlace: {
      buttons: "buttons", subButtons: "buttons below", conditional: "conditional menus", rule: "condition", name: "Name", type: "What a tap does", key: "Key", url: "Address", mediaId: "media_id", articleId: "article_id",
      appId: "appid of the mini program", pagePath: "Page of the mini program", tagId: "Number of a tag", clientPlatform: "Phone",
    },
    menuPlaceOf: { buttons: "button {n}", subButtons: "button {n} below", conditional: "conditional menu {n}" },
    menuHint: {
      key: "Answered by the menu rule with the same key", url: "A whole address, beginning with https://", mediaId: "Number of permanent material", articleId: "Number of a published article", appId: "Must be linked to the account", pagePath: "Such as pages/index/index", miniUrl: "Opened where WeChat is too old for mini programs",
    },
    menuProblem: { bytes: "has {has} bytes, at most {max} (a Han character has 3)" },
    buttonType: {
      click: "Answer with messages", view: "Open a web page", scancode_push: "Scan a code", scancode_waitmsg: "Scan a code and wait for an answer", pic_sysphoto: "Take a photo", pic_photo_or_album: "Send a photo or picture", pic_weixin: "Send a picture from WeChat", location_select: "Send a place",
      media_id: "Send material", view_limited: "Open material", article_id: "Send a published article", article_view_limited: "Open a published article", miniprogram: "Open a mini program",
    },
    platform: { IOS: "iOS", ANDROID: "Android", OTHERS: "Other" },
    menuStatus: { DRAFT: "Draft", FIXED: "Fixed" },
    publicationStatus: { RUNNING: "Under way", DONE: "Done", REFUSED: "Refused by WeChat", GIVEN_UP: "Not completed" },
    menuChange: { ADDED: "Added", REMOVED: "Removed", CHANGED: "Changed" },
  },
};
