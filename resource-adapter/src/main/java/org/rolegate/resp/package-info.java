/** The RESP codec: incremental and bounded readers, framers of requests and replies, and encoded commands. */
@NullMarked
package org.rolegate.resp;

import org.jspecify.annotations.NullMarked;
