package com.zhaoli.pay.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which members of a body are always there: the components of its record that are not {@link
 * Nullable}.
 */
final class RequiredComponents implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    JavaType javaType = Json.mapper().constructType(type.getType());
    if (schema == null || javaType == null || !javaType.getRawClass().isRecord()) {
      return schema;
    }
    String name = nameOf(schema);
    Schema<?> model = name == null ? null : context.getDefinedModels().get(name);
    mark(model == null ? schema : model, javaType.getRawClass());
    return schema;
  }

  private static @Nullable String nameOf(Schema<?> schema) {
    String reference = schema.get$ref();
    return reference == null
        ? schema.getName()
        : reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static boolean isContainer(Class<?> type) {
    return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
  }

  private static void mark(Schema<?> model, Class<?> type) {
    if (model.getProperties() == null) {
      return;
    }
    // An empty map or list is left out of such a body.
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    boolean isEmptyLeftOut = include != null && include.value() == JsonInclude.Include.NON_EMPTY;
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (model.getProperties().containsKey(component.getName())
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && !(isEmptyLeftOut && isContainer(component.getType()))) {
        required.add(component.getName());
      }
    }
    model.setRequired(required.isEmpty() ? null : required);
  }
}
