package slipway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The profiles that checks go by: ours, and a person's own from a folder `contracts/` of the workspace. Immutable.
///
/// @param problems files that are no profile, with the reason; the others count all the same
public record Profiles(List<Profile> all, List<Problem> problems) {
    /// Where a workspace keeps a person's own.
    public static final String FOLDER = "contracts";
    /// Ours alone.
    public static final Profiles OURS = new Profiles(Contracts.PROFILES, List.of());

    public Profiles {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /// Ours and those of `folder`; a folder that is not there has none.
    public static Profiles with(Path folder) {
        if (!Files.isDirectory(folder)) return OURS;
        var all = new ArrayList<>(Contracts.PROFILES);
        var problems = new ArrayList<Problem>();
        for (Path file : files(folder)) {
            try {
                Profile own = read(file);
                if (all.stream().anyMatch(each -> each.id().equals(own.id()))) {
                    throw StudioException.of("contract.id-taken", file, own.id());
                }
                all.add(own);
            } catch (StudioException e) {
                problems.add(e.problem());
            }
        }
        return new Profiles(all, problems);
    }

    /// One profile from a file.
    public static Profile read(Path file) {
        try {
            return ProfileReader.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StudioException(Problem.of("contract.unreadable", file), e);
        }
    }

    public Optional<Profile> byId(String id) {
        return all.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    public List<String> ids() {
        return all.stream().map(Profile::id).toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new StudioException(Problem.of("contract.unreadable", folder), e);
        }
    }
}
