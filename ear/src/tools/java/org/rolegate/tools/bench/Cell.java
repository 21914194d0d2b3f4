package org.rolegate.tools.bench;

import java.util.List;

/**
 * One thing that is measured on several targets.
 *
 * @param name what one chooses it by
 * @param title what is done, for people
 * @param requests how many are sent in a run, unless told otherwise
 * @param targets where it is measured
 * @param figures what the table shows of it
 */
record Cell(String name, String title, Load load, int requests, List<Target> targets, List<Figure> figures) {}
