package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MenuTagIT extends RunningService {
  private static final String VERSIONS = "/ops/v1/wechat/menus/versions";

  @AfterEach
  void forgetTags() {
    WECHAT.followers.reset();
    WECHAT.menus.reset();
    jdbc.update("DELETE FROM wechat_tag");
  }

  @Test
  void aConditionalMenuOfNoTagOfTheAccountIsNotPublished() {
    int tagId = WECHAT.followers.newTag("贵宾");
    assertThat(problemsOf("999").isEmpty()).as("while no tags are known").isTrue();

    get("/ops/v1/wechat/tags");

    assertThat(problemsOf(String.valueOf(tagId)).isEmpty()).isTrue();
    assertThat(problemsOf("999").path(0).path("path").asString())
        .isEqualTo("conditional[0].rule.tagId");
  }

  /** Drafts a menu for this tag and publishes it where nothing is in the way. */
  private JsonNode problemsOf(String tagId) {
    Map<String, Object> button = Map.of("type", "click", "name", "a", "key", "k");
    List<Object> conditional =
        List.of(Map.of("rule", Map.of("tagId", tagId), "buttons", List.of(button)));
    Map<String, Object> content = Map.of("buttons", List.of(button), "conditional", conditional);
    Answer draft = post(VERSIONS, Map.of("content", content));
    Answer published =
        post(
            VERSIONS + "/" + draft.text("versionNo") + "/publish",
            Map.of("revision", 1, "reason", "a"));
    JsonNode problems = draft.json().path("problems");
    assertThat(published.text("code").equals("MENU_INVALID")).isEqualTo(!problems.isEmpty());
    return problems;
  }
}
