package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a rule; one that is not fit to be a rule cannot be made.
 *
 * @param account the app id of the account whose followers it answers
 * @param pattern empty for ON_SUBSCRIBE
 * @param priority the highest one that is met answers
 * @param window null for always
 * @param replies the messages of the answer, in order
 */
public record ReplyRuleDraft(
    String account,
    String name,
    RuleKind kind,
    String pattern,
    int priority,
    @Nullable TimeWindow window,
    List<Reply> replies) {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z_-]{1,32}");
  private static final Pattern MEDIA_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");
  private static final int MAX_NAME = 64;
  private static final int MAX_PATTERN = 256;

  /** WeChat's own limit of a menu's key. */
  private static final int MAX_KEY = 128;

  private static final int MAX_PRIORITY = 1_000;
  private static final int MAX_TITLE = 64;
  private static final int MAX_DESCRIPTION = 120;
  private static final int MAX_URL = 512;

  /** One as the answer to the push, and the three that WeChat takes after each act. */
  private static final int MAX_REPLIES = 4;

  /**
   * @throws ApiException REQUEST_INVALID
   */
  public ReplyRuleDraft {
    require(ACCOUNT.matcher(account).matches(), "account", "is no app id");
    name = name.strip();
    require(isWithin(name, MAX_NAME), "name", "must have 1 to " + MAX_NAME + " characters");
    require(Math.abs((long) priority) <= MAX_PRIORITY, "priority", "must be -1000 to 1000");
    pattern = checkedPattern(kind, pattern);
    replies = List.copyOf(replies);
    check(replies);
  }

  /**
   * Passes messages that an answer can be made of.
   *
   * @throws ApiException REQUEST_INVALID
   */
  public static void check(List<Reply> replies) {
    require(
        !replies.isEmpty() && replies.size() <= MAX_REPLIES,
        "replies",
        "must be 1 to " + MAX_REPLIES);
    replies.forEach(ReplyRuleDraft::check);
  }

  private static String checkedPattern(RuleKind kind, String pattern) {
    return switch (kind) {
      case EXACT, CONTAINS -> {
        require(
            isWithin(pattern, MAX_PATTERN) && !WechatText.comparable(pattern).isEmpty(),
            "pattern",
            "must have 1 to " + MAX_PATTERN + " characters");
        yield pattern.strip();
      }
      case REGEX -> {
        require(
            isWithin(pattern, MAX_PATTERN),
            "pattern",
            "must have 1 to " + MAX_PATTERN + " characters");
        SafePattern.compile(pattern);
        yield pattern;
      }
      case ON_CLICK -> {
        require(isWithin(pattern, MAX_KEY), "pattern", "must be a menu's key");
        yield pattern;
      }
      case ON_SUBSCRIBE -> {
        require(pattern.isEmpty(), "pattern", "must be empty");
        yield pattern;
      }
    };
  }

  private static void check(Reply reply) {
    if (reply instanceof Reply.Text text) {
      require(!text.content().isBlank(), "replies", "a text must not be empty");
    } else if (reply instanceof Reply.Picture picture) {
      require(
          MEDIA_ID.matcher(picture.mediaId()).matches(), "replies", "a picture needs a mediaId");
    } else if (reply instanceof Reply.News news) {
      require(isWithin(news.title(), MAX_TITLE), "replies", "a title must have 1 to 64 characters");
      require(
          news.description() == null || news.description().length() <= MAX_DESCRIPTION,
          "replies",
          "a description must have at most 120 characters");
      require(isWebAddress(news.picUrl()), "replies", "picUrl must be a web address");
      require(isWebAddress(news.url()), "replies", "url must be a web address");
    }
  }

  private static boolean isWithin(String text, int max) {
    return !text.isBlank() && text.length() <= max && text.equals(WechatText.fit(text));
  }

  private static boolean isWebAddress(String text) {
    if (text.length() > MAX_URL) {
      return false;
    }
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, field, problem);
    }
  }
}
