/** How statements are read from the books. */
@NullMarked
package com.zhaoli.pay.payment.statement.internal;

import org.jspecify.annotations.NullMarked;
