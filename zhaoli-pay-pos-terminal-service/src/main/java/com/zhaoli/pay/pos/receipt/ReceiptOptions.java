package com.zhaoli.pay.pos.receipt;

import org.jspecify.annotations.Nullable;

/**
 * How a receipt is wanted.
 *
 * @param columns of the paper, 32 or 48; null as the terminal's configuration says
 * @param reprint whether it was printed before, which it then says
 */
public record ReceiptOptions(
    @Nullable Integer columns, ReceiptFormat format, ReceiptCopy copy, boolean reprint) {}
