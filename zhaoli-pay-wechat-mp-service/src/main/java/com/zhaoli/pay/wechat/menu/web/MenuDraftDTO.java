package com.zhaoli.pay.wechat.menu.web;

import com.zhaoli.pay.common.json.MultiLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A new draft. */
record MenuDraftDTO(@Nullable @Size(max = 200) @MultiLine String note, @NotNull JsonNode content) {

  /**
   * What a draft becomes.
   *
   * @param revision of the draft that the operator saw
   */
  record Edit(
      @NotNull Integer revision,
      @Nullable @Size(max = 200) @MultiLine String note,
      @NotNull JsonNode content) {}
}
