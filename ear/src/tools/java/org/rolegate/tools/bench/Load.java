package org.rolegate.tools.bench;

/** A way to keep a target busy. */
interface Load {

    /** Sends so many requests and says how it went. */
    Sample run(Stand stand, Target target, int requests);
}
