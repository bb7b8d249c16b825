@NullMarked
package com.zhaoli.pay.payment;

import org.jspecify.annotations.NullMarked;
