package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with a mapping of values to a template's keywords, as far as that is known here.
 */
final class TemplateRules {
  private static final int MAX_FIELDS = 20;
  private static final Pattern KEYWORD = Pattern.compile("[a-z_]{1,30}\\d{1,3}");

  private TemplateRules() {}

  /** By place; empty where nothing stands in the way. */
  static Map<String, String> problems(MessageScene scene, List<MessageTemplate.Field> fields) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
      problems.put("fields", "must be 1 to " + MAX_FIELDS);
      return problems;
    }
    Map<String, String> samples = SceneFields.samplesOf(scene);
    Set<String> keywords = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      MessageTemplate.Field field = fields.get(i);
      String sample = samples.get(field.name());
      String place = "fields[" + i + "]";
      if (sample == null) {
        problems.put(place + ".field", "must be one of " + String.join(", ", samples.keySet()));
      }
      if (!KEYWORD.matcher(field.keyword()).matches() || !KeywordKind.knows(field.keyword())) {
        problems.put(place + ".keyword", "must be a keyword of WeChat's, such as thing1");
      } else if (!keywords.add(field.keyword())) {
        problems.put(place + ".keyword", "stands twice");
      } else if (sample != null && KeywordKind.of(field.keyword()).fit(sample).isEmpty()) {
        problems.put(place + ".keyword", "takes no value such as " + sample);
      }
    }
    return problems;
  }
}
