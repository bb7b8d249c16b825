@NullMarked
package com.zhaoli.pay.payment.store.poster;

import org.jspecify.annotations.NullMarked;
