@NullMarked
package com.zhaoli.pay.sdk.payment;

import org.jspecify.annotations.NullMarked;
