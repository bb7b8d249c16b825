/** Who works at the merchant's terminals. */
@NullMarked
package com.zhaoli.pay.sdk.cashier;

import org.jspecify.annotations.NullMarked;
