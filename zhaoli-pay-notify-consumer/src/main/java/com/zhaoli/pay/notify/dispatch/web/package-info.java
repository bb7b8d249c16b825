/** The address that takes event batches. */
@NullMarked
package com.zhaoli.pay.notify.dispatch.web;

import org.jspecify.annotations.NullMarked;
