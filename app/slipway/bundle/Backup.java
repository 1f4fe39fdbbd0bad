package slipway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;

/// A workspace with its state as one file, and back into a folder. Written and read as a bundle is, so that it is put
/// together under another name, goes on after an interruption, and is compared with its digests. Stateless; blocks,
/// interruption cancels.
public final class Backup {
    /// How backups are usually called.
    public static final String ENDING = ".slipway-backup";

    private static final System.Logger LOG = System.getLogger(Backup.class.getName());

    private Backup() {}

    /// Writes the workspace of `ground` to `file`, in place of an older backup there, whether a studio drives it or not;
    /// with `models`, its models too. Only its owner may read the file.
    public static BundleWriter.Written write(BundleGround ground, boolean models, Path file, Progress progress)
            throws InterruptedException {
        Path target = file.toAbsolutePath().normalize();
        Path snapshot = target.resolveSibling(BundlePart.pathFor(target).getFileName() + "-" + BackupPlanner.DATABASE);
        try {
            if (Files.isDirectory(target)) throw StudioException.of("bundle.folder", target);
            Path folder = target.getParent();
            if (folder != null) Files.createDirectories(folder);
            BundlePlan plan = new BackupPlanner(ground, models, target).plan(snapshot, progress);
            return BundleWriter.write(ground, plan, Form.BACKUP, target, progress);
        } catch (StudioException e) {
            throw new StudioException(Problem.of("bundle.backup-unwritten", target, e.problem().why())
                    .withDetail(e.problem().detail()), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("bundle.backup-unwritten", target, String.valueOf(e.getMessage())),
                    e);
        } finally {
            delete(snapshot);
        }
    }

    private static void delete(Path snapshot) {
        try {
            Files.deleteIfExists(snapshot);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, snapshot.toString(), e);
        }
    }

    /// Puts the workspace of `file` into the folder `into`, which must not be there or be empty; everything is compared
    /// with its digest, and the folder has its name only once it is whole.
    public static BundleOpening.Opened restore(Path file, Path into, Progress progress) throws InterruptedException {
        try {
            return BundleOpening.restore(file, into, progress);
        } catch (StudioException e) {
            if (e.problem().code().equals("bundle.taken"))
                throw new StudioException(Problem.of("bundle.backup-taken", into), e);
            if (e.problem().code().equals("bundle.not-one"))
                throw new StudioException(Problem.of("bundle.no-backup", file), e);
            throw new StudioException(Problem.of("bundle.backup-unrestored", file, e.problem().why()).withDetail(e
                    .problem().detail()), e);
        }
    }
}
