/** Conflicts of journals in the database. */
@NullMarked
package com.zhaoli.pay.pos.journal.internal;

import org.jspecify.annotations.NullMarked;
