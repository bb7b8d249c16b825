/** The door that terminals' requests come through. */
@NullMarked
package com.zhaoli.pay.pos.device.web;

import org.jspecify.annotations.NullMarked;
