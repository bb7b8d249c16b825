/** A local server that speaks the channels' own protocols, for development and for tests. */
@NullMarked
package com.zhaoli.pay.sandbox;

import org.jspecify.annotations.NullMarked;
