/** What terminals tell of themselves, and what they are told. */
@NullMarked
package com.zhaoli.pay.pos.heartbeat;

import org.jspecify.annotations.NullMarked;
