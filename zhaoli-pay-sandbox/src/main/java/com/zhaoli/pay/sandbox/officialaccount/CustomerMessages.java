package com.zhaoli.pay.sandbox.officialaccount;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Customer-service messages: texts, pictures, and articles one at a time. */
final class CustomerMessages {
  private static final int MAX_TEXT_BYTES = 2048;
  private static final Pattern MEDIA_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

  private final Followers followers;
  private final Allowances allowances;
  private final ReceivedMessages messages;

  CustomerMessages(Followers followers, Allowances allowances, ReceivedMessages messages) {
    this.followers = followers;
    this.allowances = allowances;
    this.messages = messages;
  }

  /** The request of message/custom/send, as far as the sandbox reads it. */
  record Request(
      @Nullable String touser,
      @Nullable String msgtype,
      @Nullable Text text,
      @Nullable Image image,
      @Nullable News news) {
    record Text(@Nullable String content) {}

    record Image(@Nullable String mediaId) {}

    record News(@Nullable List<Article> articles) {}

    record Article(@Nullable String title, @Nullable String url) {}
  }

  /** Delivers the message, or throws the errcode. */
  void send(Request request) {
    String openid = request.touser();
    if (openid == null || !Followers.isOpenid(openid)) {
      throw new WechatError(40003, "invalid openid");
    }
    String shown =
        switch (request.msgtype() == null ? "" : request.msgtype()) {
          case "text" -> textOf(request.text());
          case "image" -> pictureOf(request.image());
          case "news" -> articleOf(request.news());
          default -> throw new WechatError(40008, "invalid message type");
        };
    if (!followers.follows(openid)) {
      throw new WechatError(45015, "response out of time limit or subscription is canceled");
    }
    allowances.take(openid);
    messages.customerService(openid, shown);
  }

  private static String textOf(Request.@Nullable Text text) {
    String content = text == null ? null : text.content();
    if (content == null || content.isEmpty()) {
      throw new WechatError(44004, "empty content");
    }
    if (content.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw new WechatError(45002, "content size out of limit");
    }
    return content;
  }

  private static String pictureOf(Request.@Nullable Image image) {
    String mediaId = image == null ? null : image.mediaId();
    if (mediaId == null || !MEDIA_ID.matcher(mediaId).matches()) {
      throw new WechatError(40007, "invalid media_id");
    }
    return "[image] " + mediaId;
  }

  private static String articleOf(Request.@Nullable News news) {
    List<Request.Article> articles = news == null ? null : news.articles();
    if (articles == null || articles.isEmpty()) {
      throw new WechatError(44003, "empty news data");
    }
    if (articles.size() > 1) {
      throw new WechatError(45008, "article size out of limit");
    }
    return articles.get(0).title() + " " + articles.get(0).url();
  }
}
