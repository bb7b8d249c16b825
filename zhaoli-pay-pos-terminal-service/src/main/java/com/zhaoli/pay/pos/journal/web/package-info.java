/** Journals over HTTP. */
@NullMarked
package com.zhaoli.pay.pos.journal.web;

import org.jspecify.annotations.NullMarked;
