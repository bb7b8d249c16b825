/** How requests are read: what they hold is judged where it comes in. */
@NullMarked
package com.zhaoli.pay.common.json;

import org.jspecify.annotations.NullMarked;
