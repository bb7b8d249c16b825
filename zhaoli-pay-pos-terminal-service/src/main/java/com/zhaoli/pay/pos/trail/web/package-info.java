/** Operators read the audit log. */
@NullMarked
package com.zhaoli.pay.pos.trail.web;

import org.jspecify.annotations.NullMarked;
