package com.zhaoli.pay.e2e.faults.books;

import org.jspecify.annotations.Nullable;

/**
 * Books that do not agree.
 *
 * @param file of the payment that it is about; null when it is about none that we know
 */
public record Violation(String what, @Nullable PaymentFile file) {}
