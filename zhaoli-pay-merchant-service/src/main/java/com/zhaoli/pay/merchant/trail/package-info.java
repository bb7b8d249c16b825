/** The audit log. */
@NullMarked
package com.zhaoli.pay.merchant.trail;

import org.jspecify.annotations.NullMarked;
