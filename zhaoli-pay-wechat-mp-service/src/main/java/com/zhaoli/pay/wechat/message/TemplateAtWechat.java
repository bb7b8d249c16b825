package com.zhaoli.pay.wechat.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template as WeChat has it.
 *
 * @param content the text with its keywords, such as {@code 金额：{{amount1.DATA}}}
 */
public record TemplateAtWechat(
    String templateId, String title, String content, String example, List<Keyword> keywords) {
  private static final Pattern KEYWORD =
      Pattern.compile("([^\\n{}]{0,60})\\{\\{(\\w{1,40})\\.DATA}}");

  /** Parts of older templates that WeChat neither shows nor asks for since May 2023. */
  private static final Set<String> FORMER = Set.of("first", "remark");

  public TemplateAtWechat {
    keywords = List.copyOf(keywords);
  }

  /** A keyword, and what WeChat writes before it. */
  public record Keyword(String keyword, String label) {}

  static TemplateAtWechat of(String templateId, String title, String content, String example) {
    List<Keyword> keywords = new ArrayList<>();
    Matcher matcher = KEYWORD.matcher(content);
    while (matcher.find()) {
      String label = matcher.group(1).strip().replaceAll("[:：]$", "");
      if (!FORMER.contains(matcher.group(2))) {
        keywords.add(new Keyword(matcher.group(2), label));
      }
    }
    return new TemplateAtWechat(templateId, title, content, example, keywords);
  }
}
