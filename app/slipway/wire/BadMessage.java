package slipway.wire;

/// A message that breaks the protocol, with the status that says so (400, 413, 431, 501, 505).
public final class BadMessage extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    public BadMessage(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
