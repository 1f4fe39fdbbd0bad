package slipway.validate;

import java.util.Locale;

import slipway.base.Text;

/// What the environment of a validation is made with, named as MLflow names it; `container` is ours.
public enum EnvKind {
    CONTAINER(Strength.STRONG), VIRTUALENV(Strength.FAIR), UV(Strength.FAIR), CONDA(Strength.FAIR),
    LOCAL(Strength.WEAK);

    /// How much a good prediction there says of a deployment.
    public enum Strength {
        /// As it will be deployed.
        STRONG,
        /// The same packages on this machine’s own system.
        FAIR,
        /// Whatever happened to be installed.
        WEAK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// `fair evidence`
        public String title() {
            return switch (this) {
                case STRONG -> Text.of("validate.dialog.strong");
                case FAIR -> Text.of("validate.dialog.fair");
                case WEAK -> Text.of("validate.dialog.weak");
            };
        }

        /// The same, with the reason.
        public String sentence() {
            return switch (this) {
                case STRONG -> Text.of("validate.strength.strong");
                case FAIR -> Text.of("validate.strength.fair");
                case WEAK -> Text.of("validate.strength.weak");
            };
        }
    }

    private final Strength strength;

    EnvKind(Strength strength) {
        this.strength = strength;
    }

    public Strength strength() {
        return strength;
    }

    /// As it is written on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
