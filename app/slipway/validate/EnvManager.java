package slipway.validate;

import java.util.Locale;

/// What the environment of a validation is made with, named as MLflow names it; `container` is ours.
public enum EnvManager {
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
    }

    private final Strength strength;

    EnvManager(Strength strength) {
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
