/** The register of terminals, for operators. */
@NullMarked
package com.zhaoli.pay.pos.terminal.web;

import org.jspecify.annotations.NullMarked;
