/** Devices' keys, and whose request a signature shows. */
@NullMarked
package com.zhaoli.pay.pos.device;

import org.jspecify.annotations.NullMarked;
