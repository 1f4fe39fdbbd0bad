package slipway.ui.settings;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.engine.Images;
import slipway.engine.docker.RegistryLogin;
import slipway.engine.docker.RegistryLogin.Known;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.widget.Card;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// The logins to registries, where the docker command keeps them: their names, never their secrets. FX thread.
public final class RegistriesSection implements SettingsSection {
    private final RegistryLogin logins;
    private final Supplier<@Nullable Images> images;
    private final Desk desk;
    private final Asker asker;
    private final VBox rows = new VBox();
    private final TextField registry = field("registry-host", Text.of("settings.registries.host"));
    private final TextField user = field("registry-user", Text.of("settings.registries.user"));
    private final PasswordField password = new PasswordField();

    /// @param images those of the engine that lets a registry check a login; null while there is none
    public RegistriesSection(RegistryLogin logins, Supplier<@Nullable Images> images, Desk desk, Asker asker) {
        this.logins = logins;
        this.images = images;
        this.desk = desk;
        this.asker = asker;
    }

    @Override
    public String id() {
        return "registries";
    }

    @Override
    public String icon() {
        return "fth-database";
    }

    @Override
    public String title() {
        return Text.of("settings.registries");
    }

    @Override
    public String words() {
        return String.join(" ", Text.of("settings.registries.login"), Text.of("settings.registries.logout"),
                Text.of("settings.registries.user"), Text.of("settings.registries.password"), "Docker Hub");
    }

    @Override
    public Node build() {
        password.setId("registry-password");
        password.setPromptText(Text.of("settings.registries.password"));
        password.setAccessibleText(Text.of("settings.registries.password"));
        var login = new Button(Text.of("settings.registries.login"), Icons.of("fth-log-in"));
        login.setId("registry-login");
        login.setMnemonicParsing(false);
        login.setOnAction(event -> login());
        login.disableProperty().bind(Bindings.createBooleanBinding(() -> registry.getText().isBlank()
                || user.getText().isBlank() || password.getText().isEmpty(), registry.textProperty(),
                user.textProperty(), password.textProperty()));
        password.setOnAction(event -> login.fire());
        var form = new GridPane(12, 8);
        form.addRow(0, Labels.of(Text.of("settings.registries.host")), registry);
        form.addRow(1, Labels.of(Text.of("settings.registries.user")), user);
        form.addRow(2, Labels.of(Text.of("settings.registries.password")), password);
        form.add(login, 1, 3);
        read();
        return SettingRows.column(Labels.wrapped(Text.of("settings.registries.text"), "muted"),
                new Card(Text.of("settings.registries.kept")).with(rows),
                new Card(Text.of("settings.registries.login")).with(form,
                        Labels.wrapped(Text.of("settings.registries.login.text"), "muted")));
    }

    private static TextField field(String id, String says) {
        var field = new TextField();
        field.setId(id);
        field.setPrefColumnCount(26);
        field.setAccessibleText(says);
        return field;
    }

    private void read() {
        var found = new AtomicReference<List<Known>>(List.of());
        desk.work().run(() -> found.set(logins.all()), () -> show(found.get()));
    }

    private void show(List<Known> all) {
        if (all.isEmpty()) rows.getChildren().setAll(Labels.wrapped(Text.of("settings.registries.none"), "muted"));
        else
            rows.getChildren().setAll(all.stream().map(this::row).toList());
    }

    private HBox row(Known login) {
        var logout = new Button(Text.of("settings.registries.logout"));
        logout.setId("logout-" + login.registry().replaceAll("[^A-Za-z0-9]", "-"));
        logout.setMnemonicParsing(false);
        logout.setAccessibleText(Text.of("settings.registries.logout") + ", " + login.registry());
        logout.setOnAction(event -> asker.ask(new Asker.Question(Text.of("settings.registries.ask", login.registry()),
                Text.of("settings.registries.ask.text", login.place()), Text.of("settings.registries.logout"), true),
                () -> logout(login.registry())));
        return SettingRows.row(login.registry(), login.plain()
                ? Text.of("settings.registries.plain", login.place())
                : Text.of("settings.registries.helper", login.place()), logout);
    }

    private void logout(String name) {
        var act = Desk.Act.of(Twin.of("image logout").add(name).toString(), "cli.image.logged-out", name);
        desk.work().run(act, () -> logins.forget(name), () -> {
            desk.notices().done(Text.of("cli.image.logged-out", name));
            read();
        });
    }

    /// The password leaves the field whatever becomes of it.
    private void login() {
        String host = registry.getText().strip();
        String name = user.getText().strip();
        String secret = password.getText();
        password.clear();
        var done = new AtomicReference<Images.@Nullable Login>();
        var act = Desk.Act.of(Twin.of("image login").add(host).add("--username", name).toString(),
                "settings.registries.done", host, name);
        desk.work().run(act, () -> {
            Images engine = images.get();
            if (engine == null) throw StudioException.of("settings.no-engine", host);
            done.set(engine.login(host, name, secret));
        }, () -> {
            Images.Login kept = done.get();
            if (kept != null)
                desk.notices().done(Text.of("cli.image.logged-in", kept.registry(), kept.user(), kept
                        .place()));
            read();
        });
    }
}
