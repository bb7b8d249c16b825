package com.zhaoli.pay.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole open API in one OpenAPI document. Each service's tests keep its part equal to what its
 * controllers answer.
 */
final class OpenApiParts {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> PARTS = List.of("payment", "notify", "merchant", "terminal");

  private OpenApiParts() {}

  /**
   * All parts as one.
   *
   * @throws IllegalStateException when two parts mean different things by one name
   */
  static JsonNode merged() {
    ObjectNode all = read(PARTS.get(0));
    for (String name : PARTS.subList(1, PARTS.size())) {
      JsonNode part = read(name);
      add(part.path("paths"), (ObjectNode) all.get("paths"), name);
      add(
          part.path("components").path("schemas"),
          (ObjectNode) all.get("components").get("schemas"),
          name);
    }
    return all;
  }

  private static void add(JsonNode from, ObjectNode to, String part) {
    from.properties()
        .forEach(
            member -> {
              JsonNode there = to.get(member.getKey());
              if (there != null && !there.equals(member.getValue())) {
                throw new IllegalStateException(
                    "the part %s describes another %s".formatted(part, member.getKey()));
              }
              to.set(member.getKey(), member.getValue());
            });
  }

  private static ObjectNode read(String name) {
    try (InputStream in =
        new ClassPathResource("docs/openapi/" + name + ".json").getInputStream()) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
