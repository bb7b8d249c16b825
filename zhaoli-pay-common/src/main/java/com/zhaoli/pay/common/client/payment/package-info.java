/** payment-service as other services call it. */
@NullMarked
package com.zhaoli.pay.common.client.payment;

import org.jspecify.annotations.NullMarked;
