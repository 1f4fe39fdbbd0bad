package slipway.engine.docker;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;

/// Whom a build asks: registries for bases that are not here, addresses that files are added from, and whomever its
/// steps like. Any thread; blocks while the engine is asked for the bases.
record BuildReach(DockerLink link) {
    /// Notes what a build is about to fetch.
    ///
    /// @param platform that it is built for; null for the engine’s own
    /// @return whether the steps are to run without a network, since the studio is offline
    /// @throws slipway.base.StudioException where it is, and the build cannot do without what is not here
    boolean open(DockerfileFacts facts, @Nullable String platform) throws InterruptedException {
        boolean offline = Ledger.OURS.offline().get().on();
        for (String base : facts.bases())
            image(base, platform);
        if (facts.syntax() != null) image(facts.syntax(), null);
        if (facts.adds() != null) Ledger.OURS.way(Purpose.BUILD, party(facts.adds())).open();
        if (facts.runs() && !offline) Ledger.OURS.way(Purpose.BUILD, Party.ANYBODY).open();
        return offline;
    }

    private void image(String reference, @Nullable String platform) throws InterruptedException {
        if (link.call("docker image inspect", client -> DockerImages.inspect(client, reference))
                .filter(here -> platform == null || platform.equals(here.getOs() + "/" + here.getArch())).isPresent())
            return;
        Ledger.OURS.way(Purpose.BUILD, ImageName.of(reference).party()).open();
    }

    private static Party party(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() == null ? Party.ANYBODY : Party.of(uri);
        } catch (IllegalArgumentException e) {
            return Party.ANYBODY;
        }
    }
}
