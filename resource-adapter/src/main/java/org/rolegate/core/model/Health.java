package org.rolegate.core.model;

/**
 * The health of a server by its checks, as an immutable state machine.
 *
 * <pre>
 *            ok                      fall failures in a row
 *   INIT ----------&gt; UP ------------------------------------&gt; DOWN
 *     |              ^                                          | ^
 *     |              +--------- rise successes in a row --------+ |
 *     +------------------------- failure -------------------------+
 * </pre>
 *
 * <p>The first check decides alone. No server is up before a check succeeded, and the first success is enough.
 *
 * @param state the state of the server
 * @param streak the latest checks in a row that contradict {@code state}; 0 if the last one confirmed it
 */
public record Health(State state, int streak) {
    /** The three states of a server. */
    public enum State {
        INIT,
        UP,
        DOWN
    }

    /** The health before the first check. */
    public static final Health INIT = new Health(State.INIT, 0);

    private static final Health CONFIRMED_UP = new Health(State.UP, 0);
    private static final Health CONFIRMED_DOWN = new Health(State.DOWN, 0);

    /** Returns the health after one more check. */
    public Health after(boolean ok, int rise, int fall) {
        return switch (state) {
            case INIT -> ok ? CONFIRMED_UP : CONFIRMED_DOWN;
            case UP -> ok ? CONFIRMED_UP : streak + 1 >= fall ? CONFIRMED_DOWN : new Health(State.UP, streak + 1);
            case DOWN -> !ok ? CONFIRMED_DOWN : streak + 1 >= rise ? CONFIRMED_UP : new Health(State.DOWN, streak + 1);
        };
    }

    public boolean up() {
        return state == State.UP;
    }

    public boolean down() {
        return state == State.DOWN;
    }

    /** Returns whether the last check contradicted the state, so that the next one should come sooner. */
    public boolean changing() {
        return streak > 0;
    }

    /**
     * Returns the text that HAProxy displays: {@code UP}, {@code UP 2/3} (going down), {@code DOWN}, {@code DOWN 1/2}
     * (going up).
     */
    public String description(int rise, int fall) {
        return switch (state) {
            case INIT -> "INI";
            case UP -> streak == 0 ? "UP" : "UP " + (fall - streak) + "/" + fall;
            case DOWN -> streak == 0 ? "DOWN" : "DOWN " + streak + "/" + rise;
        };
    }
}
