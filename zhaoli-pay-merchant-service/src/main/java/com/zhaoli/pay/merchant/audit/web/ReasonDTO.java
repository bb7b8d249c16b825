package com.zhaoli.pay.merchant.audit.web;

import com.zhaoli.pay.common.json.MultiLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an operator does it; the merchant reads it, except where only its app is meant. */
record ReasonDTO(@NotBlank @Size(max = 200) @MultiLine String reason) {}
