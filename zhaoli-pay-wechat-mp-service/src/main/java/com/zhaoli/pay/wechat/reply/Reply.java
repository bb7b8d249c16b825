package com.zhaoli.pay.wechat.reply;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One message to a follower. In JSON its {@code type} is text, picture or news. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Reply.Picture.class, name = "picture"),
  @JsonSubTypes.Type(value = Reply.News.class, name = "news")
})
public sealed interface Reply {

  /** A text; cut to WeChat's limit when it is made. */
  record Text(String content) implements Reply {
    public Text {
      content = WechatText.fit(content);
    }
  }

  /** A picture that was uploaded to WeChat. */
  record Picture(String mediaId) implements Reply {}

  /** An article; WeChat shows one a message. */
  record News(String title, @Nullable String description, String picUrl, String url)
      implements Reply {}
}
