package slipway.testkit.seeded.base;

import java.sql.Connection;

import javafx.scene.Node;

import ai.onnxruntime.OrtEnvironment;
import atlantafx.base.theme.PrimerDark;
import com.github.difflib.patch.Patch;
import com.github.dockerjava.api.model.Frame;
import com.jayway.jsonpath.JsonPath;
import com.networknt.schema.SchemaRegistry;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import org.HdrHistogram.Histogram;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.csv.CSVFormat;
import org.commonmark.parser.Parser;
import org.controlsfx.control.GridView;
import org.kordamp.ikonli.javafx.FontIcon;
import org.snakeyaml.engine.v2.api.Load;
import org.tukaani.xz.XZInputStream;
import oshi.SystemInfo;
import picocli.CommandLine;

/// Holds one thing of every library that has a home, where none of them is at home.
public record BadLibraries(Connection database, Node node, OrtEnvironment onnx, PrimerDark theme, EventLoop loop,
        Vertx vertx, Histogram histogram, Parser markdown, GridView<String> grid, FontIcon icon, Load yaml,
        SystemInfo system, CommandLine line, Frame frame, TarArchiveEntry entry, Patch<String> patch,
        XZInputStream packed, CSVFormat csv, JsonPath path, SchemaRegistry schemas) {}
