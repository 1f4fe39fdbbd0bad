package slipway.engine.docker;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.engine.EngineInfo;
import slipway.engine.EngineInfo.State;
import slipway.engine.Gpu;

/// Says for people how the way to the engine stands. Stateless.
final class LinkInfo {
    private LinkInfo() {}

    static EngineInfo of(LinkState now, List<Gpu> gpus) {
        EngineVersion version = now.version();
        return new EngineInfo(DockerEngine.ID, title(now, version, gpus), now.connected(), detail(now, version),
                state(now.kind()), now.connected() ? null : now.problem(), tried(now), gpus, warning(now));
    }

    private static State state(LinkState.Kind kind) {
        return switch (kind) {
            case SEARCHING -> State.CONNECTING;
            case CONNECTED -> State.CONNECTED;
            case DOWN -> State.DOWN;
            case HUNG -> State.HUNG;
            case REFUSED -> State.REFUSED;
        };
    }

    private static String title(LinkState now, @Nullable EngineVersion version, List<Gpu> gpus) {
        if (version == null || !now.connected()) return Text.of("docker.engine.title");
        String name = version.podman() ? "Podman" : "Docker";
        String title = Text.of("docker.engine.chip", name, brief(version.version()), version.api());
        return gpus.isEmpty() ? title : Text.of("docker.engine.gpus", title, gpus.size());
    }

    /// `20.10` of `20.10.24+dfsg1`.
    static String brief(String version) {
        String[] parts = version.split("[.+-]", -1);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    private static String detail(LinkState now, @Nullable EngineVersion version) {
        Problem problem = now.problem();
        if (!now.connected() || version == null || now.address() == null)
            return problem == null ? "" : problem.what();
        var detail = new StringBuilder(Text.of("docker.engine.detail", version.version(), version.api(),
                now.address().host(), now.address().source()));
        if (now.address().ssh()) detail.append('\n').append(Text.of("docker.remote.ssh"));
        if (now.address().elsewhere()) detail.append('\n').append(Text.of("docker.remote.copied"));
        version.differences().forEach(key -> detail.append('\n').append(Text.of(key)));
        return detail.toString();
    }

    private static @Nullable Problem warning(LinkState now) {
        DockerAddress address = now.address();
        return address == null || !now.connected() ? null : new EngineReach(address, null).warning();
    }

    private static List<String> tried(LinkState now) {
        var lines = new ArrayList<String>();
        for (LinkState.Tried one : now.tried()) {
            Problem problem = one.problem();
            lines.add(Text.of("docker.engine.tried", one.address().host(), one.address().source(),
                    problem == null ? Text.of("docker.engine.answers") : problem.what()));
        }
        return lines;
    }
}
