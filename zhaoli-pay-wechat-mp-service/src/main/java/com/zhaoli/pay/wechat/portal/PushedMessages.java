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

  /** Taps on buttons of the menu that have a key, which tells what to answer. */
  static final Set<String> TAPS_WITH_KEY =
      Set.of(
          "click",
          "scancode_push",
          "scancode_waitmsg",
          "pic_sysphoto",
          "pic_photo_or_album",
          "pic_weixin",
          "location_select");

  /** WeChat's own limit of a menu's key. */
  private static final int MAX_KEY = 128;

  private static final int MAX_OUTCOME = 64;

  /** WeChat's own limit of an address in a menu. */
  private static final int MAX_ADDRESS = 1_024;

  /** The end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private PushedMessages() {}

  /** Empty for all else, and for messages without what every message has. */
  static Optional<WechatEvent> eventOf(String appId, WxMpXmlMessage message) {
    String openid = message.getFromUser();
    Long createdAt = createdAt(message);
    String event = message.getEvent();
    if (openid == null || createdAt == null || event == null || !Openids.isOpenid(openid)) {
      return Optional.empty();
    }
    Instant at = Instant.ofEpochSecond(createdAt);
    String name = event.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "subscribe" ->
          sceneOf(message.getEventKey())
              .map(scene -> scan(appId, openid, scene, WechatEvent.BEGAN_TO_FOLLOW, at))
              .or(() -> Optional.of(follow(appId, openid, at)));
      case "scan" ->
          subject(message.getEventKey()).map(scene -> scan(appId, openid, scene, null, at));
      case "unsubscribe" ->
          Optional.of(
              new WechatEvent(
                  appId,
                  EventKind.UNBINDING,
                  key(appId, "unsubscribe", openid, at, ""),
                  openid,
                  null,
                  null,
                  at));
      case "templatesendjobfinish" -> report(appId, message, openid, at);
      case "view", "view_miniprogram" ->
          button(message, MAX_ADDRESS)
              .map(address -> tap(appId, EventKind.MENU_VIEW, openid, address, at));
      default -> keyOf(name, message).map(key -> tap(appId, EventKind.MENU_CLICK, openid, key, at));
    };
  }

  /** What a follower did that may be answered; empty for all else. */
  static Optional<FollowerAct> actOf(String appId, WxMpXmlMessage message) {
    String openid = message.getFromUser();
    String account = message.getToUser();
    Long createdAt = createdAt(message);
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
      String name = event.toLowerCase(Locale.ROOT);
      return switch (name) {
        case "subscribe" ->
            Optional.of(
                act(
                    appId,
                    message,
                    ActKind.SUBSCRIBE,
                    createdAt,
                    sceneOf(message.getEventKey()).orElse("")));
        case "scan" ->
            subject(message.getEventKey())
                .map(scene -> act(appId, message, ActKind.SCAN, createdAt, scene));
        default ->
            keyOf(name, message).map(key -> act(appId, message, ActKind.CLICK, createdAt, key));
      };
    }
    Long number = message.getMsgId();
    long id = number == null ? createdAt : number;
    if (type.equals("text")) {
      String content = message.getContent();
      return content == null || content.isBlank()
          ? Optional.empty()
          : Optional.of(act(appId, message, ActKind.TEXT, id, content));
    }
    return ANSWERED_TYPES.contains(type)
        ? Optional.of(act(appId, message, ActKind.OTHER, id, type))
        : Optional.empty();
  }

  /**
   * Null where it is missing or no second of our age, which neither Java nor the database holds.
   */
  static @Nullable Long createdAt(WxMpXmlMessage message) {
    Long at = message.getCreateTime();
    return at == null || at < 0 || at > LAST_SECOND ? null : at;
  }

  /** A message is identified by its MsgId, an event by FromUserName and CreateTime. */
  private static FollowerAct act(
      String appId, WxMpXmlMessage message, ActKind kind, long number, String content) {
    String key = appId + ":" + kind + ":" + message.getFromUser() + ":" + number;
    return new FollowerAct(
        appId,
        kind == ActKind.CLICK || kind == ActKind.SCAN ? key + ":" + content : key,
        message.getFromUser(),
        kind,
        content);
  }

  private static WechatEvent follow(String appId, String openid, Instant at) {
    return new WechatEvent(
        appId, EventKind.FOLLOW, key(appId, "subscribe", openid, at, ""), openid, null, null, at);
  }

  private static WechatEvent scan(
      String appId, String openid, String scene, @Nullable String outcome, Instant at) {
    return new WechatEvent(
        appId, EventKind.SCAN, key(appId, "scan", openid, at, scene), openid, scene, outcome, at);
  }

  /** The key of the button that was tapped; empty where the event is no such tap. */
  private static Optional<String> keyOf(String event, WxMpXmlMessage message) {
    return TAPS_WITH_KEY.contains(event) ? button(message, MAX_KEY) : Optional.empty();
  }

  private static Optional<String> button(WxMpXmlMessage message, int maxLength) {
    String button = message.getEventKey();
    return button == null || button.isEmpty() || button.length() > maxLength
        ? Optional.empty()
        : Optional.of(button);
  }

  private static WechatEvent tap(
      String appId, EventKind kind, String openid, String button, Instant at) {
    return new WechatEvent(
        appId,
        kind,
        key(appId, "menu", openid, at, kind + ":" + digest(button)),
        openid,
        button,
        null,
        at);
  }

  private static Optional<WechatEvent> report(
      String appId, WxMpXmlMessage message, String openid, Instant at) {
    // WxJava's own field for MsgID stays null here: it takes the number for that of a chat message.
    Object msgId = message.getAllFieldsMap().get("MsgID");
    String status = message.getStatus();
    if (msgId == null || status == null || !MESSAGE_NUMBER.matcher(msgId.toString()).matches()) {
      return Optional.empty();
    }
    String number = msgId.toString();
    return Optional.of(
        new WechatEvent(
            appId,
            EventKind.DELIVERY_REPORT,
            key(appId, "report", openid, at, number),
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

  /** WeChat identifies an event of an account by FromUserName and CreateTime. */
  private static String key(String appId, String name, String openid, Instant at, String subject) {
    return appId + ":" + name + ":" + openid + ":" + at.getEpochSecond() + ":" + subject;
  }
}
