package io.hookline.action.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFoldersTest {
    @TempDir
    private Path base;

    @Test
    void withoutASettingPacksAreInATemporaryFolderOfThisUser() throws IOException {
        PackFolders folders = folders(Map.of());

        assertThat(folders.home()).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(
                        folders.configs().resolveSibling(".").normalize()))
                .hasSize(3);
        assertThat(folders.all()).isEmpty();
    }

    @Test
    void configurationsAndOverridesAreBesideTheFirstFolderUnlessToldOtherwise() {
        String first = base.resolve("packs").toString();

        assertThat(folders(Map.of("hookline.packs.folders", first)).configs()).isEqualTo(base.resolve("configs"));
        assertThat(folders(Map.of("hookline.packs.folders", first)).overrides()).isEqualTo(base.resolve("overrides"));
        assertThat(folders(Map.of("hookline.packs.folders", first, "hookline.packs.configs", "/c"))
                        .configs())
                .isEqualTo(Path.of("/c"));
    }

    @Test
    void ofTwoPacksOfOneNameTheFirstCounts() throws IOException {
        Path first = pack("first/p");
        pack("second/p");
        Path other = pack("second/q");
        Files.createDirectories(base.resolve("second/no_pack"));

        PackFolders folders =
                folders(Map.of("hookline.packs.folders", base.resolve("first") + "," + base.resolve("second")));

        assertThat(folders.all()).containsExactly(new PackFolder("p", first), new PackFolder("q", other));
        assertThat(folders.find("q")).contains(other);
        assertThat(folders.find("../first/p")).isEmpty();
    }

    @Test
    void aPackIsFoundByItsFoldersNameWhateverThatIs() throws IOException {
        Path pack = pack("packs/stackstorm-p.1");

        PackFolders folders =
                folders(Map.of("hookline.packs.folders", base.resolve("packs").toString()));

        assertThat(folders.find("stackstorm-p.1")).contains(pack);
        for (String path : new String[] {"", ".", "..", "stackstorm-p.1/", "../packs", "/", "stackstorm-p.1/../x"}) {
            assertThat(folders.find(path)).as(path).isEmpty();
        }
    }

    @Test
    void nothingIsWrittenOutsideOfAPack() throws IOException {
        Path pack = pack("packs/p");
        Files.createSymbolicLink(pack.resolve("up"), base);
        Files.createSymbolicLink(pack.resolve("out.txt"), base.resolve("not_there.txt"));
        var folder = new PackFolder("p", pack);

        for (String path : new String[] {"../x", "up/x", "out.txt", "/x", "a/../../x", ""}) {
            assertThat(folder.write(path, "x")).as(path).isEmpty();
        }
        assertThat(folder.write("a/b.sh", "#!/bin/sh"))
                .hasValueSatisfying(file -> assertThat(file).isExecutable());
        assertThat(base).isDirectoryNotContaining("glob:**x").isDirectoryNotContaining("glob:**not_there.txt");
    }

    private Path pack(String name) throws IOException {
        Path pack = Files.createDirectories(base.resolve(name));
        Files.writeString(pack.resolve(PackFolder.METADATA), "name: p");
        return pack;
    }

    private static PackFolders folders(Map<String, String> settings) {
        return new PackFolders(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PacksConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(PacksConfig.class));
    }
}
