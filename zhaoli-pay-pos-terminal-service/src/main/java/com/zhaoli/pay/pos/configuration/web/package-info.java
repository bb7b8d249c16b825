/** Configurations over HTTP. */
@NullMarked
package com.zhaoli.pay.pos.configuration.web;

import org.jspecify.annotations.NullMarked;
