package com.zhaoli.pay.wechat.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyRuleDraftTest {
  private static final List<Reply> HELLO = List.of(new Reply.Text("hello"));

  @ParameterizedTest
  @CsvSource({
    "EXACT, ''",
    "EXACT, ' '",
    "CONTAINS, '　'",
    "REGEX, '('",
    "ON_CLICK, ''",
    "ON_SUBSCRIBE, something"
  })
  void aPatternThatMeansNothingIsRefused(RuleKind kind, String pattern) {
    assertThatThrownBy(() -> draft(kind, pattern, HELLO)).isInstanceOf(ApiException.class);
  }

  @Test
  void boundsHold() {
    assertThat(draft(RuleKind.EXACT, "x".repeat(256), HELLO).pattern()).hasSize(256);
    assertThatThrownBy(() -> draft(RuleKind.EXACT, "x".repeat(257), HELLO))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> draft(RuleKind.ON_CLICK, "x".repeat(129), HELLO))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> draft(RuleKind.EXACT, "x", List.of()))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(
            () ->
                draft(
                    RuleKind.EXACT, "x", Collections.<Reply>nCopies(5, new Reply.Text("too many"))))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void aReplyThatWechatCouldNotShowIsRefused() {
    for (Reply reply :
        List.of(
            new Reply.Text(" "),
            new Reply.Picture("no media id!"),
            new Reply.News("", null, "https://a.example/p.png", "https://a.example/"),
            new Reply.News("t", null, "javascript:alert(1)", "https://a.example/"),
            new Reply.News("t", null, "https://a.example/p.png", "//a.example/"))) {
      assertThatThrownBy(() -> draft(RuleKind.EXACT, "x", List.of(reply)))
          .as(reply.toString())
          .isInstanceOf(ApiException.class);
    }
  }

  private static ReplyRuleDraft draft(RuleKind kind, String pattern, List<Reply> replies) {
    return new ReplyRuleDraft("default", "a name", kind, pattern, 0, null, replies);
  }
}
