/** Calls of other services, bounded in number and in time. */
@NullMarked
package com.zhaoli.pay.pos.upstream;

import org.jspecify.annotations.NullMarked;
