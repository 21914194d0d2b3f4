/** What the benchmark runs inside the application server, in a web module of its own. */
package org.rolegate.tools.bench.inside;
