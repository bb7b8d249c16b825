package com.zhaoli.pay.openapi;

import com.zhaoli.pay.common.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people want to know of a call and its code does not say: a file with an entry for each
 * operation, named as {@code POST /openapi/v1/payments}, of {@code summary} (English), {@code
 * summaryZh}, {@code description}, {@code errors} (codes of the catalogue), {@code request} and
 * {@code response} (examples).
 */
public final class OperationWords {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode entries;
  private final Set<String> unused;

  private OperationWords(JsonNode entries) {
    this.entries = entries;
    this.unused = new TreeSet<>(entries.propertyNames());
  }

  public static OperationWords of(Path file) {
    try {
      return new OperationWords(JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said of an operation; empty when nothing is. */
  Optional<JsonNode> of(String operation) {
    unused.remove(operation);
    return Optional.ofNullable(entries.get(operation));
  }

  /** Entries that no operation has asked for: of calls that are gone. */
  public Set<String> unused() {
    return Set.copyOf(unused);
  }

  /**
   * The codes that an entry names.
   *
   * @throws IllegalArgumentException for one that is not in the catalogue
   */
  static List<ErrorCode> errors(JsonNode entry) {
    List<ErrorCode> codes = new ArrayList<>();
    for (JsonNode code : entry.path("errors")) {
      codes.add(
          Arrays.stream(ErrorCode.values())
              .filter(known -> known.name().equals(code.asString()))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("no code of the catalogue: " + code)));
    }
    return codes;
  }
}
