package com.zhaoli.pay.common.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jackson.JsonNodeDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON that is read as it is; its texts are held to what texts are held to. */
final class TreeDeserializer extends StdDeserializer<JsonNode> {

  private final ValueDeserializer<?> parsing = JsonNodeDeserializer.getDeserializer(JsonNode.class);

  TreeDeserializer() {
    super(JsonNode.class);
  }

  @Override
  public JsonNode deserialize(JsonParser parser, DeserializationContext context) {
    JsonNode tree = (JsonNode) parsing.deserialize(parser, context);
    check(parser, tree);
    return tree;
  }

  @Override
  public JsonNode getNullValue(DeserializationContext context) {
    return JsonNodeFactory.instance.nullNode();
  }

  /** As deep as the parser lets JSON be. */
  private static void check(@Nullable JsonParser parser, JsonNode node) {
    if (node.isString()) {
      Characters.checked(parser, node.stringValue(), false);
    }
    node.propertyNames().forEach(name -> Characters.checked(parser, name, false));
    node.values().forEach(value -> check(parser, value));
  }
}
