package com.zhaoli.pay.common.json;

import com.zhaoli.pay.common.time.TimeBounds;
import java.time.DateTimeException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.type.LogicalType;

/** A time is a JSON string in the form of ISO 8601, and one that the databases can keep. */
final class TimeDeserializer<T> extends StdScalarDeserializer<T> {
  private final Class<T> type;
  private final Function<String, T> parsing;
  private final Consumer<T> bounds;

  /**
   * For one type.
   *
   * @param parsing throws DateTimeException
   * @param bounds throws {@link TimeBounds.OutOfBoundsException}
   */
  TimeDeserializer(Class<T> type, Function<String, T> parsing, Consumer<T> bounds) {
    super(type);
    this.type = type;
    this.parsing = parsing;
    this.bounds = bounds;
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (T) context.handleUnexpectedToken(type, parser);
    }
    try {
      T time = parsing.apply(parser.getString());
      bounds.accept(time);
      return time;
    } catch (DateTimeException e) {
      throw context.weirdStringException(
          parser.getString(), type, "no time in the form of ISO 8601");
    } catch (TimeBounds.OutOfBoundsException e) {
      throw new UnfitValueException(parser, e.getMessage(), type);
    }
  }

  @Override
  public LogicalType logicalType() {
    return LogicalType.DateTime;
  }
}
