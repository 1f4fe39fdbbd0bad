package slipway.serve;

/// A request that gets a status other than 200; the reason goes to the client and to the log. Wire text, so it is no
/// [slipway.base.Problem]; it never leaves this package.
final class Refusal extends RuntimeException {
    private final int status;
    private final String code;

    /// @param code one of MLflow's error codes, `BAD_REQUEST` and so on
    Refusal(int status, String code, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.code = code;
    }

    /// 400 for a body that cannot be understood.
    static Refusal bad(String reason) {
        return new Refusal(400, "BAD_REQUEST", reason);
    }

    /// 400 for a body that is understood and does not fit the model.
    static Refusal misfit(String reason) {
        return new Refusal(400, "INVALID_PARAMETER_VALUE", reason);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
