package com.zhaoli.pay.common.json;

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;

/** The names in an object that is read as a map. */
final class KeyTextDeserializer extends KeyDeserializer {

  @Override
  public Object deserializeKey(String key, DeserializationContext context) {
    return Characters.checked(context.getParser(), key, false);
  }
}
