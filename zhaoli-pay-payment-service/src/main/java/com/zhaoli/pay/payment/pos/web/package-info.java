/** The internal calls of the terminals' service. */
@NullMarked
package com.zhaoli.pay.payment.pos.web;

import org.jspecify.annotations.NullMarked;
