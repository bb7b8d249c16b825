// The words of the frame. Each page brings its own.
export const TEXTS = {
  zh: {
    brand: "招利支付", console: "运营后台", otherLanguage: "English", skip: "跳到正文", navigation: "主导航",
    nav: { merchants: "商户", wechat: "公众号", audit: "审计日志", operators: "操作员", account: "我的账户" },
    logout: "退出登录", loading: "正在加载……", again: "重试", cancel: "取消", close: "关闭", save: "保存", confirm: "确认",
    more: "加载更多", nothing: "没有符合条件的记录", all: "全部", filter: "筛选", reset: "清除", reason: "原因", done: "操作成功",
    forbidden: "您的角色无权查看此页面。", requestId: "请求编号", copy: "复制", copied: "已复制",
    login: {
      title: "登录运营后台", username: "用户名", password: "密码", submit: "登录", show: "显示密码",
      firstTitle: "设置您自己的密码", firstText: "初始密码仅用于首次登录。请设置 12 至 128 个字的新密码，不限字符种类，避免常见密码。",
      newPassword: "新密码", repeat: "再次输入新密码", firstSubmit: "保存并登录", back: "返回登录", expired: "登录已失效，请重新登录。",
      differ: "两次输入的密码不一致", required: "请填写此项",
    },
    role: { ADMIN: "管理员", AUDITOR: "审核员" },
    error: {
      OFFLINE: "网络连接失败，请稍后重试。", OTHER: "操作没有成功，请稍后重试。",
      length: "密码须为 12 至 128 个字。", guess: "该密码太容易被猜到，请换一个。", same: "新密码不能与原密码相同。",
    },
  },
  en: {
    brand: "zhaoli-pay", console: "Operations", otherLanguage: "中文", skip: "Skip to content", navigation: "Main",
    nav: { merchants: "Merchants", wechat: "WeChat", audit: "Audit log", operators: "Operators", account: "My account" },
    logout: "Log out", loading: "Loading…", again: "Try again", cancel: "Cancel", close: "Close", save: "Save", confirm: "Confirm",
    more: "Load more", nothing: "Nothing here", all: "All", filter: "Filter", reset: "Clear", reason: "Reason", done: "Done",
    forbidden: "Your role does not allow you to see this page.", requestId: "Request id", copy: "Copy", copied: "Copied",
    login: {
      title: "Log in to operations", username: "User name", password: "Password", submit: "Log in", show: "Show password",
      firstTitle: "Choose your own password", firstText: "The initial password opens the first login only. Choose one of 12 to 128 characters, of any kind, that is not a common one.",
      newPassword: "New password", repeat: "New password again", firstSubmit: "Save and log in", back: "Back to login", expired: "Your session has ended, please log in again.",
      differ: "The two passwords are not the same", required: "Please fill this in",
    },
    role: { ADMIN: "Administrator", AUDITOR: "Auditor" },
    error: {
      OFFLINE: "The connection failed, please try again.", OTHER: "That did not work, please try again later.",
      length: "A password has 12 to 128 characters.", guess: "This password is too easy to guess, please choose another.", same: "The new password must not be the old one.",
    },
  },
};
