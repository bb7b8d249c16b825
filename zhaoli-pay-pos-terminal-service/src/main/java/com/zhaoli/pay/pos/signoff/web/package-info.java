/** Sign-off for terminals. */
@NullMarked
package com.zhaoli.pay.pos.signoff.web;

import org.jspecify.annotations.NullMarked;
