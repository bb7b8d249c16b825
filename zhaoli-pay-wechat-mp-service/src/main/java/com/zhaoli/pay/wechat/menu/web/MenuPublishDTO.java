package com.zhaoli.pay.wechat.menu.web;

import com.zhaoli.pay.common.json.MultiLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The wish to make a version live.
 *
 * @param revision of the version that the operator saw
 */
record MenuPublishDTO(
    @NotNull Integer revision, @NotBlank @Size(max = 200) @MultiLine String reason) {}
