/** Tests of message. */
@NullMarked
package com.zhaoli.pay.merchant.message;

import org.jspecify.annotations.NullMarked;
