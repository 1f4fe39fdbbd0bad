package slipway.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.engine.Engines;
import slipway.engine.ExternalEngine;
import slipway.engine.process.ProcessEngine;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.ScaleSpec;
import slipway.testkit.StubContract;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/// Deployments of one model on servers that misbehave as a test says, and what is told to those who route to them.
abstract class DeploymentsGround {
    static final String ID = "iris/blue";
    static final ProbeSpec PROBE = new ProbeSpec(Duration.ofSeconds(8), Duration.ofMillis(200),
            Duration.ofSeconds(2), 1, 3);

    @TempDir
    Path state;
    final Tasks tasks = new Tasks();
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    volatile @Nullable CountDownLatch draining;
    /// The next offer takes it and waits for another one to overtake it.
    final AtomicReference<@Nullable CountDownLatch> slow = new AtomicReference<>();
    volatile @Nullable CountDownLatch overtaken;
    /// Of what was offered last.
    volatile @Nullable ScaleSpec scale;
    Deployments deployments;

    @BeforeEach
    void open() {
        deployments = studio();
    }

    @AfterEach
    void close() {
        deployments.close();
        tasks.close();
    }

    Deployments studio() {
        var engines = new Engines(List.of(new ProcessEngine(state, tasks), new ExternalEngine()));
        var opened = new Deployments(tasks, new Activity(), engines, spec -> Optional.of(model()),
                DeploymentsGround::engineOf,
                state,
                id -> id.equals("unheard-of") ? Optional.empty() : Optional.of(new StubContract(id)),
                Duration.ofMillis(50));
        opened.onRoutes(new Routes() {
            @Override
            public void offer(Deployment deployment) {
                CountDownLatch mine = slow.getAndSet(null);
                CountDownLatch before = overtaken;
                if (mine != null) overtake(mine);
                told.add("offer " + deployment.revision() + " " + deployment.urls().size());
                scale = deployment.spec().slipway().scale();
                if (mine == null && before != null) before.countDown();
            }

            @Override
            public void shrink(Deployment before) {
                told.add("shrunk " + before.revision() + " " + before.urls().size());
            }

            @Override
            public void withdraw(Deployment deployment) {
                told.add("withdraw " + deployment.revision());
            }

            @Override
            public void drain(Deployment old) throws InterruptedException {
                CountDownLatch busy = draining;
                if (busy != null) busy.await();
                boolean stillThere = old.pids().stream().allMatch(pid -> ProcessHandle.of(pid).isPresent());
                told.add("drain " + old.revision() + (stillThere ? "" : " too late"));
            }
        });
        return opened;
    }

    void overtake(CountDownLatch by) {
        overtaken = by;
        try {
            boolean came = by.await(5, TimeUnit.SECONDS);
            told.add(came ? "overtaken" : "alone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String engineOf(DeploymentSpec spec) {
        String own = spec.slipway().engine();
        return own == null ? "embedded" : own;
    }

    Model model() {
        return new Model(state, "iris", "iris", "1", "mlflow", null, List.of(), List.of("stub"), 1, "",
                Signature.UNKNOWN,
                List.of(), null, null, null, Map.of(), List.of());
    }

    DeploymentSpec spec(Map<String, String> environment, Extension extension) {
        return new DeploymentSpec("blue", "iris", new ModelRef(null, null, state), null, environment, 1,
                RequestSettings.DEFAULT, PROBE, PROBE, extension);
    }

    DeploymentSpec spec(Map<String, String> environment) {
        return spec(environment, extension("stub", null, null, null, StubModelServer.command()));
    }

    static Extension extension(String contract, @Nullable String engine, @Nullable String url,
            @Nullable Integer port, List<String> command) {
        return new Extension(contract, engine, url, port, null, List.of(), command, null, null);
    }

    Deployment now() {
        return deployments.byId(ID).orElseThrow();
    }

    Deployment awaitState(DeploymentState wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> now().state() == wanted);
        return now();
    }

    static boolean gone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    void kill() throws InterruptedException {
        URI die = now().urls().getFirst().resolve("/die");
        try (var client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(die).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            assertNotNull(e); // it died while answering, as asked
        }
        await().until(() -> now().state() != DeploymentState.READY || now().restarts() > 0);
    }
}
