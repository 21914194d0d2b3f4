/**
 * The tags of tests, which Surefire selects by: {@code -Dgroups=redis}, {@code -DexcludedGroups=slow,redis}.
 *
 * <p>A build without either of them runs all tests.
 */
package org.rolegate.testing;
