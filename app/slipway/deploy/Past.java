package slipway.deploy;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a deployment was before, as far as this studio knows. Immutable.
///
/// @param earlier what it can go back to; null where nothing is known
/// @param back    whether it went back: its file says otherwise than what runs, and stays aside until it is changed
public record Past(@Nullable Earlier earlier, boolean back) {
    static final Past NONE = new Past(null, false);

    /// A revision that was proved once.
    ///
    /// @param image       its digest at a registry, else its id; null on engines without images
    /// @param model       name and version, else its contract
    /// @param environment names of the variables, whose values may be secret
    /// @param replicas    as many as its file said
    public record Earlier(long revision, @Nullable String image, String model, List<String> environment,
            int replicas) {
        public Earlier {
            environment = List.copyOf(environment);
        }

        static Earlier of(Plan plan) {
            ImageUse use = plan.image();
            String digest = use == null ? null : use.digest();
            return new Earlier(plan.revision(), use == null || digest != null ? digest : use.id(), plan.title(),
                    plan.spec().environment().keySet().stream().sorted().toList(), plan.replicas(0));
        }
    }
}
