package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.PushMode;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The XML that WeChat pushes to the account's server. Pushed again, it is the same XML. */
record AccountEvent(String openid, String xml) {
  private static final Pattern TO = Pattern.compile("<ToUserName>.*?</ToUserName>", Pattern.DOTALL);

  /** What is pushed in this mode, with the encrypted event in it. */
  String with(String encrypted, PushMode mode) {
    String element = element("Encrypt", encrypted);
    if (mode == PushMode.COMPATIBLE) {
      return xml.replace("</xml>", element + "</xml>");
    }
    Matcher to = TO.matcher(xml);
    return "<xml>" + (to.find() ? to.group() : "") + element + "</xml>";
  }

  static AccountEvent subscribe(
      String accountId, String openid, Instant at, @Nullable QrTicket ticket) {
    String key = ticket == null ? "" : "qrscene_" + ticket.scene();
    return event(accountId, openid, at, "subscribe", scan(key, ticket));
  }

  static AccountEvent scan(String accountId, String openid, Instant at, QrTicket ticket) {
    return event(accountId, openid, at, "SCAN", scan(ticket.scene(), ticket));
  }

  static AccountEvent unsubscribe(String accountId, String openid, Instant at) {
    return event(accountId, openid, at, "unsubscribe", element("EventKey", ""));
  }

  static AccountEvent menu(String accountId, String openid, Instant at, MenuEvent tapped) {
    return event(
        accountId, openid, at, tapped.name(), element("EventKey", tapped.key()) + tapped.rest());
  }

  static AccountEvent templateDone(
      String accountId, String openid, Instant at, long msgId, String report) {
    return event(
        accountId,
        openid,
        at,
        "TEMPLATESENDJOBFINISH",
        "<MsgID>" + msgId + "</MsgID>" + element("Status", report));
  }

  static AccountEvent text(String accountId, String openid, Instant at, String content) {
    return message(
        accountId,
        openid,
        at,
        "text",
        element("Content", content) + "<MsgId>2" + Randoms.digits(16) + "</MsgId>");
  }

  private static AccountEvent event(
      String accountId, String openid, Instant at, String name, String rest) {
    return message(accountId, openid, at, "event", element("Event", name) + rest);
  }

  private static AccountEvent message(
      String accountId, String openid, Instant at, String type, String rest) {
    return new AccountEvent(
        openid,
        "<xml>"
            + element("ToUserName", accountId)
            + element("FromUserName", openid)
            + "<CreateTime>"
            + at.getEpochSecond()
            + "</CreateTime>"
            + element("MsgType", type)
            + rest
            + "</xml>");
  }

  private static String scan(String key, @Nullable QrTicket ticket) {
    return element("EventKey", key) + (ticket == null ? "" : element("Ticket", ticket.ticket()));
  }

  private static String element(String name, String value) {
    // The end mark of a CDATA section cannot stand inside one: it is split over two.
    String safe = value.replace("]]>", "]]]]><![CDATA[>");
    return "<" + name + "><![CDATA[" + safe + "]]></" + name + ">";
  }
}
