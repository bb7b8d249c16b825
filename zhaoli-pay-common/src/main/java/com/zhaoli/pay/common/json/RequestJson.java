package com.zhaoli.pay.common.json;

import com.zhaoli.pay.common.time.TimeBounds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads bodies of requests from outside. A value of another type than the field's is a mistake in
 * the caller's program: an amount of 1.0 or "1" is refused, not repaired, and so is a number where
 * a text or the name of a constant belongs. Texts have no control characters, unless they are
 * {@link MultiLine}, and times are such as the databases can keep. Fields that nobody knows are
 * left alone.
 */
public final class RequestJson {
  private RequestJson() {}

  /** The mapper for requests, otherwise like the service's own. */
  public static JsonMapper like(JsonMapper own) {
    return own.rebuild()
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .addModule(
            new SimpleModule("zhaoli-requests")
                .addDeserializer(String.class, new TextDeserializer(false))
                .addKeyDeserializer(String.class, new KeyTextDeserializer())
                .addDeserializer(JsonNode.class, new TreeDeserializer())
                .addDeserializer(
                    Instant.class,
                    new TimeDeserializer<>(Instant.class, Instant::parse, TimeBounds::check))
                .addDeserializer(
                    LocalDate.class,
                    new TimeDeserializer<>(LocalDate.class, LocalDate::parse, TimeBounds::check))
                .addDeserializer(
                    LocalTime.class,
                    new TimeDeserializer<>(LocalTime.class, LocalTime::parse, time -> {})))
        .build();
  }
}
