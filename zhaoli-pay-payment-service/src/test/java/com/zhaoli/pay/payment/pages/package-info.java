@NullMarked
package com.zhaoli.pay.payment.pages;

import org.jspecify.annotations.NullMarked;
