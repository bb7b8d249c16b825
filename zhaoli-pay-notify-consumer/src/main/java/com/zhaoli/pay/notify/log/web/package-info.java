/** The merchant's view of its delivery log. */
@NullMarked
package com.zhaoli.pay.notify.log.web;

import org.jspecify.annotations.NullMarked;
