package com.zhaoli.pay.common.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.type.LogicalType;

/** A text is a JSON string, and nothing else is made one. */
final class TextDeserializer extends StdScalarDeserializer<String> {
  private final boolean multiLine;

  TextDeserializer(boolean multiLine) {
    super(String.class);
    this.multiLine = multiLine;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    boolean allowed = property != null && property.getAnnotation(MultiLine.class) != null;
    return allowed == multiLine ? this : new TextDeserializer(allowed);
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    return Characters.checked(parser, parser.getString(), multiLine);
  }

  @Override
  public LogicalType logicalType() {
    return LogicalType.Textual;
  }
}
