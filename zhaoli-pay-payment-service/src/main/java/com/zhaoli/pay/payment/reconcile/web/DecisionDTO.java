package com.zhaoli.pay.payment.reconcile.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an operator decides so. */
record DecisionDTO(@NotBlank @Size(max = 500) String note) {}
