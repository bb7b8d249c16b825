package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template of ours beside WeChat's.
 *
 * @param found whether WeChat has a template with this id
 * @param fits whether WeChat would take a message of it
 */
public record TemplateCheck(
    MessageScene scene,
    @Nullable String templateId,
    boolean found,
    @Nullable String title,
    List<Keyword> keywords,
    boolean fits,
    List<String> problems) {

  /**
   * A keyword of WeChat's template, or of ours, or of both.
   *
   * @param field our value there; null where we have none
   */
  public record Keyword(
      String keyword, @Nullable String label, @Nullable String field, boolean inTemplate) {}

  static TemplateCheck of(MessageTemplate ours, List<TemplateAtWechat> atWechat) {
    Optional<TemplateAtWechat> theirs =
        atWechat.stream().filter(one -> one.templateId().equals(ours.templateId())).findFirst();
    List<Keyword> keywords = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (ours.templateId() == null) {
      problems.add("no template id is set");
    } else if (theirs.isEmpty()) {
      problems.add("WeChat has no template with this id on the account");
    }
    List<TemplateAtWechat.Keyword> known = theirs.map(TemplateAtWechat::keywords).orElse(List.of());
    for (TemplateAtWechat.Keyword keyword : known) {
      Optional<String> field = fieldAt(ours, keyword.keyword());
      keywords.add(new Keyword(keyword.keyword(), keyword.label(), field.orElse(null), true));
      if (field.isEmpty()) {
        problems.add(keyword.keyword() + " is in WeChat's template and has no field here");
      }
    }
    for (MessageTemplate.Field field : ours.fields()) {
      if (known.stream().noneMatch(one -> one.keyword().equals(field.keyword()))) {
        keywords.add(new Keyword(field.keyword(), null, field.name(), false));
        if (theirs.isPresent()) {
          problems.add(field.keyword() + " is not in WeChat's template");
        }
      }
    }
    return new TemplateCheck(
        ours.scene(),
        ours.templateId(),
        theirs.isPresent(),
        theirs.map(TemplateAtWechat::title).orElse(null),
        keywords,
        problems.isEmpty(),
        problems);
  }

  private static Optional<String> fieldAt(MessageTemplate ours, String keyword) {
    return ours.fields().stream()
        .filter(field -> field.keyword().equals(keyword))
        .map(MessageTemplate.Field::name)
        .findFirst();
  }
}
