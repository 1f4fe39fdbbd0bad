package slipway.traffic;

/// A body that cannot be said in another protocol: a status, and a text `traffic.answer.CODE` with its argument.
final class Untranslatable extends Exception {
    private static final long serialVersionUID = 1;

    final int status;
    final String code;
    final String argument;

    Untranslatable(int status, String code, String argument) {
        super(code + " " + argument, null, false, false);
        this.status = status;
        this.code = code;
        this.argument = argument;
    }

    static Untranslatable shape(String name) {
        return new Untranslatable(400, "map-shape", name);
    }

    static Untranslatable large() {
        return new Untranslatable(413, "map-large", String.valueOf(Translation.LARGEST));
    }

    static Untranslatable of(Throwable failure) {
        return failure instanceof Untranslatable known ? known : form();
    }

    static Untranslatable form() {
        return new Untranslatable(400, "map-form", "");
    }
}
