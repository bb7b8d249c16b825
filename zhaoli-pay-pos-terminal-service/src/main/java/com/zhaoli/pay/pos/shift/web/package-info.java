/** Shifts for terminals. */
@NullMarked
package com.zhaoli.pay.pos.shift.web;

import org.jspecify.annotations.NullMarked;
