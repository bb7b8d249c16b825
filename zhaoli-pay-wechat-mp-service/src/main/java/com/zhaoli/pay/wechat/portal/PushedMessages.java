package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.event.EventKind;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  /** How much later than its receipt by our clock a push may say that something happened. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private PushedMessages() {}

  /**
   * Empty for all else, and for messages without what every message has.
   *
   * @param receivedAt nothing happened after it
   */
  static Optional<WechatEvent> eventOf(String appId, WxMpXmlMessage message, Instant receivedAt) {
    String openid = message.getFromUser();
    Long createdAt = createdAt(message);
    String event = message.getEvent();
    if (openid == null || createdAt == null || event == null || !Openids.isOpenid(openid)) {
      return Optional.empty();
    }
    Source source = new Source(appId, openid, createdAt, timeOf(createdAt, receivedAt));
    String name = event.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "subscribe" ->
          sceneOf(message.getEventKey())
              .map(scene -> scan(source, scene, WechatEvent.BEGAN_TO_FOLLOW))
              .or(() -> Optional.of(source.event(EventKind.FOLLOW, "subscribe", "", null, null)));
      case "scan" -> subject(message.getEventKey()).map(scene -> scan(source, scene, null));
      case "unsubscribe" ->
          Optional.of(source.event(EventKind.UNBINDING, "unsubscribe", "", null, null));
      case "templatesendjobfinish" -> report(source, message);
      case "view", "view_miniprogram" ->
          button(message, MAX_ADDRESS).map(address -> tap(source, EventKind.MENU_VIEW, address));
      default -> keyOf(name, message).map(key -> tap(source, EventKind.MENU_CLICK, key));
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

  /**
   * When it happened: as WeChat says it, but what is said to happen after it was received happened
   * then. A time that has not come would be later than all that is true until it comes.
   */
  static Instant timeOf(long createdAt, Instant receivedAt) {
    Instant told = Instant.ofEpochSecond(createdAt);
    return told.isAfter(receivedAt.plus(CLOCKS_APART))
        ? receivedAt.truncatedTo(ChronoUnit.SECONDS)
        : told;
  }

  /**
   * Whose event it is. Its key has the time as WeChat said it, which is the same each time that the
   * event is pushed.
   */
  private record Source(String appId, String openid, long createdAt, Instant at) {

    /** WeChat identifies an event of an account by FromUserName and CreateTime. */
    WechatEvent event(
        EventKind kind,
        String name,
        String about,
        @Nullable String subject,
        @Nullable String outcome) {
      String key = appId + ":" + name + ":" + openid + ":" + createdAt + ":" + about;
      return new WechatEvent(appId, kind, key, openid, subject, outcome, at);
    }
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

  private static WechatEvent scan(Source source, String scene, @Nullable String outcome) {
    return source.event(EventKind.SCAN, "scan", scene, scene, outcome);
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

  private static WechatEvent tap(Source source, EventKind kind, String button) {
    return source.event(kind, "menu", kind + ":" + digest(button), button, null);
  }

  private static Optional<WechatEvent> report(Source source, WxMpXmlMessage message) {
    // WxJava's own field for MsgID stays null here: it takes the number for that of a chat message.
    Object msgId = message.getAllFieldsMap().get("MsgID");
    String status = message.getStatus();
    if (msgId == null || status == null || !MESSAGE_NUMBER.matcher(msgId.toString()).matches()) {
      return Optional.empty();
    }
    String number = msgId.toString();
    return Optional.of(
        source.event(
            EventKind.DELIVERY_REPORT,
            "report",
            number,
            number,
            status.substring(0, Math.min(status.length(), MAX_OUTCOME))));
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
}
