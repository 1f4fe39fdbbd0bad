package slipway.deploy;

import org.jspecify.annotations.Nullable;

import slipway.spec.DeploymentSpec;

/// What the file of one deployment asks for, what runs instead since it went back, and the revisions that were proved:
/// the last one, and the one before that was another. What those were made from is known as long as the studio is open.
/// Owned by a [Slot], whose lock guards it.
final class Lineage {
    private final Remembered remembered;
    private DeploymentSpec asked;
    private @Nullable Plan last;
    private @Nullable Plan earlier;
    private @Nullable DeploymentSpec held;

    Lineage(DeploymentSpec asked, Remembered remembered) {
        this.asked = asked;
        this.remembered = remembered;
    }

    DeploymentSpec asked() {
        return asked;
    }

    /// What is to run: what the file asks for, or what it went back to.
    DeploymentSpec spec() {
        DeploymentSpec instead = held;
        return instead == null ? asked : instead;
    }

    /// The file is followed, which says `spec` now.
    void follow(DeploymentSpec spec) {
        asked = spec;
        held = null;
    }

    /// What an earlier studio went back to is to run, `instead` of what the file says.
    void hold(DeploymentSpec file, DeploymentSpec instead) {
        asked = file;
        held = instead;
    }

    /// Notes for the next studio what is to run, as `revision`.
    void remember(long revision) {
        remembered.runs(revision, spec(), asked);
    }

    /// Whether `spec` only records the digest of the image that runs, or of the one that it went back from. It is what
    /// the file asks for then.
    boolean records(DeploymentSpec spec, @Nullable ImageUse use, long revision) {
        boolean only = held == null
                ? use != null && use.records(asked, spec)
                : !asked.equals(spec) && asked.equals(spec.withImageDigest(asked.slipway().imageDigest()));
        if (!only) return false;
        asked = spec;
        remember(revision);
        return true;
    }

    /// `plan` runs and is proved; with `back`, because a person wanted it in place of what the file says.
    void proved(Plan plan, boolean back) {
        Plan before = last;
        // one that was only started again is nothing to go back to
        if (before != null && !same(before, plan)) earlier = before;
        last = plan;
        if (!back) return;
        DeploymentSpec runs = pinned(plan);
        held = runs.equals(asked) || plan.spec().equals(asked) ? null : runs;
        remember(plan.revision());
    }

    private static boolean same(Plan one, Plan other) {
        ImageUse image = one.image();
        ImageUse next = other.image();
        boolean likewise = image == null ? next == null : next != null && image.pinned().equals(next.pinned());
        return likewise && pinned(one).equals(counted(pinned(other), one.spec()));
    }

    /// What to go back to from `revision`, which runs or failed; null where nothing is known.
    @Nullable
    Plan target(long revision) {
        Plan proved = last;
        // a newer one that never was proved goes back to the one that was
        return proved == null || proved.revision() == revision ? earlier : proved;
    }

    /// The file is `file` now, which only counts replicas otherwise than before.
    void counts(DeploymentSpec file, long revision) {
        asked = file;
        Plan proved = last;
        if (proved != null) last = proved.of(counted(proved.spec(), file));
        DeploymentSpec instead = held;
        if (instead != null) held = counted(instead, file);
        remember(revision);
    }

    private static DeploymentSpec counted(DeploymentSpec spec, DeploymentSpec as) {
        return spec.withInstanceCount(as.instanceCount()).withScale(as.slipway().scale());
    }

    /// What `plan` was made from, with the image that it got, which a moved tag does not change.
    private static DeploymentSpec pinned(Plan plan) {
        ImageUse use = plan.image();
        String digest = use == null ? null : use.digestOf(plan.spec().image());
        return digest == null ? plan.spec() : plan.spec().withImageDigest(digest);
    }

    /// As the list tells it of what is at `revision`.
    Past past(long revision) {
        Plan to = target(revision);
        return new Past(to == null ? null : Past.Earlier.of(to), held != null);
    }
}
