package com.zhaoli.pay.sdk.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by RFC 8259, strictly: no comments, no trailing commas, no second member of one name,
 * UTF-8 only. The depth is bounded, so that a text cannot exhaust the stack.
 */
final class JsonParser {

  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;
  private int depth;

  JsonParser(byte[] utf8) {
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException("the text is not UTF-8");
    }
  }

  /** The whole text, which must be one object. */
  JsonObject object() {
    Object value = value();
    space();
    if (at != text.length()) {
      throw unexpected();
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("the text is not a JSON object");
  }

  private @Nullable Object value() {
    space();
    char c = peek();
    if (c == '{') {
      return members();
    }
    if (c == '[') {
      return elements();
    }
    if (c == '"') {
      return string();
    }
    if (c == '-' || isDigit(c)) {
      return number();
    }
    if (takes("true")) {
      return true;
    }
    if (takes("false")) {
      return false;
    }
    if (takes("null")) {
      return null;
    }
    throw unexpected();
  }

  private JsonObject members() {
    enter();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    space();
    if (peek() == '}') {
      at++;
      depth--;
      return new JsonObject(Collections.unmodifiableMap(members));
    }
    while (true) {
      space();
      if (peek() != '"') {
        throw unexpected();
      }
      String name = string();
      space();
      take(':');
      Object value = value();
      if (members.containsKey(name)) {
        throw new JsonException("a member stands twice");
      }
      members.put(name, value);
      space();
      if (peek() == '}') {
        at++;
        depth--;
        return new JsonObject(Collections.unmodifiableMap(members));
      }
      take(',');
    }
  }

  private List<@Nullable Object> elements() {
    enter();
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      depth--;
      return Collections.unmodifiableList(elements);
    }
    while (true) {
      elements.add(value());
      space();
      if (peek() == ']') {
        at++;
        depth--;
        return Collections.unmodifiableList(elements);
      }
      take(',');
    }
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw unexpected();
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw unexpected();
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw unexpected();
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  private Object number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    boolean whole = true;
    if (at < text.length() && text.charAt(at) == '.') {
      whole = false;
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      whole = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    String number = text.substring(start, at);
    try {
      return whole ? (Object) Long.valueOf(number) : (Object) Double.valueOf(number);
    } catch (NumberFormatException e) {
      throw new JsonException("a number is out of range");
    }
  }

  private void digits() {
    if (!isDigit(peek())) {
      throw unexpected();
    }
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private boolean takes(String word) {
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw unexpected();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new JsonException("the text ends too early");
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void enter() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new JsonException("the text is nested too deeply");
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private JsonException unexpected() {
    return new JsonException("unexpected character at position " + at);
  }
}
