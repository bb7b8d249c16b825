package com.zhaoli.pay.pos.upstream;

import com.zhaoli.pay.common.error.ErrorBody;
import feign.FeignException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads other services' refusals. */
@Component
public class UpstreamErrors {
  private final JsonMapper json;

  UpstreamErrors(JsonMapper json) {
    this.json = json;
  }

  /** The code of the catalogue, or an empty text when the answer was none of the platform's. */
  public String codeOf(FeignException e) {
    try {
      return e.contentUTF8().isEmpty()
          ? ""
          : json.readValue(e.contentUTF8(), ErrorBody.class).code();
    } catch (JacksonException notOurs) {
      return "";
    }
  }
}
