package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.event.EventKind;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.jspecify.annotations.Nullable;

/** Finds in WeChat's messages the events that somebody must hear of, and what may be answered. */
final class PushedMessages {
  private static final String SCENE_OF_NEW_FOLLOWER = "qrscene_";
  private static final Pattern MESSAGE_NUMBER = Pattern.compile("\\d{1,32}");
  private static final Set<String> ANSWERED_TYPES =
      Set.of("image", "voice", "video", "shortvideo", "location", "link");
  private static final int MAX_SUBJECT = 64;

  /** WeChat's own limit of a menu's key. */
  private static final int MAX_KEY = 128;

  private static final int MAX_OUTCOME = 64;

  /** WeChat takes keys of up to 128 bytes and addresses of up to 1024. */
  private static final int MAX_BUTTON = 1_024;

  private PushedMessages() {}

  /** Empty for all else, and for messages without what every message has. */
  static Optional<WechatEvent> eventOf(WxMpXmlMessage message) {
    String openid = message.getFromUser();
    Long createdAt = message.getCreateTime();
    String event = message.getEvent();
    if (openid == null || createdAt == null || event == null || !Openids.isOpenid(openid)) {
      return Optional.empty();
    }
    Instant at = Instant.ofEpochSecond(createdAt);
    return switch (event.toLowerCase(Locale.ROOT)) {
      case "subscribe" -> sceneOf(message.getEventKey()).map(scene -> scan(openid, scene, at));
      case "scan" -> subject(message.getEventKey()).map(scene -> scan(openid, scene, at));
      case "unsubscribe" ->
          Optional.of(
              new WechatEvent(
                  EventKind.UNBINDING, key("unsubscribe", openid, at, ""), openid, null, null, at));
      case "templatesendjobfinish" -> report(message, openid, at);
      case "click",
          "scancode_push",
          "scancode_waitmsg",
          "pic_sysphoto",
          "pic_photo_or_album",
          "pic_weixin",
          "location_select" ->
          tap(EventKind.MENU_CLICK, message, openid, at);
      case "view", "view_miniprogram" -> tap(EventKind.MENU_VIEW, message, openid, at);
      default -> Optional.empty();
    };
  }

  /** What a follower did that may be answered; empty for all else. */
  static Optional<FollowerAct> actOf(WxMpXmlMessage message) {
    String openid = message.getFromUser();
    String account = message.getToUser();
    Long createdAt = message.getCreateTime();
    String type = message.getMsgType();
    if (openid == null
        || account == null
        || createdAt == null
        || type == null
        || !Openids.isOpenid(openid)
        || !Openids.isOpenid(account)) {
      return Optional.empty();
    }
    if (type.equals("event")) {
      String event = message.getEvent() == null ? "" : message.getEvent();
      String key = message.getEventKey() == null ? "" : message.getEventKey();
      return switch (event.toLowerCase(Locale.ROOT)) {
        case "subscribe" -> Optional.of(act(message, ActKind.SUBSCRIBE, createdAt, ""));
        case "click" ->
            key.isEmpty() || key.length() > MAX_KEY
                ? Optional.empty()
                : Optional.of(act(message, ActKind.CLICK, createdAt, key));
        default -> Optional.empty();
      };
    }
    Long number = message.getMsgId();
    long id = number == null ? createdAt : number;
    if (type.equals("text")) {
      String content = message.getContent();
      return content == null || content.isBlank()
          ? Optional.empty()
          : Optional.of(act(message, ActKind.TEXT, id, content));
    }
    return ANSWERED_TYPES.contains(type)
        ? Optional.of(act(message, ActKind.OTHER, id, type))
        : Optional.empty();
  }

  /** A message is identified by its MsgId, an event by FromUserName and CreateTime. */
  private static FollowerAct act(
      WxMpXmlMessage message, ActKind kind, long number, String content) {
    String key = kind + ":" + message.getFromUser() + ":" + number;
    return new FollowerAct(
        FollowerAct.DEFAULT_ACCOUNT,
        kind == ActKind.CLICK ? key + ":" + content : key,
        message.getFromUser(),
        kind,
        content);
  }

  private static WechatEvent scan(String openid, String scene, Instant at) {
    return new WechatEvent(EventKind.SCAN, key("scan", openid, at, scene), openid, scene, null, at);
  }

  private static Optional<WechatEvent> tap(
      EventKind kind, WxMpXmlMessage message, String openid, Instant at) {
    String button = message.getEventKey();
    if (button == null || button.isEmpty() || button.length() > MAX_BUTTON) {
      return Optional.empty();
    }
    return Optional.of(
        new WechatEvent(
            kind, key("menu", openid, at, kind + ":" + digest(button)), openid, button, null, at));
  }

  private static Optional<WechatEvent> report(WxMpXmlMessage message, String openid, Instant at) {
    // WxJava's own field for MsgID stays null here: it takes the number for that of a chat message.
    Object msgId = message.getAllFieldsMap().get("MsgID");
    String status = message.getStatus();
    if (msgId == null || status == null || !MESSAGE_NUMBER.matcher(msgId.toString()).matches()) {
      return Optional.empty();
    }
    String number = msgId.toString();
    return Optional.of(
        new WechatEvent(
            EventKind.DELIVERY_REPORT,
            key("report", openid, at, number),
            openid,
            number,
            status.substring(0, Math.min(status.length(), MAX_OUTCOME)),
            at));
  }

  private static Optional<String> sceneOf(@Nullable String eventKey) {
    return eventKey != null && eventKey.startsWith(SCENE_OF_NEW_FOLLOWER)
        ? subject(eventKey.substring(SCENE_OF_NEW_FOLLOWER.length()))
        : Optional.empty();
  }

  /** Longer ones are not ours: WeChat takes scenes of up to 64 characters. */
  private static Optional<String> subject(@Nullable String text) {
    return text == null || text.isEmpty() || text.length() > MAX_SUBJECT
        ? Optional.empty()
        : Optional.of(text);
  }

  /** An address is too long to be a part of a key. */
  private static String digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** WeChat identifies an event by FromUserName and CreateTime. */
  private static String key(String name, String openid, Instant at, String subject) {
    return name + ":" + openid + ":" + at.getEpochSecond() + ":" + subject;
  }
}
