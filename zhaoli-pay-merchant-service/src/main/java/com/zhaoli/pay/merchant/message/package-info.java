/** Messages to a merchant's receivers, sent after the change they tell of is committed. */
@NullMarked
package com.zhaoli.pay.merchant.message;

import org.jspecify.annotations.NullMarked;
