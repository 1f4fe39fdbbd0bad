package slipway.validate;

import slipway.base.Text;

/// Remarks that a result carries besides its verdict. Stateless.
final class Notes {
    private Notes() {}

    static String wrapped() {
        return Text.of("validate.note.wrapped");
    }

    static String large(String size, String most) {
        return Text.of("validate.note.large", size, most);
    }

    static String mlflowMeansNothing(EnvKind manager) {
        return manager == EnvKind.CONTAINER
                ? Text.of("validate.note.mlflow.container")
                : Text.of("validate.note.mlflow.local");
    }

    static String mlflowStated() {
        return Text.of("validate.note.mlflow-stated");
    }

    static String overridesMeanNothing() {
        return Text.of("validate.note.overrides");
    }

    static String otherPython(String wanted, String here) {
        return Text.of("validate.note.python", wanted, here);
    }

    static String sampleServer() {
        return Text.of("validate.note.sample-server");
    }

    static String reused() {
        return Text.of("validate.note.reused");
    }
}
