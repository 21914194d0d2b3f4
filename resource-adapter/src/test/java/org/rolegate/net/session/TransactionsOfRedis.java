package org.rolegate.net.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What Redis does on one connection with transactions; what was done is shared by all connections. */
final class TransactionsOfRedis {

    static final String OK = "+OK\r\n";
    static final String REFUSED = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";
    static final String ABORTED = "-EXECABORT Transaction discarded because of previous errors.\r\n";
    static final String TOUCHED = "*-1\r\n";

    private final Map<String, Integer> done;
    final Deque<String> unread = new ArrayDeque<>();
    List<String> queue;
    private boolean spoiled;
    boolean watching;
    /** What is watched was touched since. */
    boolean touched;
    /** It refuses what writes, for want of memory. */
    boolean full;

    TransactionsOfRedis(Map<String, Integer> done, boolean full) {
        this.done = done;
        this.full = full;
    }

    /** Does the next command and returns the reply. */
    String next() {
        String command = unread.remove();
        String name = command.split(" ", -1)[0];
        if (full && name.equals("INCR")) {
            spoiled |= queue != null;
            return REFUSED;
        }
        if (name.equals("RESET")) {
            end();
            return "+RESET\r\n";
        }
        return queue == null ? atOnce(command, name) : inTransaction(command, name);
    }

    private String atOnce(String command, String name) {
        return switch (name) {
            case "MULTI" -> {
                queue = new ArrayList<>();
                spoiled = false;
                yield OK;
            }
            case "EXEC", "DISCARD" -> "-ERR " + name + " without MULTI\r\n";
            case "WATCH" -> {
                watching = true;
                yield OK;
            }
            case "UNWATCH" -> {
                end();
                yield OK;
            }
            default -> run(command);
        };
    }

    private String inTransaction(String command, String name) {
        return switch (name) {
            case "MULTI" -> "-ERR MULTI calls can not be nested\r\n";
            case "WATCH" -> "-ERR WATCH inside MULTI is not allowed\r\n";
            case "DISCARD" -> {
                end();
                yield OK;
            }
            case "EXEC" -> {
                String reply = spoiled ? ABORTED : touched ? TOUCHED : exec();
                end();
                yield reply;
            }
            default -> {
                queue.add(command);
                yield "+QUEUED\r\n";
            }
        };
    }

    /** Tells by its replies whether anything was watched when it was carried out. */
    private String exec() {
        StringBuilder replies = new StringBuilder("*" + queue.size() + "\r\n");
        queue.forEach(queued -> replies.append(watching ? "+watched " : "+free ")
                .append(run(queued).substring(1)));
        return replies.toString();
    }

    private void end() {
        queue = null;
        watching = false;
        touched = false;
    }

    private String run(String command) {
        done.merge(command, 1, Integer::sum);
        return "+" + command + "\r\n";
    }
}
