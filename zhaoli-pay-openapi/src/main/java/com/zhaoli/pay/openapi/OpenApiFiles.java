package com.zhaoli.pay.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the open API that is in the repository, {@code spec/openapi/NAME.json}, and
 * the words that go into it, {@code spec/openapi/words/NAME.json}.
 */
public final class OpenApiFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final Path SPEC = Path.of("../spec/openapi");

  private OpenApiFiles() {}

  /**
   * Fails unless the repository describes what the controllers of this package answer. What they
   * answer is in {@code target/openapi/NAME.json} then, to be looked at and taken over.
   */
  public static void check(String name, String basePackage) {
    OperationWords words = OperationWords.of(SPEC.resolve("words").resolve(name + ".json"));
    JsonNode generated = OpenApiDocument.of(basePackage, words);
    assertThat(generated.path("openapi").asString("")).as("%s", generated).startsWith("3.1");
    assertThat(words.unused()).as("words about calls that are not there").isEmpty();
    try {
      Path proposal = Path.of("target/openapi").resolve(name + ".json");
      Files.createDirectories(proposal.getParent());
      Files.writeString(proposal, JSON.writeValueAsString(generated) + "\n");
      Path kept = SPEC.resolve(name + ".json");
      assertThat(Files.exists(kept) ? JSON.readTree(Files.readString(kept)) : null)
          .as("%s differs from the code: compare it with %s", kept, proposal.toAbsolutePath())
          .isEqualTo(generated);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
