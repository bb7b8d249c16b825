package com.zhaoli.pay.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCatalogueTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d+) \\| (.+) \\|$");

  @Test
  void theDocumentListsExactlyTheCodesWithTheirStatusAndMeaning() throws IOException {
    String document = Files.readString(Path.of("../docs/errors.md"));

    assertThat(ROW.matcher(document).results().map(ErrorCatalogueTest::row))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> code.name() + " " + code.httpStatus() + " " + code.english())
                .toList());
  }

  private static String row(MatchResult match) {
    return match.group(1) + " " + match.group(2) + " " + match.group(3);
  }

  @Test
  void messagesFollowTheReadersLanguage() {
    assertThat(ErrorCode.NOT_FOUND.message(null)).isEqualTo(ErrorCode.NOT_FOUND.english());
    assertThat(ErrorCode.NOT_FOUND.message("en-US,zh;q=0.5"))
        .isEqualTo(ErrorCode.NOT_FOUND.english());
    assertThat(ErrorCode.NOT_FOUND.message("zh-CN,en")).isEqualTo(ErrorCode.NOT_FOUND.chinese());
  }
}
