package slipway.engine.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.github.dockerjava.api.model.ChangeLog;

import slipway.engine.Inside;

/// A look inside one running container. Any thread; blocks.
record ContainerInside(DockerLink link, String container, Restart restart) implements Inside {
    private static final int TOO_LONG = 124;

    /// Restarts the container, which its instance must know of.
    @FunctionalInterface
    interface Restart {
        void now(Duration grace) throws InterruptedException;
    }

    @Override
    public Ran run(Duration limit, String... command) throws InterruptedException {
        GpuTool.Said said = ContainerExec.run(link, container, limit, command);
        return new Ran(said.code() == GpuTool.SILENT ? TOO_LONG : said.code(), said.text());
    }

    @Override
    public List<String> changed() throws InterruptedException {
        var paths = new ArrayList<String>();
        for (ChangeLog each : link.call("docker diff", client -> client.containerDiffCmd(container).exec())) {
            paths.add(each.getPath());
        }
        return paths;
    }

    @Override
    public void restart(Duration grace) throws InterruptedException {
        restart.now(grace);
    }
}
