package slipway.ui.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javafx.scene.Node;
import javafx.scene.control.Button;

import org.jspecify.annotations.Nullable;

import slipway.base.Masked;
import slipway.base.Text;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.DockerLook;
import slipway.ui.Desk;
import slipway.ui.widget.Card;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;

/// Proxies and certificate authorities as the environment and the container engine have them; nothing is set here.
/// FX thread.
public final class ProxySection implements SettingsSection {
    private static final List<String> PROXIES = List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");
    private static final List<String> TRUST = List.of("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
            "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY");

    private final Map<String, String> environment;
    private final DockerLook docker;
    private final Desk desk;
    private final KeyValueGrid engine = new KeyValueGrid();

    /// @param environment the variables of this process
    public ProxySection(Map<String, String> environment, DockerLook docker, Desk desk) {
        this.environment = Map.copyOf(environment);
        this.docker = docker;
        this.desk = desk;
    }

    @Override
    public String id() {
        return "proxy";
    }

    @Override
    public String icon() {
        return "fth-shield";
    }

    @Override
    public String title() {
        return Text.of("settings.proxy");
    }

    @Override
    public String words() {
        return String.join(" ", PROXIES) + " " + String.join(" ", TRUST) + " TLS "
                + Text.of("settings.proxy.environment") + " " + Text.of("settings.proxy.trust");
    }

    @Override
    public Node build() {
        var own = new KeyValueGrid();
        Fact.show(own, environment());
        var trust = new KeyValueGrid();
        Fact.show(trust, trust());
        var refresh = new Button(Text.of("settings.engines.refresh"), Icons.of("fth-refresh-cw"));
        refresh.setId("proxy-refresh");
        refresh.setMnemonicParsing(false);
        refresh.setOnAction(event -> look());
        look();
        return SettingRows.column(Labels.wrapped(Text.of("settings.proxy.text"), "muted"),
                new Card(Text.of("settings.proxy.environment")).with(own),
                new Card(Text.of("settings.proxy.engine"), refresh).with(engine,
                        Labels.wrapped(Text.of("settings.proxy.engine.text"), "muted")),
                new Card(Text.of("settings.proxy.trust")).with(trust),
                new Card(Text.of("settings.proxy.passed")).with(Labels.wrapped(Text.of("settings.proxy.passed.text"))));
    }

    /// Programs read either spelling; both are shown where both are set.
    private List<Fact> environment() {
        return PROXIES.stream().flatMap(name -> {
            List<Fact> set = Stream.of(name, name.toLowerCase(Locale.ROOT)).filter(environment::containsKey)
                    .map(each -> new Fact(each, Masked.addresses(environment.getOrDefault(each, "")))).toList();
            return set.isEmpty() ? Stream.of(new Fact(name, Text.of("settings.proxy.unset"))) : set.stream();
        }).toList();
    }

    private List<Fact> trust() {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Java", System.getProperty("javax.net.ssl.trustStore", Text.of("settings.proxy.own"))));
        TRUST.forEach(name -> facts.add(new Fact(name, environment.getOrDefault(name, Text.of(
                "settings.proxy.unset")))));
        return facts;
    }

    private void look() {
        var found = new AtomicReference<@Nullable DockerFinding>();
        Fact.show(engine, List.of(new Fact(Text.of("cli.doctor.name.docker"), Text.of("settings.engines.looking"))));
        desk.work().run(() -> found.set(DockerFacts.tried(docker)), () -> Fact.show(engine, engine(found.get())));
    }

    private static List<Fact> engine(@Nullable DockerFinding told) {
        DockerFinding.Found found = told == null ? null : told.found();
        if (found == null) return List.of(new Fact(Text.of("cli.doctor.name.docker"), Text.of("settings.proxy.none")));
        return List.of(new Fact("HTTP", set(found.proxies().http())), new Fact("HTTPS", set(found.proxies().https())),
                new Fact(Text.of("settings.proxy.except"), set(found.proxies().none())));
    }

    private static String set(String value) {
        return value.isEmpty() ? Text.of("settings.proxy.unset") : value;
    }
}
