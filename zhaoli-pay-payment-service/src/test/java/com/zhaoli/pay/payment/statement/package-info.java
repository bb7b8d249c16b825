@NullMarked
package com.zhaoli.pay.payment.statement;

import org.jspecify.annotations.NullMarked;
