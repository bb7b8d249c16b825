package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.wechat.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One message as an operator writes it.
 *
 * @param type text, picture or news; what the type does not have is ignored
 */
public record ReplyDTO(
    @Nullable String type,
    @Nullable @MultiLine String content,
    @Nullable String mediaId,
    @Nullable String title,
    @Nullable @MultiLine String description,
    @Nullable String picUrl,
    @Nullable String url) {

  /**
   * @throws ApiException REQUEST_INVALID
   */
  public Reply reply() {
    return switch (type == null ? "" : type) {
      case "text" -> new Reply.Text(needed("content", content));
      case "picture" -> new Reply.Picture(needed("mediaId", mediaId));
      case "news" ->
          new Reply.News(
              needed("title", title), description, needed("picUrl", picUrl), needed("url", url));
      default -> throw invalid("type must be text, picture or news");
    };
  }

  private static String needed(String name, @Nullable String value) {
    if (value == null) {
      throw invalid(name + " is missing");
    }
    return value;
  }

  private static ApiException invalid(String problem) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, "replies", problem);
  }
}
