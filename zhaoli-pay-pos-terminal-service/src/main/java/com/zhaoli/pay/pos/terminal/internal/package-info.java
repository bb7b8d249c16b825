/** The register of terminals in the database. */
@NullMarked
package com.zhaoli.pay.pos.terminal.internal;

import org.jspecify.annotations.NullMarked;
