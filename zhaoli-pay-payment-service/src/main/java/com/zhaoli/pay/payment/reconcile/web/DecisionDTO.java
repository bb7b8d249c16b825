package com.zhaoli.pay.payment.reconcile.web;

import com.zhaoli.pay.common.json.MultiLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an operator decides so. */
record DecisionDTO(@NotBlank @Size(max = 500) @MultiLine String note) {}
