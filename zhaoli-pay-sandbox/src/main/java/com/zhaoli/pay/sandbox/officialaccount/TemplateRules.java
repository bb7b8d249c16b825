package com.zhaoli.pay.sandbox.officialaccount;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a template's keyword takes, by the kind that its name begins with. A value of the wrong
 * shape is refused (47003); one that is only too long to show is cut without a word, as WeChat does
 * since May 2023.
 */
final class TemplateRules {
  private static final int SHOWN = 20;
  private static final Pattern NAME = Pattern.compile("([a-z_]+?)\\d*");
  private static final Pattern AMOUNT = Pattern.compile("[¥￥$€£]?\\d{1,10}(\\.\\d{1,2})?元?");
  private static final Pattern HAN_5 = Pattern.compile("\\p{IsHan}{1,5}");
  private static final Pattern PERSON = Pattern.compile("\\p{IsHan}{1,10}|[A-Za-z .·]{1,20}");
  private static final Pattern PHONE = Pattern.compile("[0-9+()\\- ]{1,17}");
  private static final Pattern CHARACTERS = Pattern.compile("[\\x20-\\x7e]{1,32}");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{1,32}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,32}(\\.\\d{1,32})?");
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}[-/年]\\d{1,2}[-/月]\\d{1,2}日?)?[ T]?(\\d{1,2}:\\d{2}(:\\d{2})?)?");

  private TemplateRules() {}

  /** The value as the user sees it; 47003 when it is not what this keyword takes. */
  static String shown(String keyword, String value) {
    if (value.isBlank()) {
      throw refused(keyword, "is empty");
    }
    Matcher matcher = NAME.matcher(keyword);
    String kind = matcher.matches() ? matcher.group(1) : keyword;
    boolean fits =
        switch (kind) {
          case "amount" -> AMOUNT.matcher(value).matches();
          case "phrase" -> HAN_5.matcher(value).matches();
          case "name" -> PERSON.matcher(value).matches();
          case "phone_number" -> PHONE.matcher(value).matches();
          case "character_string" -> CHARACTERS.matcher(value).matches();
          case "letter" -> LETTERS.matcher(value).matches();
          case "number" -> NUMBER.matcher(value).matches();
          case "time", "date" -> TIME.matcher(value).matches();
          default -> true;
        };
    if (!fits) {
      throw refused(keyword, "invalid");
    }
    boolean cut =
        !kind.equals("character_string") && value.codePointCount(0, value.length()) > SHOWN;
    return cut ? value.substring(0, value.offsetByCodePoints(0, SHOWN)) : value;
  }

  private static WechatError refused(String keyword, String problem) {
    return new WechatError(47003, "argument invalid! data." + keyword + ".value " + problem);
  }
}
