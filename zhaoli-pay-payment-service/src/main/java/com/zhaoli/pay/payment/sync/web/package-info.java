/** The sharded sync for the job service. */
@NullMarked
package com.zhaoli.pay.payment.sync.web;

import org.jspecify.annotations.NullMarked;
