/** Tests of the whole service. */
@NullMarked
package com.zhaoli.pay.merchant.operator;

import org.jspecify.annotations.NullMarked;
