package org.rolegate.console.action;

/**
 * The outcome of an operator's request, with the code for the redirect and the sentence for the page.
 *
 * @param server empty for an operation on the whole group
 * @param reported the text that the adapter returned, or the reason of a failure; empty if there is none
 */
public record Outcome(
        Code code, Operation operation, String group, String server, long sessionsEnded, String reported) {

    public Outcome(Code code, Operation operation, String group, String server, long sessionsEnded) {
        this(code, operation, group, server, sessionsEnded, "");
    }

    /** The code after {@code result=} in the address of the page. */
    public enum Code {
        DONE("done"),
        FAILED("failed"),
        GONE("gone");

        private final String keyword;

        Code(String keyword) {
            this.keyword = keyword;
        }

        public String keyword() {
            return keyword;
        }
    }

    /** Returns the sentence for the operator. */
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
