package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows while a merchant writes the configuration. */
class ConfigurationMetadataTest {

  private static final Path FILE =
      Path.of("target/classes/META-INF/spring-configuration-metadata.json");

  @Test
  void everyPropertyHasADescriptionInPlainWords() throws Exception {
    JsonNode properties = JsonMapper.shared().readTree(Files.readString(FILE)).get("properties");
    assertThat(properties.valueStream())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            property ->
                assertThat(property.path("description").asString(""))
                    .as(property.get("name").asString())
                    .isNotBlank()
                    .doesNotContain("{@", "}", "<"));
  }

  @Test
  void theSignTypesAreOffered() throws Exception {
    JsonNode metadata = JsonMapper.shared().readTree(Files.readString(FILE));
    assertThat(metadata.get("hints").valueStream())
        .anySatisfy(
            hint -> {
              assertThat(hint.get("name").asString()).isEqualTo("zhaoli.pay.sign-type");
              assertThat(hint.get("values").valueStream().map(v -> v.get("value").asString()))
                  .containsExactly("HMAC-SHA256", "MD5");
            });
  }
}
