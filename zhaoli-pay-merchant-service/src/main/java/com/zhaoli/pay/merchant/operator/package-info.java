/** Operators, their passwords and sessions. */
@NullMarked
package com.zhaoli.pay.merchant.operator;

import org.jspecify.annotations.NullMarked;
