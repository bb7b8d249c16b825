// The page of the sandbox: a person plays the payer and the WeChat user.

const texts = {
  zh: {
    title: '支付沙箱', subtitle: '在这里扮演付款人和微信用户。没有真实的钱。', skip: '跳到内容',
    orders: '订单', account: '公众号', which: '哪个公众号', mainAccount: '主账号', messages: '收到的消息', openid: '微信用户 openid',
    follow: '关注', unfollow: '取消关注', write: '发消息', send: '发送',
    pay: '支付', scan: '微信扫一扫', other: 'English',
    noOrders: '还没有订单。商户下单后，二维码会出现在这里。',
    noTickets: '还没有可扫的公众号二维码。', noMessages: '还没有消息。',
    paid: '已支付', scanned: '已扫码：', done: '已完成', expires: '有效期至', permanent: '永久有效', notice: '通知',
    lost: '无法连接沙箱，正在重试。', image: '二维码', TEMPLATE: '模板消息', REPLY: '回复', CUSTOMER_SERVICE: '客服消息',
    ALIPAY: '支付宝', WECHAT: '微信支付',
    CREATED: '待打开', SCANNED: '待支付', PAYING: '用户支付中', PAID: '已支付', CLOSED: '已关闭', REVERSED: '已撤销',
    NATIVE: '扫码', JSAPI: '钱包内', H5: 'H5', BARCODE: '付款码', PAGE: '电脑网站', WAP: '手机网站',
    refund: '退款', reversal: '撤销退款', PROCESSING: '退款中', SUCCESS: '已到账', ABNORMAL: '异常', REFUND_CLOSED: '已关闭',
    menu: '菜单', platform: '手机系统', otherPhones: '其他', tag: '用户标签 id', usePhone: '换用',
    noMenu: '公众号还没有菜单。', tapped: '已点击：', noEvent: '微信自行处理，无事件',
    PENDING: '发送中', ACKNOWLEDGED: '已送达', GIVEN_UP: '已放弃', DROPPED: '已丢弃',
  },
  en: {
    title: 'Payment sandbox', subtitle: 'Play the payer and the WeChat user here. No real money.', skip: 'Skip to content',
    orders: 'Orders', account: 'Official account', which: 'Which account', mainAccount: 'main account', messages: 'Messages received', openid: 'openid of the WeChat user',
    follow: 'Follow', unfollow: 'Unfollow', write: 'Write a message', send: 'Send',
    pay: 'Pay', scan: 'Scan with WeChat', other: '中文',
    noOrders: 'No orders yet. When a merchant makes one, its code appears here.',
    noTickets: 'No code of the official account can be scanned now.', noMessages: 'No messages yet.',
    paid: 'Paid', scanned: 'Scanned: ', done: 'Done', expires: 'valid until', permanent: 'permanent', notice: 'notify',
    lost: 'The sandbox cannot be reached; trying again.', image: 'QR code', TEMPLATE: 'Template message', REPLY: 'Reply', CUSTOMER_SERVICE: 'Customer service',
    ALIPAY: 'Alipay', WECHAT: 'WeChat Pay',
    CREATED: 'not opened', SCANNED: 'not paid', PAYING: 'payer is asked', PAID: 'paid', CLOSED: 'closed', REVERSED: 'reversed',
    NATIVE: 'QR code', JSAPI: 'in the wallet', H5: 'H5', BARCODE: 'barcode', PAGE: 'computer page', WAP: 'phone page',
    refund: 'Refund', reversal: 'Reversal', PROCESSING: 'under way', SUCCESS: 'done', ABNORMAL: 'abnormal', REFUND_CLOSED: 'closed',
    menu: 'Menu', platform: 'Phone', otherPhones: 'others', tag: 'tag id of the user', usePhone: 'Use it',
    noMenu: 'The official account has no menu yet.', tapped: 'Tapped: ', noEvent: 'WeChat does it by itself, no event',
    PENDING: 'being sent', ACKNOWLEDGED: 'delivered', GIVEN_UP: 'given up', DROPPED: 'dropped',
  },
};

const byId = (id) => document.getElementById(id);
let language = localStorage.getItem('language') === 'en' ? 'en' : 'zh';
const text = (key) => texts[language][key] ?? key;

/** An element with text or children; nothing is ever parsed as HTML. */
function element(name, properties, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function say(message, bad = false) {
  byId('status').textContent = message;
  byId('status').className = bad ? 'bad' : '';
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: {
      'Accept-Language': language,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) {
    const details = Object.values(answer.details ?? {}).join('; ');
    throw new Error(details ? `${answer.message} (${details})` : answer.message);
  }
  return answer;
}

/** Does what a click asked for, tells how it went, and shows what changed. */
async function act(button, work) {
  button.disabled = true;
  try {
    say(await work());
  } catch (problem) {
    say(problem.message, true);
  } finally {
    button.disabled = false;
    await refresh();
  }
}

const time = (iso) => new Date(iso).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
const yuan = (fen) => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const openid = () => byId('openid').value.trim();
/** A path of the account that is chosen; without a choice the sandbox takes the main one. */
const ofAccount = (path) => {
  const chosen = byId('account-choice').value;
  return chosen ? `${path}${path.includes('?') ? '&' : '?'}account=${encodeURIComponent(chosen)}` : path;
};
const tag = (value, label) => element('span', { className: `tag ${value}` }, label ?? text(value));

function refundRow(refund) {
  const state = refund.status === 'CLOSED' ? 'REFUND_CLOSED' : refund.status;
  return element('li', { className: 'row' },
    element('span', {}, `${text(refund.reversal ? 'reversal' : 'refund')} ${yuan(refund.amount)}`, element('span', { className: 'mono soft' }, ` ${refund.outRefundNo}`)),
    tag(state));
}

function orderCard(order) {
  const open = ['CREATED', 'SCANNED', 'PAYING'].includes(order.status);
  const number = encodeURIComponent(order.channelOrderNo);
  const pay = element('button', { type: 'button' }, text('pay'));
  pay.addEventListener('click', () => act(pay, async () => {
    const done = await call('POST', '/sandbox/v1/pay', { channel: order.channel, channelOrderNo: order.channelOrderNo, ...(order.channel === 'WECHAT' ? { buyer: openid() } : {}) });
    return `${text('paid')} ${yuan(done.amount)} · ${done.channelTradeNo}`;
  }));
  return element('article', { className: 'card' },
    element('div', { className: 'row' }, element('span', { className: 'tags' }, tag(order.channel), tag('', text(order.method))), tag(order.status)),
    open && order.codeUrl ? element('img', { src: `/sandbox/v1/orders/${order.channel}/${number}/qr.png`, alt: `${text('image')} ${order.codeUrl}`, width: 168, height: 168 }) : null,
    element('div', { className: 'amount' }, yuan(order.amount)),
    element('div', {}, order.subject),
    element('div', { className: 'mono soft' }, order.channelOrderNo),
    element('div', { className: 'soft' }, open ? `${text('expires')} ${time(order.expiresAt)}` : time(order.paidAt ?? order.expiresAt)),
    order.notifyStatus ? element('div', { className: 'row soft' }, `${text('notice')} × ${order.notifyAttempts}`, tag(order.notifyStatus)) : null,
    order.refunds.length ? element('ul', { className: 'refunds' }, ...order.refunds.map(refundRow)) : null,
    open ? element('div', { className: 'foot' }, pay) : null);
}

function ticketCard(ticket) {
  const scan = element('button', { type: 'button' }, text('scan'));
  scan.addEventListener('click', () => act(scan, async () => {
    const done = await call('POST', '/sandbox/v1/wechat/scan', { ticket: ticket.ticket, openid: openid() });
    return `${text('scanned')}${done.event} ${done.scene}`;
  }));
  return element('article', { className: 'card' },
    element('img', { src: `/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket.ticket)}`, alt: `${text('image')} ${ticket.url}`, width: 168, height: 168 }),
    element('div', { className: 'mono' }, ticket.scene),
    element('div', { className: 'soft' }, ticket.expiresAt ? `${text('expires')} ${time(ticket.expiresAt)}` : text('permanent')),
    element('div', { className: 'foot' }, scan));
}

function messageItem(message) {
  const values = Object.entries(message.data ?? {})
    .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return element('li', { className: 'card' },
    element('div', { className: 'row' }, tag('', `${text(message.type)} ${message.template ?? ''}`), element('span', { className: 'soft' }, time(message.receivedAt))),
    element('div', { className: 'mono soft' }, message.openid),
    message.content ? element('div', { className: 'said' }, message.content) : null,
    values.length ? element('dl', {}, ...values) : null);
}

/** A button of the phone's menu; one with others below it is their heading. */
function menuButton(button, index) {
  const tap = (below) => {
    const one = below === undefined ? button : button.subButton[below];
    const made = element('button', { type: 'button', className: 'quiet', title: one.key ?? one.url ?? one.type ?? '' }, one.name);
    made.addEventListener('click', () => act(made, async () => {
      const done = await call('POST', ofAccount('/sandbox/v1/wechat/menu/tap'), { openid: openid(), button: index, below });
      return `${text('tapped')}${done.event ? `${done.event} ${done.eventKey}` : text('noEvent')}`;
    }));
    return made;
  };
  const below = button.subButton.map((_, number) => tap(number));
  return element('div', { className: 'column' }, ...below, below.length ? element('strong', {}, button.name) : tap());
}

const shown = {};

/** Draws a list anew only when it changed: what a person points at must not move away. */
function draw(id, items, card, empty) {
  const state = language + JSON.stringify(items);
  if (shown[id] === state) {
    return;
  }
  shown[id] = state;
  byId(id).replaceChildren(...(items.length
    ? items.map(card)
    : [element(byId(id).tagName === 'OL' ? 'li' : 'p', { className: 'empty' }, text(empty))]));
}

/** Shown only where there is a choice. */
async function offerAccounts() {
  const { accounts } = await call('GET', '/sandbox/v1/wechat/accounts');
  byId('account-choice').replaceChildren(...accounts.map((account) => element('option',
    { value: account.appId }, `${account.name === 'main' ? text('mainAccount') : account.name} · ${account.appId}`)));
  byId('which').hidden = accounts.length < 2;
}

let lost = false;

async function refresh() {
  try {
    const [orders, tickets, messages, menu] = await Promise.all([
      call('GET', '/sandbox/v1/orders?limit=16'),
      call('GET', ofAccount('/sandbox/v1/wechat/tickets?limit=8')),
      call('GET', ofAccount('/sandbox/v1/wechat/messages?limit=30')),
      byId('openid').validity.valid ? call('GET', ofAccount(`/sandbox/v1/wechat/menu?openid=${encodeURIComponent(openid())}`)) : { buttons: [] },
    ]);
    draw('orders', orders.orders, orderCard, 'noOrders');
    draw('tickets', tickets.tickets, ticketCard, 'noTickets');
    draw('messages', messages.messages, messageItem, 'noMessages');
    draw('menu', menu.buttons, menuButton, 'noMenu');
    if (lost) {
      lost = false;
      say('');
    }
  } catch {
    lost = true;
    say(text('lost'), true);
  }
}

function speak() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-text]').forEach((node) => {
    node.textContent = text(node.dataset.text);
  });
  byId('language').textContent = text('other');
  byId('language').lang = language === 'zh' ? 'en' : 'zh-CN';
}

byId('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('language', language);
  speak();
  const main = byId('account-choice').options[0];
  if (main) {
    main.textContent = main.textContent.replace(/^[^·]*·/, `${text('mainAccount')} ·`);
  }
  refresh();
});
for (const deed of ['follow', 'unfollow']) {
  byId(deed).addEventListener('click', (event) => act(event.currentTarget, async () => {
    await call('POST', ofAccount(`/sandbox/v1/wechat/${deed}`), { openid: openid() });
    return text('done');
  }));
}
byId('phone').addEventListener('submit', (event) => {
  event.preventDefault();
  const tagId = byId('tag').value.trim();
  act(event.submitter ?? event.target.querySelector('[type=submit]'), async () => {
    await call('POST', ofAccount('/sandbox/v1/wechat/client'), { openid: openid(), clientPlatformType: byId('platform').value, ...(tagId ? { tagId } : {}) });
    return text('done');
  });
});
byId('user').addEventListener('submit', (event) => {
  event.preventDefault();
  const content = byId('content');
  act(event.submitter ?? event.target.querySelector('[type=submit]'), async () => {
    await call('POST', ofAccount('/sandbox/v1/wechat/text'), { openid: openid(), content: content.value });
    content.value = '';
    return text('done');
  });
});

byId('account-choice').addEventListener('change', refresh);
byId('which').addEventListener('submit', (event) => event.preventDefault());

speak();
offerAccounts().catch(() => {}).finally(refresh);
setInterval(() => {
  if (!document.hidden) {
    refresh();
  }
}, 2000);
