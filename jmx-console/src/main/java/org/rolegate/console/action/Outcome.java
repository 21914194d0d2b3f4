package org.rolegate.console.action;

/**
 * What became of an operator's request, with the code that a redirect carries and the sentence the page shows.
 *
 * @param server empty if it was about the group as a whole
 * @param reported what the adapter itself said of it, empty if nothing
 */
public record Outcome(
        Code code, Operation operation, String group, String server, long sessionsEnded, String reported) {

    public Outcome(Code code, Operation operation, String group, String server, long sessionsEnded) {
        this(code, operation, group, server, sessionsEnded, "");
    }

    /** The words after {@code result=} in the address of the page. */
    public enum Code {
        DONE("done"),
        FAILED("failed"),
        GONE("gone");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        public String keyword() {
            return word;
        }
    }

    /** The sentence for the operator. */
    public String sentence() {
        String who = server.isEmpty() ? "group " + group : server + " of group " + group;
        return switch (code) {
            case DONE -> who + ": " + done();
            case FAILED ->
                who + ": "
                        + (reported.isEmpty()
                                ? operation.keyword() + " failed; the reason is in the server log"
                                : reported);
            case GONE -> who + " no longer exists; nothing was done";
        };
    }

    private String done() {
        if (!reported.isEmpty()) {
            return reported;
        }
        if (operation == GroupOperation.THAW) {
            return "thawed; requests are forwarded again";
        }
        return operation == ServerOperation.KILL_SESSIONS
                ? sessionsEnded + (sessionsEnded == 1 ? " session ended" : " sessions ended")
                : "set to " + operation.keyword();
    }

    public boolean isDone() {
        return code == Code.DONE;
    }
}
