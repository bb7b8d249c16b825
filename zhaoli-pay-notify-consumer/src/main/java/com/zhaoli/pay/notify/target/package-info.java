/** What a delivery goes to: the strategy of each kind of target, and what can come of it. */
@NullMarked
package com.zhaoli.pay.notify.target;

import org.jspecify.annotations.NullMarked;
