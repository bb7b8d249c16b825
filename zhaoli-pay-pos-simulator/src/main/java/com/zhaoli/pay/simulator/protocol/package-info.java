/** Requests as they travel: HTTPS, signature, what an answer means. */
@NullMarked
package com.zhaoli.pay.simulator.protocol;

import org.jspecify.annotations.NullMarked;
