// Words of the views of followers and tags.
export const followerTexts = {
  zh: {
    views: { followers: "粉丝" },
    followers: {
      title: "粉丝", caption: "粉丝列表", by: "查找方式", all: "全部粉丝", openid: "openid", tagId: "标签", state: "状态", merchantNo: "接收此商户消息的粉丝", value: "商户号", search: "查找", remark: "备注", tags: "标签", followed: "关注时间", lastAct: "最近互动", choose: "选择", pick: "选择 {openid}", chosen: "已选 {n} 位粉丝", clear: "取消选择",
      tagAct: "打标签", untagAct: "去除标签", block: "拉黑", unblock: "移出黑名单", tagTitle: "为 {n} 位粉丝打标签", untagTitle: "去除 {n} 位粉丝的标签", blockTitle: "将 {n} 位粉丝拉黑？", blockText: "拉黑后收不到其消息，也不能向其发送消息。", unblockTitle: "将 {n} 位粉丝移出黑名单？", why: "原因（记入审计日志）",
      back: "返回粉丝列表", unionid: "unionid", scene: "来源", qrScene: "二维码场景", stateAt: "状态开始", seen: "首次记录", told: "最近向微信查询", saveRemark: "保存备注", remarkHint: "最多 30 个字，留空则删除备注", events: "最近的事件", event: "事件", subject: "内容", at: "时间", conversations: "查看对话", messages: "查看模板消息", noTags: "没有标签", manageTags: "管理标签",
      done: "已完成", running: "已提交，正在由微信处理（{done} / {total}）。", partly: "完成 {done} 位，微信拒绝 {refused} 位：", refused: "微信拒绝了全部 {refused} 位：", givenUp: "未能在时限内完成。", auditorOnly: "您的角色只能查看。",
    },
    sync: {
      title: "同步", text: "与微信核对全部粉丝、标签和黑名单。", start: "开始同步", stop: "停止", none: "尚未同步过。", progress: "{read} / {total}", found: "新发现 {found}，已取消关注 {left}，黑名单 {blocked}", waits: "等待微信，{at} 后继续：{problem}", last: "最近一次：{at}", begun: "同步已开始", stopped: "同步已停止",
    },
    tags: {
      title: "标签", caption: "标签列表", name: "名称", number: "编号", followers: "粉丝数", refreshed: "微信数据更新于 {at}", refresh: "向微信更新", create: "新建标签", newName: "标签名称", nameHint: "1 至 30 个字", rename: "改名", renameTitle: "标签「{name}」改名", remove: "删除", removeTitle: "删除标签「{name}」？", removeText: "从所有粉丝处去除此标签，不能恢复。", system: "微信自带", actions: "操作", of: "{act}：{name}",
    },
    change: {
      title: "粉丝变更", kind: "变更", tag: "标签", former: "原内容", text: "新内容", reason: "原因", counts: "进度", of: "共 {total}，完成 {done}，被拒绝 {refused}，未处理 {pending}", problem: "微信的答复", by: "操作人", at: "提交时间", settled: "结束时间", followers: "涉及的粉丝",
    },
    changeKind: { TAG: "打标签", UNTAG: "去除标签", REMARK: "修改备注", BLOCK: "拉黑", UNBLOCK: "移出黑名单", TAG_CREATE: "新建标签", TAG_RENAME: "标签改名", TAG_DELETE: "删除标签" },
    changeStatus: { RUNNING: "处理中", DONE: "已完成", PARTLY: "部分完成", REFUSED: "被拒绝", GIVEN_UP: "未完成" },
    changedState: { PENDING: "未处理", DONE: "已完成", REFUSED: "被拒绝" },
    followerState: { FOLLOWING: "关注中", GONE: "已取消关注", BLOCKED: "黑名单" },
    syncStatus: { RUNNING: "进行中", DONE: "已完成", STOPPED: "已停止", FAILED: "失败" },
    syncPhase: { TAGS: "读取标签", FOLLOWERS: "读取粉丝", BLACKLIST: "读取黑名单", ABSENT: "核对已离开的粉丝" },
    followerEvent: { FOLLOW: "关注", SCAN: "扫码", UNBINDING: "取消关注", MENU_CLICK: "点击菜单", MENU_VIEW: "打开菜单网页", DELIVERY_REPORT: "消息投递回执" },
    followScene: { ADD_SCENE_SEARCH: "搜索", ADD_SCENE_QR_CODE: "扫描二维码", ADD_SCENE_PROFILE_CARD: "名片分享", ADD_SCENE_PROFILE_LINK: "图文页内名称", ADD_SCENE_PROFILE_ITEM: "图文页菜单", ADD_SCENE_PAID: "支付后关注", ADD_SCENE_OTHERS: "其他" },
  },
  en: {
    views: { followers: "Followers" },
    followers: {
      title: "Followers", caption: "List of followers", by: "Find by", all: "All followers", openid: "openid", tagId: "Tag", state: "State", merchantNo: "Who gets this merchant's messages", value: "Merchant number", search: "Find", remark: "Remark", tags: "Tags", followed: "Follows since", lastAct: "Last act", choose: "Choose", pick: "Choose {openid}", chosen: "{n} chosen", clear: "Choose none",
      tagAct: "Give a tag", untagAct: "Take a tag away", block: "Block", unblock: "Unblock", tagTitle: "Give {n} followers a tag", untagTitle: "Take a tag away from {n} followers", blockTitle: "Block {n} followers?", blockText: "Their messages do not arrive, and none reach them.", unblockTitle: "Unblock {n} followers?", why: "Reason (for the audit log)",
      back: "Back to the followers", unionid: "unionid", scene: "Came by", qrScene: "Scene of the code", stateAt: "Since", seen: "First seen", told: "WeChat was asked", saveRemark: "Save the remark", remarkHint: "At most 30 characters; empty takes it away", events: "Last events", event: "Event", subject: "Of", at: "Time", conversations: "Conversations", messages: "Template messages", noTags: "No tags", manageTags: "Manage the tags",
      done: "Done", running: "Under way at WeChat ({done} of {total}).", partly: "Done for {done}, refused by WeChat for {refused}:", refused: "WeChat refused all {refused}:", givenUp: "It was not completed in time.", auditorOnly: "Your role may look, not change.",
    },
    sync: {
      title: "Sync", text: "Compares all followers, tags and blocks with WeChat.", start: "Begin a sync", stop: "Stop", none: "There was none yet.", progress: "{read} of {total}", found: "found {found}, left {left}, blocked {blocked}", waits: "Waits for WeChat until {at}: {problem}", last: "The last: {at}", begun: "The sync has begun", stopped: "The sync is stopped",
    },
    tags: {
      title: "Tags", caption: "List of tags", name: "Name", number: "Number", followers: "Followers", refreshed: "As of {at}", refresh: "Ask WeChat", create: "New tag", newName: "Name of the tag", nameHint: "1 to 30 characters", rename: "Rename", renameTitle: "Another name for “{name}”", remove: "Delete", removeTitle: "Delete the tag “{name}”?", removeText: "It is taken away from all who have it, for good.", system: "WeChat's own", actions: "Actions", of: "{act}: {name}",
    },
    change: {
      title: "Change of followers", kind: "What", tag: "Tag", former: "Before", text: "After", reason: "Reason", counts: "So far", of: "{total} in all: {done} done, {refused} refused, {pending} not made", problem: "WeChat's answer", by: "Who", at: "Asked for", settled: "Ended", followers: "For these followers",
    },
    changeKind: { TAG: "Tag given", UNTAG: "Tag taken away", REMARK: "Remark changed", BLOCK: "Blocked", UNBLOCK: "Unblocked", TAG_CREATE: "Tag made", TAG_RENAME: "Tag renamed", TAG_DELETE: "Tag deleted" },
    changeStatus: { RUNNING: "Under way", DONE: "Done", PARTLY: "Partly done", REFUSED: "Refused", GIVEN_UP: "Given up" },
    changedState: { PENDING: "Not made", DONE: "Done", REFUSED: "Refused" },
    followerState: { FOLLOWING: "Follows", GONE: "Left", BLOCKED: "Blocked" },
    syncStatus: { RUNNING: "Under way", DONE: "Done", STOPPED: "Stopped", FAILED: "Failed" },
    syncPhase: { TAGS: "reading tags", FOLLOWERS: "reading followers", BLACKLIST: "reading the block list", ABSENT: "asking about those who are gone" },
    followerEvent: { FOLLOW: "Followed", SCAN: "Scanned a code", UNBINDING: "Left", MENU_CLICK: "Tapped the menu", MENU_VIEW: "Opened a page of the menu", DELIVERY_REPORT: "Report of a message" },
    followScene: { ADD_SCENE_SEARCH: "Search", ADD_SCENE_QR_CODE: "QR code", ADD_SCENE_PROFILE_CARD: "Shared card", ADD_SCENE_PROFILE_LINK: "Name in an article", ADD_SCENE_PROFILE_ITEM: "Menu of an article", ADD_SCENE_PAID: "After a payment", ADD_SCENE_OTHERS: "Otherwise" },
  },
};
