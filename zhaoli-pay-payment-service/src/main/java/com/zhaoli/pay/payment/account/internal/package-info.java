/** How accounts are kept. */
@NullMarked
package com.zhaoli.pay.payment.account.internal;

import org.jspecify.annotations.NullMarked;
