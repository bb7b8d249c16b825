/** The key pairs and secrets of both sides, made once and kept in files. */
@NullMarked
package com.zhaoli.pay.sandbox.keys;

import org.jspecify.annotations.NullMarked;
