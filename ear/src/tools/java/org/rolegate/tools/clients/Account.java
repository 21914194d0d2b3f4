package org.rolegate.tools.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load says when it has stopped.
 *
 * @param examples the message of one error of each kind
 */
record Account(List<WorkerAccount> workers, Map<String, String> examples) {

    Account {
        workers = List.copyOf(workers);
        examples = Map.copyOf(examples);
    }

    /**
     * Reads the lines; fields are separated by tabs.
     *
     * @throws IllegalStateException if the end is missing
     */
    static Account parse(List<String> lines) {
        var workers = new ArrayList<WorkerAccount>();
        var examples = new TreeMap<String, String>();
        boolean complete = false;
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            switch (fields[0]) {
                case "worker" -> workers.add(WorkerAccount.parse(fields));
                case "example" -> examples.put(fields[1], fields[2]);
                case "end" -> complete = true;
                default -> throw new IllegalStateException("no account: " + line);
            }
        }
        if (!complete) {
            throw new IllegalStateException("the load gave no account of itself, only " + lines);
        }
        return new Account(workers, examples);
    }
}
