/** Refunds for terminals. */
@NullMarked
package com.zhaoli.pay.pos.refund.web;

import org.jspecify.annotations.NullMarked;
