package slipway.spec;

/// Where a deployment's server really listens: what its file says, else its platform's own port. Immutable.
///
/// @param serving takes predictions, 1 to 65535
/// @param health  answers probes; the same where nothing else is said
public record ServerPorts(int serving, int health) {
    /// The ports of `spec` on a platform that asks on `usual`.
    public static ServerPorts of(int usual, DeploymentSpec spec) {
        Integer own = spec.slipway().port();
        DeploymentSpec.Routes routes = spec.routes();
        int serving = own != null ? own : routes == null ? usual : routes.scoring().port();
        Integer health = spec.slipway().healthPort();
        if (health != null) return new ServerPorts(serving, health);
        Integer apart = spec.probedApart();
        return new ServerPorts(serving, apart == null ? serving : apart);
    }
}
