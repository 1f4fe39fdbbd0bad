package slipway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Version;
import slipway.bundle.BundleOpening;
import slipway.network.Ledger;

/// The command line as a whole: options that every command has, exit codes, and how failures are said.
@Command(name = "slipway", version = "slipway "
        + CommandLineApp.VERSION, mixinStandardHelpOptions = true, sortOptions = false)
public final class CommandLineApp extends Action {
    public static final String VERSION = Version.NUMBER;

    @Option(names = "--workspace", paramLabel = "DIR", scope = ScopeType.INHERIT)
    private Path workspace = Path.of("");

    @Option(names = "--json", scope = ScopeType.INHERIT)
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "FILE")
    private @Nullable Path bundle;

    private final Opener opener;
    private final Console console;
    private boolean offline;

    CommandLineApp(Opener opener, Console console) {
        this.opener = opener;
        this.console = console;
    }

    @Option(names = "--context", paramLabel = "NAME", scope = ScopeType.INHERIT)
    void context(@Nullable String name) {
        if (name != null) opener.goBy(name);
    }

    /// Only kept: whoever reads a command need not mean to run it. The wrapper: without the option picocli sets null.
    @Option(names = "--offline", scope = ScopeType.INHERIT)
    void offline(@Nullable Boolean on) {
        if (Boolean.TRUE.equals(on)) offline = true;
    }

    /// Runs `args` and answers the exit status: 0 done and good, 1 failed or not good, 2 wrong usage.
    public static int run(String[] args, Opener opener) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(args, opener, out, err);
    }

    static int run(String[] args, Opener opener, PrintWriter out, PrintWriter err) {
        var console = new Console(out, err);
        CommandLine commands = line(opener, console);
        commands.setOut(out).setErr(err);
        commands.setParameterExceptionHandler(new WrongUsage(console));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof InterruptedException) {
                console.message(Text.of("cli.interrupted"));
            } else {
                console.problem(StudioException.problemOf(failure));
            }
            return 1;
        });
        commands.setExecutionStrategy(parsed -> {
            CommandLineApp app = commands.getCommand();
            app.alone(parsed);
            if (app.offline) Ledger.OURS.force("--offline");
            return new CommandLine.RunLast().execute(parsed);
        });
        int status = commands.execute(args);
        out.flush();
        return status;
    }

    /// All commands, for one reading of arguments.
    static CommandLine line(Opener opener, Console console) {
        CommandLine commands = new CommandLine(new CommandLineApp(opener, console));
        commands.addSubcommand(new DemoCommand()).addSubcommand(new DoctorCommand()).addSubcommand(catalog())
                .addSubcommand(new UpCommand()).addSubcommand(new DownCommand()).addSubcommand(new PsCommand())
                .addSubcommand(new LogsCommand()).addSubcommand(endpoint()).addSubcommand(new InvokeCommand())
                .addSubcommand(new LoadCommand()).addSubcommand(record())
                .addSubcommand(new ReplayCommand()).addSubcommand(new StatsCommand())
                .addSubcommand(new ImagesCommand()).addSubcommand(image()).addSubcommand(new BuildCommand())
                .addSubcommand(new SidecarCommand()).addSubcommand(new CheckCommand())
                .addSubcommand(bundle()).addSubcommand(new BackupCommand()).addSubcommand(new RestoreCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new ExportCommand()).addSubcommand(new PruneCommand())
                .addSubcommand(new DiskCommand())
                .addSubcommand(new NetworkCommand())
                .addSubcommand(new RolloutCommand()).addSubcommand(rehearse());
        commands.addSubcommand(new CompletionCommand());
        commands.setResourceBundle(new HelpTexts());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        // @ begins a word like any other: a body or a password may
        commands.setExpandAtFiles(false);
        return commands;
    }

    private static CommandLine catalog() {
        return new CommandLine(new Group()).setCommandName("catalog").addSubcommand(new CatalogScanCommand())
                .addSubcommand(new CatalogImportCommand());
    }

    private static CommandLine rehearse() {
        return new CommandLine(new Group()).setCommandName("rehearse").addSubcommand(new RehearseHealthCommand())
                .addSubcommand(new RehearseUpdateCommand()).addSubcommand(new RehearseMemoryCommand())
                .addSubcommand(new RehearseConcurrencyCommand()).addSubcommand(new RehearseReplicasCommand());
    }

    private static CommandLine endpoint() {
        CommandLine group = new CommandLine(new Group()).setCommandName("endpoint");
        for (Object command : EndpointCommands.all()) {
            group.addSubcommand(command);
        }
        return group;
    }

    private static CommandLine record() {
        CommandLine command = new CommandLine(new RecordCommand());
        RecordingCommands.all().forEach(command::addSubcommand);
        return command;
    }

    private static CommandLine image() {
        CommandLine group = new CommandLine(new Group()).setCommandName("image");
        for (Object command : ImageCommands.all()) {
            group.addSubcommand(command);
        }
        return group;
    }

    private static CommandLine bundle() {
        CommandLine group = new CommandLine(new Group()).setCommandName("bundle");
        for (Object command : BundleCommands.all()) {
            group.addSubcommand(command);
        }
        return group;
    }

    @Override
    int run() throws InterruptedException {
        Path file = bundle;
        if (file == null)
            return workspace.toString().isEmpty() ? opener.welcome(workspace()) : opener.window(workspace());
        String command = misspelt();
        if (command != null) throw new CommandLine.UnmatchedArgumentException(spec().commandLine(), List.of(command));
        return opener.window(BundleCommands.open(console, opener, file, BundleOpening.usual(file), true).folder());
    }

    /// A bundle is opened in the window: a word before a command is none, and must not be passed over.
    private void alone(CommandLine.ParseResult parsed) {
        Path word = bundle;
        if (word != null && parsed.hasSubcommand())
            throw new CommandLine.UnmatchedArgumentException(spec().commandLine(), List.of(word.toString()));
    }

    /// What was read as a bundle and is none: a command that was misspelt. Null where nothing was.
    @Nullable
    String misspelt() {
        Path file = bundle;
        return file == null || file.toString().endsWith(".slipway") ? null : file.toString();
    }

    /// A folder that is named must be there: nothing runs in one that is not, but that would answer another question.
    Path workspace() {
        Path folder = workspace.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) throw StudioException.of("spec.no-workspace", folder);
        return folder;
    }

    boolean json() {
        return json;
    }

    Opener opener() {
        return opener;
    }

    Console terminal() {
        return console;
    }

    /// A word that only groups commands: alone it is wrong usage and shows its help.
    @Command(mixinStandardHelpOptions = true)
    static final class Group extends Action {
        @Override
        int run() {
            throw new CommandLine.ParameterException(spec().commandLine(), Text.of("cli.command-missing"));
        }
    }
}
