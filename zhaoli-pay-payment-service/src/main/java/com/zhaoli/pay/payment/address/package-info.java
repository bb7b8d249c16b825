/** What the addresses of calls may hold. */
@NullMarked
package com.zhaoli.pay.payment.address;

import org.jspecify.annotations.NullMarked;
