/** Operators decide on applications. */
@NullMarked
package com.zhaoli.pay.merchant.audit;

import org.jspecify.annotations.NullMarked;
