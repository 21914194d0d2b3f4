package org.rolegate.console.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The formats of numbers for people; the exact value goes to a tooltip. */
final class Units {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String[] COUNT_UNITS = {"", " k", " M", " G", " T", " P", " E"};
    private static final long PLAIN_COUNT_BELOW = 100_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Units() {}

    /** Returns a number of bytes as "1.5 MiB". */
    static String bytes(long bytes) {
        return bytes < 1024 ? bytes + " B" : scaled(bytes, 1024, BYTE_UNITS, " ");
    }

    static String exactBytes(long bytes) {
        return exact(bytes) + (bytes == 1 ? " byte" : " bytes");
    }

    /** Returns a count as "12,345", from a hundred thousand on as "1.2 M". */
    static String count(long count) {
        return Math.abs(count) < PLAIN_COUNT_BELOW ? exact(count) : scaled(count, 1000, COUNT_UNITS, "");
    }

    static String exact(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns the two leading units of a duration, as "2 h 5 min". */
    static String duration(long millis) {
        if (millis < 1000) {
            return Math.max(millis, 0) + " ms";
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return pair(minutes, "min", minutes < 10 ? seconds % 60 : 0, "s");
        }
        long hours = minutes / 60;
        return hours < 24 ? pair(hours, "h", minutes % 60, "min") : pair(hours / 24, "d", hours % 24, "h");
    }

    /** Returns the time of day, with the date unless it is today. */
    static String time(Instant when, Instant now, ZoneId zone) {
        boolean today = LocalDate.ofInstant(when, zone).equals(LocalDate.ofInstant(now, zone));
        return (today ? TIME : DAY_AND_TIME).format(when.atZone(zone));
    }

    /** Returns the date and time in full, for a tooltip. */
    static String exactTime(Instant when, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                when.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    private static String pair(long major, String majorUnit, long minor, String minorUnit) {
        return major + " " + majorUnit + (minor == 0 ? "" : " " + minor + " " + minorUnit);
    }

    private static String scaled(long value, int step, String[] units, String gap) {
        double scaled = value;
        int unit = 0;
        // The limit is where rounding to one digit would print "1" of the next unit.
        while (Math.abs(scaled) >= step - 0.05 && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f", scaled) + gap + units[unit];
    }
}
