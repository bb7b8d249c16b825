package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.json.RequestJson;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what comes from outside as {@link RequestJson} does. What services send each other was
 * judged when it came in, perhaps by an older version, and is not refused on its way.
 */
public final class RequestJsonConverter extends JacksonJsonHttpMessageConverter {
  private final JsonMapper requests;

  public RequestJsonConverter(JsonMapper own) {
    super(own);
    this.requests = RequestJson.like(own);
  }

  @Override
  protected ObjectReader customizeReader(ObjectReader reader, JavaType type) {
    return isBetweenServices() ? reader : requests.readerFor(type);
  }

  private static boolean isBetweenServices() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
        && current.getRequest().getRequestURI().startsWith("/internal/");
  }
}
