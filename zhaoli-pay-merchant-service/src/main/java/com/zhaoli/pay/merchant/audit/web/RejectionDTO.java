package com.zhaoli.pay.merchant.audit.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an application is rejected; the merchant reads it. */
record RejectionDTO(@NotBlank @Size(max = 200) String reason) {}
