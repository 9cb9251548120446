package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeLibraryTest {
    @Test
    void a_platform_is_named_as_the_librarys_files_are() {
        assertThat(NativeLibrary.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(NativeLibrary.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
        assertThat(NativeLibrary.platform("Mac OS X", "aarch64")).isEqualTo("macos-aarch64");
        assertThat(NativeLibrary.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
        assertThat(NativeLibrary.platform("Linux", "riscv64")).isEqualTo("linux-riscv64");
        assertThat(NativeLibrary.platform("FreeBSD", "amd64")).isEqualTo("freebsd-x86_64");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void what_is_missing_is_named_with_its_package() {
        assertThat(
                        NativeLibrary.missing(
                                Map.of(
                                        "libc.so.6", "libc6",
                                        "libsurely-not-there.so.9", "surely")))
                .containsExactly(Map.entry("libsurely-not-there.so.9", "surely"));
    }
}
