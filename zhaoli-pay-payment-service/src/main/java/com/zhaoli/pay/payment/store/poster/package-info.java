/** Posters with a store's QR code, to be printed. */
@NullMarked
package com.zhaoli.pay.payment.store.poster;

import org.jspecify.annotations.NullMarked;
