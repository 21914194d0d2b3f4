package org.rolegate.tools.soak;

/**
 * What the application server holds at one moment; memory in bytes.
 *
 * @param heap what was left on the heap by the garbage collection just before
 * @param direct what Java's own direct buffers hold; Netty's are in {@code resident} only
 * @param resident the memory of the whole process, by the kernel
 * @param descriptors open file descriptors
 * @param sessions open sessions of both frontends
 */
record Vitals(long heap, long nonHeap, long direct, long resident, int threads, int descriptors, int sessions) {}
