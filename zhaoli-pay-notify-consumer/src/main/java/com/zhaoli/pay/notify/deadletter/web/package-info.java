/** Dead letters as operators see them. */
@NullMarked
package com.zhaoli.pay.notify.deadletter.web;

import org.jspecify.annotations.NullMarked;
