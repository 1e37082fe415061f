package io.hookline.rules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.rules.file.FileText.Content;
import io.hookline.rules.file.RulesFolder.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFolderTest {
    @TempDir
    private Path folder;

    @Test
    void plainFilesAndThoseOfPacksAreFound() throws IOException {
        write("plain.yaml", "a");
        write("other.yml", "b");
        write("web/rules/x.yaml", "c");
        write("web/actions/no.yaml", "d");
        write("web/rules/deeper/no.yaml", "e");
        write("web/pack.yaml", "f");
        write("pack.json", "g");
        write(".hidden/rules/no.yaml", "h");
        write(".hidden.yaml", "i");

        List<FileText> found = RulesFolder.read(new RulesFolder(folder).look());

        assertThat(found)
                .containsExactly(
                        new FileText("other.yml", Optional.empty(), new Content.Text("b")),
                        new FileText("plain.yaml", Optional.empty(), new Content.Text("a")),
                        new FileText("web/rules/x.yaml", Optional.of("web"), new Content.Text("c")));
    }

    @Test
    void theFolderMayBeAPackItself() throws IOException {
        write("web/pack.yaml", "name: web");
        write("web/config.schema.yaml", "{}");
        write("web/rules/x.yaml", "c");

        List<FileText> found = RulesFolder.read(new RulesFolder(folder.resolve("web")).look());

        assertThat(found).containsExactly(new FileText("rules/x.yaml", Optional.of("web"), new Content.Text("c")));
        assertThat(found.getFirst().metadataFile()).isEqualTo("rules/x.yaml");
    }

    @Test
    void aReplacedFileIsSeenThoughItHasTheSizeAndTimeOfTheOld() throws IOException {
        Path file = write("x.yaml", "old");
        FileTime time = Files.getLastModifiedTime(file);
        Look before = new RulesFolder(folder).look();

        Path next = write("next", "new");
        Files.setLastModifiedTime(next, time);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(new RulesFolder(folder).look()).isNotEqualTo(before);
    }

    @Test
    void aMountedConfigMapIsReadAndItsExchangeIsSeen() throws IOException {
        write("..first/x.yaml", "old");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(folder.resolve("x.yaml"), Path.of("..data/x.yaml"));
        Look before = new RulesFolder(folder).look();

        write("..second/x.yaml", "new");
        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        Look after = new RulesFolder(folder).look();
        assertThat(after).isNotEqualTo(before);
        assertThat(RulesFolder.read(after))
                .containsExactly(new FileText("x.yaml", Optional.empty(), new Content.Text("new")));
    }

    @Test
    void whatCannotBeReadIsAFileAtFault() throws IOException {
        write("large.yaml", "x".repeat(RulesFolder.LARGEST_FILE + 1));
        Files.write(folder.resolve("latin.yaml"), "grün".getBytes(StandardCharsets.ISO_8859_1));
        Files.createSymbolicLink(folder.resolve("nowhere.yaml"), Path.of("gone.yaml"));

        List<FileText> found = RulesFolder.read(new RulesFolder(folder).look());

        assertThat(found)
                .extracting(FileText::content)
                .containsExactly(
                        new Content.Unreadable("the file is larger than 256 KiB"),
                        new Content.Unreadable("the file is not UTF-8"),
                        new Content.Unreadable("the file can't be read: NoSuchFileException"));
    }

    @Test
    void aFolderThatIsGoneIsNotAnEmptyOne() {
        assertThatThrownBy(() -> new RulesFolder(folder.resolve("gone")).look())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not there");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
