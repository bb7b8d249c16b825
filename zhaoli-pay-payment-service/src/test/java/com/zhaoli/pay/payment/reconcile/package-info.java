@NullMarked
package com.zhaoli.pay.payment.reconcile;

import org.jspecify.annotations.NullMarked;
